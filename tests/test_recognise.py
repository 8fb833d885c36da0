"""/trinh, /congnhan, /ghinhan, /molai: results on their way up and back (PN-25, scenarios 23 and 24)."""

from tests.player import Chat
from tests.scenes_ratings import decides_anew, rated
from tests.school import AN, CUONG, DUNG, HOA, OTHER_AN


async def test_scenario_23_a_branch_reports_and_the_unit_above_recognises(chat: Chat) -> None:
    await rated(chat.stage, reported=False)
    binh, dung = chat.other("binh"), chat.other("dung")
    await binh.says("/trinh")
    binh.sees("Báo cáo 9 kết quả năm 2027 lên Đoàn trường THPT Hòa Bình để công nhận?")
    binh.sees(
        "9 kết quả, trong đó 8 được phân loại", "Hoàn thành xuất sắc: 3 (37,50 %)", "kết nạp những tháng cuối năm: 1"
    )
    await binh.picks("Báo cáo 9 kết quả")
    binh.sees("chờ công nhận", "Đã báo cáo 9 kết quả của Chi đoàn 12A1")
    dung.got_told("Chi đoàn 12A1 báo cáo 9 kết quả", "chờ bạn công nhận")
    await dung.picks("Xem và công nhận")
    dung.sees(
        "Công nhận tất cả 8",
        "Kết quả của chính bạn không có ở đây",
        "Nên xem ở Chi đoàn 12A1: Nguyễn Văn An (số 12), Hoàng Gia Huy (số 20)",
    )
    await dung.picks("Công nhận tất cả 8")
    dung.sees("Đã chọn 8/8")
    await dung.picks("Tiếp tục")
    dung.sees("Công nhận 8 kết quả?")
    await dung.picks("Công nhận 8 kết quả")
    dung.sees("Đã công nhận 8 kết quả", "Không còn kết quả nào chờ bạn")
    chat.got_told("Hoàn thành. Đoàn trường THPT Hòa Bình đã công nhận", "đến hết Thứ Năm 20/05/2027")
    chat.clock.passes(seconds=5)
    await chat.stage.sends_what_is_due()
    assert any("đã công nhận 8 kết quả năm 2027 của Chi đoàn 12A1" in screen.all for screen in binh.got)
    await dung.says("/congnhan")
    dung.sees("Không còn kết quả nào chờ bạn công nhận")


async def test_scenario_23_a_chi_doan_co_so_only_reports_and_nobody_is_offered_to_recognise(chat: Chat) -> None:
    codes = await rated(chat.stage, reported=False, grassroots=True)
    binh, dung = chat.other("binh"), chat.other("dung")
    await binh.says("/trinh")
    await binh.picks("Báo cáo 9 kết quả")
    binh.sees("Đã báo cáo", "Chi đoàn cơ sở chỉ báo cáo")
    dung.got_told("chờ bạn ghi nhận")
    dung.sees_not("ông nhận")
    await dung.picks("Xem và ghi nhận")
    dung.sees("đã báo cáo 8 kết quả. Ghi nhận?")
    dung.sees_not("ông nhận")
    await dung.says(f"/congnhan {codes[AN]}")
    dung.sees("đoàn cấp trên chỉ ghi nhận")
    dung.sees_not("ông nhận")
    await dung.picks("Ghi nhận")
    await dung.picks("Ghi nhận")
    dung.sees("Đã ghi nhận 8 kết quả")
    dung.sees_not("ông nhận")
    chat.got_told("đã ghi nhận")
    chat.sees_not("ông nhận")


async def test_scenario_24_one_result_is_returned_and_the_others_stay(chat: Chat) -> None:
    codes = await rated(chat.stage)
    dung, binh = chat.other("dung"), chat.other("binh")
    await dung.says("/congnhan")
    await dung.picks("Xem từng người")
    await dung.picks(codes[AN])
    dung.sees("Hoàn thành", "Nguyễn Văn An, số 7")
    await dung.picks("Trả lại chi đoàn")
    await dung.says("thiếu minh chứng mục 3")
    dung.sees(f"Đã trả lại kết quả {codes[AN]}", "các kết quả khác giữ nguyên", "Còn 7 kết quả chờ")
    chat.got_told("trả lại kết quả", "Lý do: thiếu minh chứng mục 3")
    binh.got_told(f"trả lại kết quả {codes[AN]} (Nguyễn Văn An)", "Lý do: thiếu minh chứng mục 3")
    await dung.says(f"/congnhan {codes[AN]}")
    dung.sees("đã được trả lại chi đoàn (Phạm Thu Dung, 08:00, Thứ Hai 10/05/2027)")
    await binh.says("/trinh")
    binh.sees("Hiện không có gì mới để báo cáo")
    await decides_anew(chat.stage, codes[AN], "tot")
    await binh.says("/trinh")
    binh.sees("Báo cáo 1 kết quả")
    await binh.picks("Báo cáo 1 kết quả")
    await dung.says(f"/congnhan {codes[AN]}")
    dung.sees(f"Đã công nhận kết quả {codes[AN]} (Nguyễn Văn An): Hoàn thành tốt")


async def test_some_are_taken_out_and_a_colleague_who_is_first_is_named(chat: Chat) -> None:
    codes = await rated(chat.stage)
    dung, hoa = chat.other("dung"), chat.other("hoa")
    await dung.says("/congnhan")
    await dung.picks("Chỉ 6 kết quả không có gì cần xem")
    await (dung.picks(codes[AN]) if chat.stage.taps else dung.says(f"bỏ {codes[AN]}"))
    dung.sees("Đã chọn 5/6")
    await dung.picks("Tiếp tục")
    dung.sees("Công nhận 5 kết quả?", "Không công nhận lần này: Nguyễn Văn An (số 7).")
    chat.clock.passes(minutes=1)
    await hoa.says(f"congnhan {codes[CUONG]}")
    hoa.sees(f"Đã công nhận kết quả {codes[CUONG]}")
    await dung.picks("Công nhận 5 kết quả")
    dung.sees("Trần Thị Hòa đã xử lý 1 kết quả, lúc 08:01", "Công nhận 4 kết quả?")
    await dung.picks("Công nhận 4 kết quả")
    dung.sees("Đã công nhận 4 kết quả", "Còn 3 kết quả chờ")
    await dung.says(f"/congnhan {codes[CUONG]}")
    dung.sees("đã được công nhận (Trần Thị Hòa, 08:01, Thứ Hai 10/05/2027)", "Bạn không cần làm gì")


async def test_nobody_recognises_the_own_result_and_a_stranger_learns_nothing(chat: Chat) -> None:
    codes = await rated(chat.stage)
    dung, hoa = chat.other("dung"), chat.other("hoa")
    await dung.says(f"/congnhan {codes[DUNG]}")
    dung.sees("không thể tự công nhận kết quả của mình")
    for stranger in ("an", "binh"):
        for command in ("congnhan", "molai"):
            await chat.other(stranger).says(f"/{command} {codes[HOA]} tra vì thế")
    await chat.says(f"/congnhan {codes[HOA]}")
    chat.sees("Bạn không có quyền xem kết quả này.")
    chat.sees_not("Hòa", "xuất sắc")
    await hoa.says(f"/congnhan {codes[DUNG]}")
    hoa.sees("Đã công nhận kết quả")
    await chat.other("huy").says(f"/congnhan {codes[HOA]}")
    hoa.got_told("đã công nhận")


async def test_a_recognised_result_is_opened_again_with_a_reason(chat: Chat) -> None:
    codes = await rated(chat.stage)
    dung, binh = chat.other("dung"), chat.other("binh")
    await dung.says(f"/molai {codes[OTHER_AN]} có thông tin mới")
    dung.sees("đã báo cáo lên trên, nên không cần mở lại")
    await dung.says(f"/congnhan {codes[AN]}")
    await dung.says(f"/molai {codes[AN]}")
    dung.sees("Vì sao mở lại kết quả")
    await dung.picks("Có thông tin mới")
    dung.sees("Đã mở lại kết quả", codes[AN])
    binh.got_told("mở lại kết quả", "Lý do: Có thông tin mới")
    chat.got_told("mở lại kết quả", "Lý do: Có thông tin mới")
    await dung.says(f"/molai {codes[AN]}")
    dung.sees("đã được mở lại để chi đoàn xét lại (Phạm Thu Dung")
