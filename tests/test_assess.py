"""/danhgia: a member's own word at the end of the year (PN-22, PN-24, products.md 29 to 31)."""

from datetime import datetime

import pytest

from chat.message import Address
from chat.texts import load_texts
from handlers.assess import assess_duty
from handlers.context import Context, Notice
from tests.player import Chat
from tests.scenes_assess import IN_SPRING, assesses, assessment_on, has_confirmed_form, has_contents
from tests.school import AN, school_at


async def progress(chat: Chat, form: int, criterion: str, level: str, note: str) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does(
            "INSERT INTO progress (form_id, criterion, level, note, source, at)"
            " VALUES (:form, :criterion, :level, :note, 'member', '')",
            form=form,
            criterion=criterion,
            level=level,
            note=note,
        )


async def test_line_by_line_with_the_result_so_far_then_sent_and_the_committee_hears_once(chat: Chat) -> None:
    hoa, binh = chat.other("hoa"), chat.other("binh")
    await has_confirmed_form(chat)
    await has_confirmed_form(hoa)
    chat.clock.now = IN_SPRING
    await chat.says("/danhgia")
    chat.sees("Tự đánh giá 2027 · 1/2", "1.2 Học tập", "Đọc 3 cuốn sách", "Minh chứng: 0 (thêm: gõ /tiendo 1.2)")
    chat.sees("0/2 mục hoàn thành = 0,00 % → tạm tính: Không hoàn thành. Quy định: dưới 50 %.")
    await chat.picks("Xong")
    chat.sees(
        "Bạn đã làm được những gì?", "1/2 mục hoàn thành = 50,00 % → tạm tính: Hoàn thành.", "từ 50 % đến dưới 70 %"
    )
    await chat.says("không có lý do")
    chat.sees("Mục đã làm cần ghi đã làm được những gì")
    await chat.says("Đã đọc 3 cuốn, viết 1 bài cảm nhận")
    chat.sees("Tự đánh giá 2027 · 2/2", "4.1")
    await chat.picks("Chưa làm")
    chat.sees("Vì sao mục này chưa làm?")
    await chat.picks("Không có lý do")
    chat.sees("Kiểm tra trước khi gửi", "1.2 Học tập", "xong · Đã đọc 3 cuốn", "chưa làm · Không có lý do")
    await chat.picks("Gửi")
    chat.sees("Đã gửi lúc 08:00", "1/2 mục hoàn thành = 50,00 %", "chậm nhất Thứ Bảy 15/05/2027", "Rút lại để sửa")
    binh.got_told("Nguyễn Văn An (số 7) đã gửi bản tự đánh giá", "có 1 bản chờ")
    told = len(binh.got)
    await assesses(hoa)
    assert len(binh.got) == told


async def test_until_it_is_sent_nobody_sees_it_and_until_it_is_opened_it_is_taken_back(chat: Chat) -> None:
    await has_confirmed_form(chat)
    code = await assesses(chat)
    binh, dung = chat.other("binh"), chat.other("dung")
    await chat.picks("Rút lại để sửa")
    chat.sees(f"Đã rút lại bản tự đánh giá {code}")
    for who, typed in ((binh, "xem"), (binh, "tra"), (dung, "xem"), (dung, "rutlai")):
        await who.says(f"{typed} {code}")
        who.sees("Bạn không có quyền xem phiếu này.")
        who.sees_not("Đã đọc")
    await chat.picks("Sửa bản tự đánh giá")
    chat.sees("Kiểm tra trước khi gửi", "Đã đọc 3 cuốn sách", "Chạy được 2 tháng")
    await chat.picks("Gửi")
    assert assessment_on(chat) == code
    await chat.says("/dulieu")
    chat.sees(f"Bản tự đánh giá năm 2027, mã {code}: đã gửi", "2 bản được lưu", "– 1.2: xong · Đã đọc 3 cuốn sách")
    await binh.says(f"xem {code}")
    binh.sees("Nguyễn Văn An, số 7", "1.2: xong · Đã đọc 3 cuốn sách", "4.1: một phần · Chạy được 2 tháng")
    await chat.says(f"rutlai {code}")
    chat.sees("Không rút lại được")
    await chat.says("/danhgia")
    chat.sees("Ban chấp hành đang xem", "chưa sửa được")


async def test_the_committee_gives_it_back_with_a_reason_and_it_is_sent_again(chat: Chat) -> None:
    await has_confirmed_form(chat)
    code = await assesses(chat)
    binh = chat.other("binh")
    await binh.says(f"tra {code} bạn ghi rõ hơn nữa")
    chat.got_told("được trả lại. Lý do: bạn ghi rõ hơn nữa")
    await binh.picks("Hoàn tác")
    binh.sees(f"việc trả lại bản tự đánh giá {code} (Nguyễn Văn An)")
    chat.got_told(f"Bản tự đánh giá {code} của bạn không còn bị trả lại")
    await binh.says(f"tra {code} {'ghi rõ ' * 80}")
    binh.sees("Câu trả lời dài 559 ký tự, nhiều nhất là 500.", "Lý do trả lại?")
    await binh.picks("Ghi rõ đã làm được gì")
    binh.sees(f"Đã trả lại bản tự đánh giá {code}")
    chat.got_told("được trả lại. Lý do: Ghi rõ đã làm được gì")
    await binh.says(f"tra {code} lần nữa")
    binh.sees("Bạn không có quyền xem phiếu này.")
    await chat.picks("Sửa bản tự đánh giá")
    chat.sees("Ban chấp hành trả lại: Ghi rõ đã làm được gì")
    await chat.says("4.1 | xong | Chạy đủ 3 buổi mỗi tuần trong 5 tháng")
    chat.sees("2/2 mục hoàn thành = 100,00 % → tạm tính: Hoàn thành xuất sắc. Quy định: từ 90 % trở lên.")
    await chat.picks("Gửi")
    await binh.says(f"xem {code}")
    binh.sees("4.1: xong · Chạy đủ 3 buổi mỗi tuần")


async def test_what_was_told_during_the_year_is_a_beginning_and_pasted_lines_go_before_it(chat: Chat) -> None:
    form = await has_contents(chat, AN, 3)
    await progress(chat, form, "1.1", "done", "Đã đọc ở thư viện")
    await progress(chat, form, "1.2", "partly", "")
    await chat.says("/danhgia")
    chat.sees("1 mục xong, 1 mục một phần, 1 mục chưa báo", "hạn Thứ Tư 05/05/2027")
    await chat.picks("Lấy tiến độ đã báo")
    chat.sees("Tự đánh giá 2027 · 2/3", "đã làm được phần nào", "1/3 mục hoàn thành = 33,33 %")
    await chat.says("1.2 | xong | Đọc hết 2 cuốn\n9.9 | xong | gì đó\n1.3 | chưa")
    chat.sees("Chưa nhận các dòng có mã 9.9: phiếu của bạn không có mục đó", "Vì sao mục này chưa làm?")
    await chat.says("bận thi")
    chat.sees("Đã đọc ở thư viện", "1.2 Nội dung 2: xong · Đọc hết 2 cuốn", "chưa làm · bận thi", "2/3", "66,67 %")
    await chat.says("1.1 | chẳng biết | đọc lại")
    chat.sees("Bot chưa hiểu “chẳng biết”", "1.1 Nội dung 1")
    await chat.picks("Một phần")
    chat.sees("1.1 Nội dung 1: một phần · đọc lại", "1/3 mục")


async def weighs(chat: Chat, registered: int, done: int) -> None:
    """So many contents, of which so many are done, as the last look before sending shows them."""
    await has_contents(chat, AN, registered)
    await chat.says("/danhgia")
    levels = ["xong"] * done + ["chưa"] * (registered - done)
    await chat.says("\n".join(f"1.{n} | {level} | việc {n}" for n, level in enumerate(levels, 1)))
    chat.sees("Kiểm tra trước khi gửi")


async def test_scenario_9_nine_of_ten_are_excellent(chat: Chat) -> None:
    await weighs(chat, 10, 9)
    chat.sees("9/10 mục hoàn thành = 90,00 % → tạm tính: Hoàn thành xuất sắc. Quy định: từ 90 % trở lên.")


async def test_scenario_10_seventeen_of_nineteen_are_never_shown_as_90(chat: Chat) -> None:
    await weighs(chat, 19, 17)
    chat.sees("17/19 mục hoàn thành = 89,47 % → tạm tính: Hoàn thành tốt. Quy định: từ 70 % đến dưới 90 %.")
    chat.sees_not("= 90", "89,5")


@pytest.mark.parametrize(
    ("registered", "done", "said"),
    [
        (10, 7, "7/10 mục hoàn thành = 70,00 % → tạm tính: Hoàn thành tốt. Quy định: từ 70 % đến dưới 90 %."),
        (6, 3, "3/6 mục hoàn thành = 50,00 % → tạm tính: Hoàn thành. Quy định: từ 50 % đến dưới 70 %."),
        (11, 5, "5/11 mục hoàn thành = 45,45 % → tạm tính: Không hoàn thành. Quy định: dưới 50 %."),
    ],
)
async def test_scenario_11_the_share_is_exact_at_the_boundaries(
    chat: Chat, registered: int, done: int, said: str
) -> None:
    await weighs(chat, registered, done)
    chat.sees(said)


async def test_scenario_13_five_groups_of_18_are_90_and_a_21_is_refused_with_its_limit(chat: Chat) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does(
            "INSERT INTO setting (cycle_id, unit_id, name, value, set_at) SELECT id, unit_id, 'mode', 'points', ''"
            " FROM cycle"
        )
    await has_contents(chat, AN, 1)
    await chat.says("/danhgia")
    await chat.says("xong | đã đọc 3 cuốn")
    chat.sees("Nhóm 1. ", "bạn tự chấm mấy điểm? Từ 0 đến 20.", "0/100 điểm")
    for score in ("18", "18 điểm", "18/20", "18", "18"):
        await chat.says(score)
    chat.sees("90/100 điểm = 90,00 % → tạm tính: Hoàn thành xuất sắc", "Nhóm 5: 18/20 điểm")
    await chat.says("sửa 2")
    await chat.says("21")
    chat.sees("“21” vượt mức tối đa: mỗi nhóm nhiều nhất 20 điểm")
    await chat.says("17")
    chat.sees("89/100 điểm = 89,00 % → tạm tính: Hoàn thành tốt")
    await chat.picks("Gửi")
    await chat.picks("Xem bản đã gửi")
    chat.sees("Nhóm 1: 17/20 điểm")


@pytest.mark.parametrize(
    ("counts", "said"), [(1, "9/10 mục hoàn thành = 90,00 %"), (0, "8/8 mục hoàn thành = 100,00 %")]
)
async def test_scenario_14_supplements_are_in_the_sum_or_beside_it(chat: Chat, counts: int, said: str) -> None:
    form = await has_contents(chat, AN, 8)
    async with school_at(chat.stage.url) as school:
        for criterion in ("2.1", "2.2"):
            await school.does(
                "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action,"
                " due_precision, due_start, due_end, how, state, counts, sent_at, reason, rev)"
                " SELECT id, unit_id, person_id, :criterion, '', 'Thêm', 'Giúp 2 bạn', 'day', '2027-03-31',"
                " '2027-03-31', 'mỗi tuần', 'confirmed', :counts, '', '', 0 FROM form WHERE id = :form",
                form=form,
                criterion=criterion,
                counts=counts,
            )
    await chat.says("/danhgia")
    lines = [f"1.{n} | xong | việc {n}" for n in range(1, 9)]
    await chat.says("\n".join([*lines, "2.1 | xong | giúp 2 bạn", "2.2 | chưa | hết thời gian"]))
    chat.sees(said, "tạm tính: Hoàn thành xuất sắc")


async def test_who_has_nothing_to_assess_is_told_where_it_stands(chat: Chat) -> None:
    await chat.says("/danhgia")
    chat.sees("Chỉ tự đánh giá được khi phiếu đăng ký 2027 đã được xác nhận.", "Đăng ký ngay")
    huy = chat.other("huy")
    await huy.says("/danhgia")
    huy.sees("diện làm bằng giấy")
    await has_confirmed_form(chat)
    chat.clock.now = IN_SPRING.replace(month=5, day=6)
    await assesses(chat)
    chat.sees("Hạn tự đánh giá (Thứ Tư 05/05/2027) đã qua; bản gửi bây giờ ghi là gửi muộn.")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
    await chat.says("/danhgia")
    chat.sees("không có đợt rèn luyện nào đang mở")


@pytest.mark.parametrize(
    ("day", "state", "said"),
    [
        ("2027-04-04", None, None),
        ("2027-04-05", None, "tự đánh giá rèn luyện năm 2027, hạn Thứ Tư 05/05/2027."),
        ("2027-05-05", "recalled", "hạn Thứ Tư 05/05/2027."),
        ("2027-05-06", None, "đã qua"),
        ("2027-05-05", "returned", "mà ban chấp hành trả lại"),
        ("2027-05-05", "sent", None),
        ("2027-05-05", "opened", None),
    ],
)
async def test_home_speaks_of_it_from_thirty_days_before_until_it_is_sent(
    world: str, day: str, state: str | None, said: str | None
) -> None:
    now = datetime.fromisoformat(f"{day}T01:00:00+00:00")
    async with school_at(world) as school:
        form = await school.sends(AN)
        await school.does("UPDATE form SET state = 'confirmed'")
        if state:
            async with school.writes() as store:
                await store.send_assessment(form, (), {}, "web")
            await school.does("UPDATE assessment SET state = :state", state=state)
        member, notice = await school.member(AN, now), Notice("1", "", "")
        at, store = Address("web", "an"), school.reads(now)
        ctx = Context(at, member.person, member, (), now, now.date(), store, load_texts(), notice)
        duty = await assess_duty(ctx)
    assert duty is None if said is None else duty is not None and said in duty.says
