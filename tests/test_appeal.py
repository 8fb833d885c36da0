"""/xemxet, /phuctra, /xacnhanky: appeals with a clock, and the two confirmations of the figures (N9, TV-06)."""

from tests.player import Chat
from tests.scenes_ratings import rated, recognised
from tests.school import AN


async def test_a_member_appeals_and_the_level_above_changes_the_grade(chat: Chat) -> None:
    codes = await recognised(chat.stage)
    dung, huy, binh = chat.other("dung"), chat.other("huy"), chat.other("binh")
    await chat.says("/xemxet")
    chat.sees("Kết quả của bạn: Hoàn thành. Bạn đề nghị TINH xem xét lại, được đến hết Thứ Năm 20/05/2027")
    await chat.says("Mục 1.2 đã xong từ tháng 3, có ảnh kèm theo")
    chat.sees("Đã gửi đề nghị XX-FE465 tới TINH", "Chậm nhất Thứ Năm 20/05/2027")
    huy.got_told("Nguyễn Văn An (Chi đoàn 12A1)", "Lý do: Mục 1.2 đã xong từ tháng 3")
    await dung.says("/phuctra XX-FE465")
    dung.sees("Bạn không có quyền xem đề nghị này.")
    chat.clock.passes(days=11)
    await huy.says("/phuctra")
    huy.sees("1 đề nghị đã quá hạn trả lời", "XX-FE465 Nguyễn Văn An", "quá hạn")
    await huy.picks("XX-FE465")
    huy.sees("Kết quả hiện nay: Hoàn thành.", "Giữ nguyên kết quả")
    await huy.picks("Đổi thành: Hoàn thành tốt")
    await huy.says("Ảnh cho thấy mục 1.2 đã xong")
    huy.sees("kết quả nay là Hoàn thành tốt", "Không còn đề nghị nào chờ bạn")
    chat.got_told("Kết quả nay là: Hoàn thành tốt", "Trả lời: Ảnh cho thấy mục 1.2 đã xong")
    binh.got_told("đổi kết quả của Nguyễn Văn An thành Hoàn thành tốt")
    await huy.says("/phuctra XX-FE465 giữ nguyên thôi")
    huy.sees("đã được trả lời: đổi kết quả (Hoàng Gia Huy, 08:00, Thứ Sáu 21/05/2027)")
    await chat.says(f"/xemxet {codes[AN]} vẫn chưa đúng")
    chat.sees("Chưa có ai ở đoàn cấp trên trong hệ thống")


async def test_an_appeal_is_withdrawn_and_sent_again_in_one_message(chat: Chat) -> None:
    codes = await recognised(chat.stage)
    huy = chat.other("huy")
    await chat.says(f"xemxet {codes[AN]} mục 1.2 đã xong")
    chat.sees("Đã gửi đề nghị XX-FE465")
    await chat.says("/xemxet")
    chat.sees("Đề nghị XX-FE465 đã gửi ngày Thứ Hai 10/05/2027 tới TINH", "Rút lại đề nghị")
    await chat.picks("Rút lại đề nghị")
    chat.sees("Đã rút lại đề nghị XX-FE465")
    huy.got_told("Nguyễn Văn An đã rút lại đề nghị XX-FE465")
    await huy.says("phuctra XX-FE465 tốt vì có ảnh")
    huy.sees("đã được đoàn viên rút lại (Nguyễn Văn An")
    await chat.says(f"xemxet {codes[AN]} mục 1.2 đã xong, có ảnh")
    chat.sees("Đã gửi đề nghị XX-VT6A8")
    await huy.says("phuctra XX-VT6A8 giữ nguyên ảnh không rõ ngày")
    huy.sees("giữ nguyên kết quả Hoàn thành")
    chat.clock.passes(seconds=5)
    await chat.stage.sends_what_is_due()
    chat.got_told("giữ nguyên kết quả: Hoàn thành.", "Trả lời: ảnh không rõ ngày")


async def test_an_appeal_comes_too_late_too_early_or_from_somebody_else(chat: Chat) -> None:
    codes = await recognised(chat.stage)
    hoa = chat.other("hoa")
    await hoa.says(f"/xemxet {codes[AN]} không đúng")
    hoa.sees("Bạn không có quyền xem kết quả này.")
    await hoa.says(f"/molai {codes[AN]} có sai sót")
    await chat.says("/xemxet")
    chat.sees("đang được xét nên chưa đề nghị xem xét lại được")
    chat.clock.passes(days=10)
    cuong = chat.other("cuong")
    await cuong.says("/xemxet")
    cuong.sees("được đến hết Thứ Năm 20/05/2027")
    chat.clock.passes(days=1)
    await cuong.says("/xemxet")
    cuong.sees("Đã hết hạn đề nghị xem xét lại", "đến hết Thứ Năm 20/05/2027")


async def test_whoever_recognised_does_not_rule_on_the_appeal(chat: Chat) -> None:
    """Before the recognition the branch spoke last: the appeal goes to the unit above it."""
    codes = await rated(chat.stage)
    dung, hoa = chat.other("dung"), chat.other("hoa")
    await chat.says(f"/xemxet {codes[AN]} mục 1.2 đã xong")
    chat.sees("tới Đoàn trường THPT Hòa Bình")
    await dung.says("/congnhan")
    dung.sees("Nên xem ở Chi đoàn 12A1: Nguyễn Văn An")
    await dung.says(f"/congnhan {codes[AN]}")
    await dung.says("/phuctra XX-FE465 tốt vì có ảnh")
    dung.sees("đã quyết định kết quả này nên không trả lời đề nghị được", "Trần Thị Hòa")
    await hoa.says("/phuctra XX-FE465 hoàn thành tốt vì có ảnh")
    hoa.sees("kết quả nay là Hoàn thành tốt")


async def test_an_old_card_does_not_recognise_what_an_appeal_has_changed(chat: Chat) -> None:
    codes = await rated(chat.stage)
    dung, hoa = chat.other("dung"), chat.other("hoa")
    await hoa.says("/congnhan")
    await hoa.picks("Xem từng người")
    await hoa.picks(codes[AN])
    await chat.says(f"/xemxet {codes[AN]} mục 1.2 đã xong")
    await dung.says("/phuctra XX-FE465 tốt vì có ảnh")
    dung.sees("kết quả nay là Hoàn thành tốt")
    await hoa.picks("Công nhận")
    hoa.sees("Kết quả vừa có thay đổi", "Cách tính cho: Hoàn thành.", "Lý do khác cách tính: vì có ảnh")
    await hoa.picks("Công nhận")
    hoa.sees(f"Đã công nhận kết quả {codes[AN]} (Nguyễn Văn An): Hoàn thành tốt")


async def test_the_half_year_and_the_year_are_confirmed_by_the_branch_and_then_above(chat: Chat) -> None:
    await rated(chat.stage)
    binh, cuong, dung = chat.other("binh"), chat.other("cuong"), chat.other("dung")
    await dung.says("/xacnhanky")
    dung.sees("Hiện không có số liệu nào chờ bạn xác nhận")
    await binh.says("/xacnhanky")
    await binh.picks("cả năm 2027 · Chi đoàn 12A1")
    binh.sees("Đoàn viên: 9", "Đã đăng ký: 0 (0,00 %)", "Hoàn thành xuất sắc: 3", "Không phân loại: 1")
    await cuong.says("/xacnhanky")
    await cuong.picks("cả năm 2027")
    await binh.picks("Xác nhận")
    binh.sees("Đã xác nhận số liệu cả năm 2027 của Chi đoàn 12A1", "Bot đã báo cho đoàn cấp trên", "Còn 1 số liệu")
    await cuong.says("/xacnhanky")
    cuong.sees("Đã xác nhận: cả năm 2027 · Chi đoàn 12A1 · chi đoàn (Lê Thị Bình, 08:00, Thứ Hai 10/05/2027)")
    dung.got_told("Chi đoàn 12A1 đã xác nhận số liệu cả năm 2027")
    await dung.picks("Xem và xác nhận")
    await dung.picks("cả năm 2027")
    dung.sees("Chi đoàn đã xác nhận: Lê Thị Bình, 08:00")
    dung.sees_not("số liệu đã thay đổi")
    await dung.picks("Xác nhận")
    binh.got_told("Đoàn trường THPT Hòa Bình đã xác nhận số liệu cả năm 2027 của Chi đoàn 12A1")
