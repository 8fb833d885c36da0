"""/caidat: what counts and why, changed within the limits above; what forms go by is frozen or looked at again."""

from tests.player import Chat
from tests.scenes import registers
from tests.scenes_oversight import another_branch, somebody_sits_above


async def test_a_day_is_changed_with_its_effect_shown_before(chat: Chat) -> None:
    """products.md row 97: allowed values, preview, history."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await minh.says("/caidat")
    minh.sees("Cài đặt 2027 · DTHPT Đoàn trường", "Hạn gửi phiếu đăng ký: Thứ Ba 15/12/2026 (mặc định)")
    await minh.picks("Hạn đánh giá: ")
    minh.sees("Hạn đánh giá hiện là Chủ Nhật 10/10/2027 (mặc định; nguồn: PN-09)", "một ngày, ví dụ 15/12/2026")
    await minh.says("bao giờ cũng được")
    minh.sees("Giá trị này không dùng được")
    await minh.says("1/10/2027")
    minh.sees("Hạn đánh giá: Chủ Nhật 10/10/2027 → Thứ Sáu 01/10/2027")
    minh.sees("Hạn tự đánh giá: Thứ Năm 30/09/2027 → Thứ Ba 21/09/2027", "Ảnh hưởng 2 chi đoàn, 12 đoàn viên.")
    await minh.picks("Đổi")
    minh.sees("Đã đặt Hạn đánh giá: Thứ Sáu 01/10/2027.")
    await minh.picks("Ai đã đổi gì")
    minh.sees("Đỗ Quang Minh đặt Hạn đánh giá: Thứ Sáu 01/10/2027")
    await minh.says("caidat")
    minh.sees("Hạn đánh giá: Thứ Sáu 01/10/2027 (do DTHPT đặt)")


async def test_grades_keep_their_order_and_words_are_chosen(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat")
    await minh.says("ngưỡng xuất sắc")
    minh.sees("Ngưỡng xuất sắc (%) hiện là 90", "Nhận: 1–100")
    await minh.says("70%")
    minh.sees("Ngưỡng xuất sắc phải cao hơn ngưỡng tốt")
    await minh.says("95%")
    minh.sees("Ngưỡng xuất sắc (%): 90 → 95")
    await minh.picks("Không đổi")
    minh.sees("Chưa có gì thay đổi.")
    await minh.says("caidat lich su")
    minh.sees("Chưa ai đổi gì.")


async def test_once_forms_exist_what_they_were_sent_under_stays_and_the_rest_is_looked_at_again(chat: Chat) -> None:
    """products.md rows 45 and 98: frozen and explained; with a reason, and every form that is concerned listed."""
    minh = await somebody_sits_above(chat)
    code = await registers(chat)
    await minh.says("/caidat")
    minh.sees("Đã có 1 phiếu theo các quy định này")
    await minh.says("ngưỡng xuất sắc")
    minh.sees("Không đổi được nữa, vì đã có 1 phiếu", "nguồn: PN-24")
    await minh.says("/caidat")
    await minh.says("số mục tối thiểu")
    await minh.says("3")
    minh.sees("Lý do?")
    await minh.says("Thông báo mới của quận")
    minh.sees("Số mục tối thiểu: 1 → 3", "Lý do: Thông báo mới của quận")
    await minh.picks("Đổi")
    minh.sees("1 phiếu trái quy định mới", f"{code} (12A1, số 7): ít mục hơn mức tối thiểu")
    chat.other("binh").got_told("Cấp trên vừa đặt Số mục tối thiểu: 3", f"{code} (12A1, số 7)")
    await minh.says("caidat lich su")
    minh.sees("Lý do: Thông báo mới của quận")


async def test_a_branch_only_proposes(chat: Chat) -> None:
    """domain.md 4.3."""
    minh = await somebody_sits_above(chat)
    binh = chat.other("binh")
    await binh.says("/caidat")
    await binh.says("số mục tối thiểu")
    await binh.says("2")
    await binh.says("Chi đoàn muốn mỗi bạn hai mục")
    binh.sees("Chi đoàn chỉ đề nghị; Đoàn trường THPT Hòa Bình quyết định.")
    await binh.picks("Gửi đề nghị")
    binh.sees("Đã gửi đề nghị cho ban chấp hành Đoàn trường")
    minh.got_told("Chi đoàn 12A1 (Lê Thị Bình) đề nghị đặt Số mục tối thiểu: 2", "mỗi bạn hai mục")
    await binh.says("caidat lich su")
    binh.sees("Chưa ai đổi gì.")
    await chat.says("/caidat")
    chat.sees("Lệnh này dành cho ban chấp hành")


# --- how and when a unit is reminded


async def test_how_one_is_reminded_stands_apart_from_what_decides_about_people(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat")
    minh.sees("Cài đặt nhắc việc", "Hạn gửi phiếu đăng ký: ")
    minh.sees_not("Nhắc gửi phiếu đăng ký")
    await minh.picks("Cài đặt nhắc việc")
    minh.sees("Cài đặt nhắc việc 2027 · DTHPT", "Ở đây bot nhắc đoàn viên lúc 08:00", "từ 21:00 đến 07:00")
    minh.sees("Nhắc gửi phiếu đăng ký: 14, 7, 3, 1 ngày trước, đúng ngày hạn, 1 ngày sau (mặc định)")
    minh.sees_not("Hạn gửi phiếu đăng ký: ")
    await minh.picks("Quay lại")
    minh.sees("Cài đặt 2027 · DTHPT")
    await minh.says("/caidat nhac")
    minh.sees("Cài đặt nhắc việc 2027 · DTHPT")
    await minh.picks("Trang sau")
    minh.sees("Ngày không nhắn tin: ngày lễ (mặc định)", "Lưu số điện thoại của đoàn viên: không (mặc định)")


async def test_days_before_and_after_are_typed_as_one_likes_and_shown_with_the_days_they_fall_on(chat: Chat) -> None:
    """products.md row 52, scenario 8: what the unit says yes to are days."""
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat nhac")
    await minh.says("nhắc đánh giá đoàn viên")
    minh.sees("hiện là 14, 10, 7, 3, 1 ngày trước, đúng ngày hạn, 1 ngày sau (mặc định).", "Ví dụ: 7, 3, 1 ngày trước")
    await minh.says("bao giờ cũng được")
    minh.sees("Giá trị này không dùng được", "Ví dụ: 7, 3, 1 ngày trước", "Chưa có gì thay đổi")
    await minh.says("61")
    minh.sees("từ 60 ngày trước đến 14 ngày sau")
    await minh.says("14, 10, 7, 3, 1, 0, -1")
    minh.sees("Đây đang là giá trị hiện tại")
    await minh.says("10, 3 ngày trước và 1 ngày sau")
    minh.sees("1 ngày sau → 10, 3 ngày trước, 1 ngày sau")
    minh.sees("Với hạn Chủ Nhật 10/10/2027: nhắc các ngày 30/09, 07/10, 08/10, 11/10.")
    minh.sees("Với hạn Thứ Bảy 15/05/2027 (trường học): nhắc các ngày 05/05, 12/05, 14/05, 16/05.")
    await minh.picks("Đổi")
    minh.sees("Đã đặt Nhắc đánh giá đoàn viên: 10, 3 ngày trước, 1 ngày sau.")
    await minh.picks("Về cài đặt")
    minh.sees("Nhắc đánh giá đoàn viên: 10, 3 ngày trước, 1 ngày sau (do DTHPT đặt)")


async def test_nobody_is_reminded_where_the_unit_does_not_want_it(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat nhac")
    await minh.says("nhắc gửi phiếu đăng ký")
    await minh.picks("không nhắc")
    minh.sees("1 ngày sau → không nhắc")
    minh.sees_not("nhắc các ngày")
    await minh.picks("Đổi")
    minh.sees("Đã đặt Nhắc gửi phiếu đăng ký: không nhắc.")


async def test_hours_are_read_generously_and_a_reminder_in_the_quiet_time_is_pointed_out(chat: Chat) -> None:
    """products.md row 55."""
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat nhac")
    await minh.says("không nhắn tin từ")
    minh.sees("Không nhắn tin từ hiện là 21:00 (mặc định).", "ví dụ 8h, 8:00 hoặc 20h30")
    await minh.says("9 giờ tối")
    minh.sees("Đây đang là giá trị hiện tại")
    await minh.says("20h30")
    minh.sees("Không nhắn tin từ: 21:00 → 20:30", "từ 21:00 đến 07:00 → từ 20:30 đến 07:00")
    minh.sees_not("Lưu ý")
    await minh.picks("Đổi")
    await minh.says("/caidat nhac")
    await minh.says("giờ nhắc đoàn viên")
    await minh.says("22h")
    minh.sees("Lưu ý: “Giờ nhắc đoàn viên” là 22:00, trong giờ không nhắn tin, nên tin đến lúc 07:00.")
    await minh.picks("Không đổi")
    await minh.says("/caidat nhac")
    await minh.says("không nhắn tin đến")
    await minh.says("20:30")
    minh.sees("từ 20:30 đến 07:00 → không có, giờ nào cũng nhắn")


async def test_days_off_are_the_countrys_and_the_units_own(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat nhac")
    await minh.says("ngày không nhắn tin")
    minh.sees("“ngày lễ” (các ngày nghỉ lễ của cả nước)", "Ví dụ: ngày lễ, 3/2/2027")
    await minh.says("hôm nào đó")
    minh.sees("Giá trị này không dùng được")
    await minh.says("26/3/2027, 10-12/3/2027")
    minh.sees("ngày lễ → ngày lễ, từ 10/03/2027 đến 12/03/2027, 26/03/2027")
    await minh.picks("Đổi")
    await minh.says("/caidat nhac")
    await minh.says("ngày không nhắn tin")
    await minh.picks("không có ngày nào")
    minh.sees("26/03/2027 → không có ngày nào")


async def test_a_branch_says_itself_how_it_is_reminded_although_the_level_above_has_spoken(chat: Chat) -> None:
    """Everything else it only proposes (domain.md 4.3); and forms freeze nothing of this (products.md row 98)."""
    minh = await somebody_sits_above(chat)
    await registers(chat)
    await minh.says("/caidat nhac")
    await minh.says("giờ nhắc đoàn viên")
    await minh.says("7h")
    minh.sees("Giờ nhắc đoàn viên: 08:00 → 07:00", "Ảnh hưởng 1 chi đoàn")
    minh.sees_not("Lý do")
    await minh.picks("Đổi")
    binh = chat.other("binh")
    await binh.says("/caidat nhac")
    binh.sees("Giờ nhắc đoàn viên: 07:00 (do DTHPT đặt)")
    await binh.says("giờ nhắc đoàn viên")
    await binh.says("19h")
    binh.sees("Giờ nhắc đoàn viên: 07:00 → 19:00")
    await binh.picks("Đổi")
    binh.sees("Đã đặt Giờ nhắc đoàn viên: 19:00.")
    binh.sees_not("phiếu")
    await binh.picks("Về cài đặt")
    binh.sees("Giờ nhắc đoàn viên: 19:00 (do 12A1 đặt)")
    await minh.says("/caidat nhac")
    minh.sees("Giờ nhắc đoàn viên: 07:00 (do DTHPT đặt)")
    await minh.says("caidat lich su")
    minh.sees("Đỗ Quang Minh đặt Giờ nhắc đoàn viên: 07:00")


async def test_numbers_of_days_and_words_are_among_them(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await minh.says("/caidat nhac")
    await minh.says("báo người phụ trách khi chi đoàn quá hạn")
    minh.sees("số ngày, 1–30, ví dụ 3")
    await minh.says("5 ngày")
    minh.sees("(ngày): 2 → 5")
    await minh.picks("Đổi")
    await minh.says("/caidat nhac")
    await minh.says("lưu số điện thoại")
    await minh.picks("có")
    minh.sees("Lưu số điện thoại của đoàn viên: không → có")
