"""/soansan, /moidangky, and what /dangky begins from: drafts, last year's open contents, a late registration."""

from datetime import date

from sqlalchemy import text

from rules.roster import Entry
from storage.models import Unit
from storage.organising import unit_by_code
from storage.rosters import import_roster
from storage.session import session_for
from storage.standing import standings
from tests.player import Chat
from tests.scenes import HOW
from tests.scenes_year import confirmed, done, sets
from tests.world import START, _link

DRAFT = f"""1.2 | Đọc 3 cuốn sách về Bác và viết 1 bài | quý 1 | {HOW}
4.1 | Chạy bộ 3 buổi mỗi tuần | cuối năm | cùng chi đoàn, sáng chủ nhật"""


async def test_a_committee_writes_for_all_and_nothing_counts_until_the_member_sends_it(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/soansan")
    binh.sees("Có 8 đoàn viên chưa có phiếu 2027")
    await binh.picks("Cả 8 người")
    await binh.says(DRAFT)
    binh.sees("Kiểm tra trước khi lưu", "Cho 8 người: Lê Thị Bình", "và 3 người nữa", "Đọc 3 cuốn sách")
    await binh.picks("Lưu và báo")
    binh.sees("Đã lưu 2 mục cho 8 người")
    chat.got_told("đã soạn sẵn 2 mục đăng ký 2027", "chưa gửi thì chưa được tính")
    async with session_for(chat.stage.url) as session:
        unit = await unit_by_code(session, "12A1")
        assert isinstance(unit, Unit)
        (branch,) = await standings(session, unit.id or 0, START.date().isoformat())
    assert (branch.standing.registered, branch.standing.drafts, branch.standing.silent) == (0, 0, 8)
    await chat.picks("Xem và đăng ký")
    chat.sees("Ban chấp hành đã soạn sẵn 2 mục cho bạn")
    await chat.picks("Dùng bản ban chấp hành soạn sẵn (2 mục)")
    chat.sees("Kiểm tra trước khi gửi", "Đọc 3 cuốn sách về Bác", "Chạy bộ 3 buổi")
    await chat.picks("Sửa 2")
    await chat.picks("Việc cụ thể")
    await chat.says("Bơi 2 buổi mỗi tuần, mỗi buổi 500 m")
    await chat.picks("Gửi")
    chat.sees("Đã gửi lúc")
    await binh.says("/soansan")
    binh.sees("Có 7 đoàn viên")
    told = len(chat.other("dung").got)
    await binh.picks("Chọn từng người")
    await binh.picks("3", "Tiếp")
    await binh.says("5.1 | Dự 9 buổi sinh hoạt trong năm | cuối năm | ghi vào lịch đầu tháng")
    await binh.picks("Lưu và báo")
    dung = chat.other("dung")
    assert len(dung.got) == told, "each member is told once"
    await dung.says("/dangky")
    dung.sees("soạn sẵn 3 mục")
    await dung.picks("Tự chọn")
    dung.sees("đã chọn 0/26")
    await dung.says("/soansan")
    dung.sees("dành cho ban chấp hành")


async def test_next_years_draft_begins_from_open_lines_and_what_was_learnt(chat: Chat) -> None:
    await confirmed(chat, "1.2", "4.1", "5.1")
    await done(chat, "1.2", "5.1")
    said = (
        (
            "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
            " SELECT id, person_id, unit_id, cycle_id, 'sent', 1, '', 0 FROM form"
        ),
        (
            "INSERT INTO assessment_line (assessment_id, version, criterion, level, what)"
            " SELECT id, 1, '5.1', 'partly', 'vắng 2 buổi vì ôn thi' FROM assessment"
        ),
    )
    async with session_for(chat.stage.url) as session:
        connection = await session.connection()
        for statement in said:
            await connection.execute(text(statement))
    await chat.stage.opens_the_next_year()
    await chat.says("/dangky")
    chat.sees("Năm 2027 bạn đã đăng ký 3 mục, 2 mục chưa xong", "Mang cả mục đã xong (3 mục)")
    chat.sees("Năm trước bạn viết về mục 5.1: “vắng 2 buổi vì ôn thi”")
    await chat.picks("Lấy lại 2 mục chưa xong")
    chat.sees("Đăng ký 2028 · 1/2", "4.1", "Xong khi nào?")
    await chat.says("quý 1")
    chat.sees("5.1")


async def joins_late(chat: Chat) -> Chat:
    """Mai is admitted on 26/03/2027, after the day for registering; returns her chat."""
    chat.clock.passes(days=124)
    async with session_for(chat.stage.url) as session:
        unit = await unit_by_code(session, "12A1")
        assert isinstance(unit, Unit)
        day = date(2027, 3, 26)
        entry = Entry(1, 30, "Vũ Thị Mai", date(2010, 3, 26), day, None, "hoc_sinh", paper=False)
        await import_roster(session, unit, [entry], day)
        await session.flush()
        await _link(session, "12A1/30", chat.stage.platform, "mai")
    return chat.other("mai")


async def test_scenario_19_who_was_admitted_after_the_day_waits_until_the_secretary_opens_it(chat: Chat) -> None:
    mai, binh, cuong = await joins_late(chat), chat.other("binh"), chat.other("cuong")
    await mai.says("/dangky")
    mai.sees("chờ hướng dẫn", "chưa phải đăng ký năm 2027")
    binh.got_told("Vũ Thị Mai (số 30) vào chi đoàn sau ngày đăng ký")
    await chat.says("/moidangky 30")
    chat.sees("dành cho ban chấp hành")
    await binh.says("/moidangky 7")
    binh.sees("Số 7 không phải đoàn viên đang chờ hướng dẫn")
    await binh.says("/moidangky")
    binh.sees("1 đoàn viên vào chi đoàn sau ngày đăng ký", "30 Vũ Thị Mai")
    await binh.picks("30")
    binh.sees("Đã mở đăng ký 2027 cho Vũ Thị Mai")
    mai.got_told("đã mở đăng ký rèn luyện năm 2027")
    await cuong.says("/moidangky 30")
    cuong.sees("Lê Thị Bình đã mở đăng ký 2027", "không cần làm gì")
    await mai.says("/batdau")
    mai.sees("đăng ký rèn luyện năm 2027")
    await mai.says("/dangky")
    await mai.says(f"1.2 | Đọc 3 cuốn sách về Bác | tháng 5 | {HOW}")
    await mai.picks("Gửi")
    mai.sees("nộp muộn")


async def test_scenario_19_nothing_is_opened_where_the_cycle_takes_no_late_forms(chat: Chat) -> None:
    await sets(chat, "late", "no")
    mai, binh = await joins_late(chat), chat.other("binh")
    await binh.says("/moidangky 30")
    binh.sees("không nhận phiếu muộn")
    await mai.says("/dangky")
    mai.sees("chờ hướng dẫn")
