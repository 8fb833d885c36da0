"""/hop, /xep, /bieuquyet, /nhanxet: a branch meets about the year (PN-22 to PN-27, domain.md 4.3, 4.5)."""

from rules.codes import code_of, form_number
from tests.player import Chat
from tests.scenes_assess import assesses, has_confirmed_form
from tests.scenes_round import MEETING, decided_past_the_chat, opens_the_meeting, rating_of
from tests.school import AN, BINH, School, add_member, add_unit, appoint, link, school_at


async def test_a_meeting_from_the_first_member_to_the_minutes(chat: Chat) -> None:
    await has_confirmed_form(chat)
    binh = chat.other("binh")
    chat.clock.now = MEETING
    await assesses(chat)
    await opens_the_meeting(binh)
    binh.sees("Còn 9 đoàn viên chưa xét")
    assert "Chưa tự đánh giá" not in chat.got[-1].all
    code = await rating_of(binh, AN)
    await binh.picks(code)
    binh.sees("Tạm tính: Hoàn thành. 1/2 mục hoàn thành = 50,00 %", "Đã đọc 3 cuốn sách", "Chạy được 2 tháng")
    await binh.says(f"xep {code} muc 4.1 xong có ảnh ở nhóm lớp")
    binh.sees("Đã ghi mục 4.1", "Tạm tính: Hoàn thành xuất sắc", "chi đoàn ghi: xong có ảnh ở nhóm lớp")
    await binh.says(f"xep {code} tot vì còn thiếu minh chứng")
    binh.sees(
        "Đã ghi Nguyễn Văn An: Hoàn thành tốt. Ý kiến của chi đoàn: còn thiếu minh chứng", "Còn 8 đoàn viên chưa xét"
    )
    await chat.says("/nhatky")
    chat.sees_not("quyết định", "đánh giá từng mục")
    await chat.says(f"nhatky {code}")
    chat.sees("Bạn không có quyền xem nhật ký này")
    await binh.says("/hop dong")
    binh.sees("Chưa đóng được đợt: còn 8 đoàn viên chưa xét", "Chưa có gì thay đổi")
    await decided_past_the_chat(chat)
    await binh.says("/batdau")
    binh.sees("Chi đoàn đã xét xong, còn phải đóng đợt xét")
    await binh.picks("Về cuộc họp")
    await binh.picks("Đóng đợt xét")
    binh.sees("Hoàn thành tốt: 9 (100,00 %)", "Có mặt bao nhiêu người")
    await binh.says("10")
    binh.sees("“10” không phải là số người có mặt")
    await binh.says("4")
    binh.sees("không quá nửa số đoàn viên")
    await binh.says("Năm bạn đi thi")
    await binh.says("Thống nhất kết quả như trên")
    binh.sees(
        "Biên bản họp xét",
        "Có mặt 4/9",
        "Năm bạn đi thi",
        "Nguyễn Văn An (số 7): Hoàn thành tốt – còn thiếu minh chứng",
    )
    await binh.picks("Đóng đợt xét")
    binh.sees("Đã đóng đợt xét", "Kết quả chờ công nhận")
    chat.got_told("Kết quả của bạn: Hoàn thành tốt", "còn thiếu minh chứng", "Kết quả chờ công nhận")
    told = len(chat.got)
    await chat.says("/nhatky")
    chat.sees("Lê Thị Bình quyết định")
    await binh.says("/hoantac")
    chat.got_told("Kết quả năm 2027 của bạn đang được Chi đoàn 12A1 xem lại")
    assert len(chat.got) == told + 1
    await chat.says("/nhatky")
    chat.sees_not("quyết định")
    await binh.says("/hop")
    binh.sees("Đã xét 9/9", "Đóng đợt xét")
    await binh.says("/hop dong")
    for said in ("9", "Thống nhất như trên"):
        await binh.says(said)
    await binh.picks("Đóng đợt xét")
    chat.got_told("Kết quả của bạn: Hoàn thành tốt")


async def test_scenario_12_who_never_registered_is_warned_before_anything_is_decided(chat: Chat) -> None:
    binh = chat.other("binh")
    chat.clock.now = MEETING
    await binh.says("/hop")
    await binh.picks("Họp được")
    await binh.picks("Hôm nay")
    binh.sees("Chưa có phiếu đăng ký được xác nhận", "Nguyễn Văn An (số 7)", "Làm bằng giấy: Hoàng Gia Huy")
    await binh.picks("Mở đợt xét")
    chat.got_told("Bạn chưa có phiếu đăng ký nào được xác nhận", "“Không hoàn thành”")
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code}")
    binh.sees("Tạm tính: Không hoàn thành, vì không có mục nào", "Bot đã báo trước cho đoàn viên")
    await binh.picks("Đồng ý: Không hoàn thành")
    binh.sees("Đã ghi Nguyễn Văn An: Không hoàn thành")
    await binh.says("/hoantac")
    await binh.says(f"xep {code}")
    binh.sees_not("Đã xét:")


async def test_members_vote_in_their_own_chats_and_nobody_about_themselves(chat: Chat) -> None:
    binh, dung = chat.other("binh"), chat.other("dung")
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code}")
    await binh.picks("Lấy biểu quyết")
    binh.sees("Bot đã gửi lời mời biểu quyết về Nguyễn Văn An cho 4 người")
    dung.got_told("Nguyễn Văn An (số 7) nên được xếp mức nào?")
    await dung.picks("Hoàn thành xuất sắc")
    dung.sees("Đã ghi: Nguyễn Văn An – Hoàn thành xuất sắc")
    await dung.picks("Đổi lựa chọn")
    await dung.picks("Hoàn thành tốt")
    dung.sees("Đã ghi: Nguyễn Văn An – Hoàn thành tốt.")
    await chat.says(f"bieuquyet {code} xuat sac")
    chat.sees("Bạn không biểu quyết về chính mình")
    await binh.says(f"xep {code}")
    binh.sees("Biểu quyết: Hoàn thành tốt 1; chưa biểu quyết: 7 người")
    await binh.picks("Đồng ý: Không hoàn thành")
    binh.sees("Vì sao xếp “Không hoàn thành”?", "biểu quyết nhiều nhất: Hoàn thành tốt")
    await binh.says("Bạn ấy chưa đăng ký")
    binh.sees("Đã ghi Nguyễn Văn An: Không hoàn thành. Ý kiến của chi đoàn: Bạn ấy chưa đăng ký")
    await dung.says(f"bieuquyet {code} tot")
    dung.sees("Chi đoàn đã quyết định về Nguyễn Văn An: Không hoàn thành", "chưa được ghi")


async def test_scenario_21_twelve_scattered_members_are_rated_by_the_committee_that_consulted(chat: Chat) -> None:
    binh = chat.other("binh")
    chat.clock.now = MEETING
    await binh.says("/hop")
    await binh.picks("Đoàn viên phân tán")
    await binh.says("Đang đi thực tập ở ba tỉnh")
    binh.sees("Đã hỏi ai, ý kiến thế nào?")
    await binh.says("Nhóm thực tập đồng ý")
    await binh.picks("Hôm nay")
    binh.sees("ban chấp hành xét")
    await binh.picks("Mở đợt xét")
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code}")
    binh.sees_not("Biểu quyết")
    cuong = chat.other("cuong")
    await cuong.says("/hop")
    cuong.sees("ban chấp hành xét")


async def test_a_colleagues_decision_is_changed_only_knowingly(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code} dongy")
    binh.sees("Đã ghi Nguyễn Văn An: Không hoàn thành")
    await cuong.says(f"xep {code} hoan thanh vì có tham gia hội trại")
    cuong.sees("đã được xét: Không hoàn thành (Lê Thị Bình, 08:00", "Bạn muốn đổi quyết định đó?")
    await cuong.picks("Không, giữ nguyên")
    cuong.sees("Đã xét: Không hoàn thành (Lê Thị Bình")
    await cuong.says(f"xep {code} hoan thanh vì có tham gia hội trại")
    await cuong.picks("Đổi quyết định")
    cuong.sees("Đã ghi Nguyễn Văn An: Hoàn thành. Ý kiến của chi đoàn: có tham gia hội trại")


async def test_nobody_decides_about_themselves_and_a_stranger_learns_nothing(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await opens_the_meeting(binh)
    own, paper = await rating_of(binh, BINH), await rating_of(binh, 20)
    await binh.says(f"xep {own} tot")
    binh.sees("Bạn không thể tự xét kết quả của mình", "Trần Văn Cường")
    await chat.says(f"xep {own} tot")
    chat.sees("Bạn không có quyền xét kết quả này")
    chat.sees_not("Bình")
    await cuong.says(f"xep {paper}")
    cuong.sees("Làm bằng giấy")
    await cuong.says(f"xep {paper} tot Tủ hồ sơ văn phòng Đoàn")
    cuong.sees("Đã ghi Hoàng Gia Huy: Hoàn thành tốt", "Phiếu giấy lưu tại: Tủ hồ sơ")
    await cuong.says(f"xep {own} dongy")
    cuong.sees("Đã ghi Lê Thị Bình: Không hoàn thành")


async def test_of_two_who_open_the_round_the_second_hears_who_was_first(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    chat.clock.now = MEETING
    for one in (binh, cuong):
        await one.says("/hop")
        await one.picks("Họp được")
        await one.picks("Hôm nay")
    await binh.picks("Mở đợt xét")
    await cuong.picks("Mở đợt xét")
    cuong.sees("Đợt xét này đã được mở (Lê Thị Bình, 08:00", "Còn 9 đoàn viên chưa xét")


async def test_scenarios_17_and_18_the_successor_of_the_old_unit_gives_its_word_and_the_member_is_rated(
    chat: Chat,
) -> None:
    binh, mai = chat.other("binh"), chat.other("mai")
    async with school_at(chat.stage.url) as school:
        await _came_from_a_merged_unit(school)
    chat.clock.now = MEETING
    await binh.says("/hop")
    await binh.picks("Họp được")
    await binh.picks("Hôm nay")
    binh.sees("Chờ nhận xét của đơn vị cũ: Mai (số 30")
    await binh.picks("Mở đợt xét")
    binh.sees("Bot đã hỏi nhận xét của đơn vị cũ cho 1 người", "1 người chờ nhận xét")
    mai.got_told("Mai đã chuyển từ OLD đến Chi đoàn 12A1", "NEW trả lời thay đơn vị cũ")
    code = await rating_of(binh, 30)
    await binh.says(f"xep {code} tot")
    binh.sees("Chưa xếp loại được: đơn vị cũ chưa nhận xét", "từ OLD, nơi trả lời NEW")
    asked = code_of("remark", 1)
    await binh.says(f"nhanxet {asked} miễn đơn vị cũ không trả lời")
    binh.sees("Đã miễn nhận xét về Mai. Lý do: đơn vị cũ không trả lời")
    await binh.picks("Hoàn tác")
    binh.sees(f"việc miễn nhận xét {asked} (Mai)")
    assert f"Việc miễn nhận xét {asked} về Mai vừa được thu lại" in mai.got[-1].all
    await binh.says(f"xep {code} tot")
    binh.sees("Chưa xếp loại được: đơn vị cũ chưa nhận xét")
    await mai.picks("Viết nhận xét")
    mai.sees("Chi đoàn 12A1 cần nhận xét về Mai thời gian sinh hoạt ở OLD")
    await mai.says("Tham gia đủ, tích cực")
    mai.sees("Đã gửi nhận xét về Mai")
    binh.got_told("NEW đã nhận xét về Mai (đơn vị cũ: OLD): Tham gia đủ, tích cực")
    await binh.says(f"xep {code} dongy")
    binh.sees("Đã ghi Mai")


async def test_who_registered_but_said_nothing_is_asked_and_counts_as_was_reported_during_the_year(chat: Chat) -> None:
    form = await has_confirmed_form(chat)
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        told = (
            "INSERT INTO progress (form_id, criterion, level, note, source, at)"
            " VALUES (:form, '1.2', 'done', '', 'member', '')"
        )
        await school.does(told, form=form_number(form))
    await opens_the_meeting(binh)
    chat.got_told("Bạn chưa gửi bản tự đánh giá", "Tự đánh giá")
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code}")
    binh.sees("Đoàn viên chưa gửi bản tự đánh giá", "Tạm tính: Không hoàn thành")
    await binh.picks("Tính theo tiến độ đã báo")
    binh.sees("Đã ghi mục 1.2, 4.1", "Tạm tính: Hoàn thành. 1/2 mục", "chi đoàn ghi: chưa làm")
    await binh.picks("Sửa từng mục")
    await binh.picks("4.1")
    await binh.picks("Một phần")
    await binh.says("Không ghi thêm")
    binh.sees("Đã ghi mục 4.1", "chi đoàn ghi: một phần")
    await binh.says(f"xep {code} xin chào")
    binh.sees("Bot chưa hiểu “xin chào”. Chưa có gì thay đổi")


async def test_a_result_that_came_back_is_decided_again_and_its_member_hears_at_once(chat: Chat) -> None:
    binh = chat.other("binh")
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    async with school_at(chat.stage.url) as school:
        back = "UPDATE rating SET state = 'returned', returned = 'xem lại ảnh' WHERE person_id = :an"
        await school.does(back, an=await school.person(AN))
        await school.does("UPDATE rating_round SET state = 'reported', rev = 2")
    await binh.says("/hop")
    binh.sees("được trả lại, xét lại")
    await binh.says(f"xep {code}")
    binh.sees("Kết quả được trả lại để xét lại. Lý do: xem lại ảnh")
    await binh.says(f"xep {code} hoan thanh vì đã có ảnh")
    binh.sees("Đã xét lại Nguyễn Văn An: Hoàn thành", "báo cáo lại lên cấp trên")
    chat.got_told("Kết quả mới của bạn: Hoàn thành", "Ý kiến của chi đoàn: đã có ảnh")
    await binh.says(f"xep {code} tot vì nhầm")
    binh.sees("Đợt xét đã đóng. Nguyễn Văn An: Hoàn thành")


async def test_scenario_13_in_points_mode_21_is_refused_where_it_is_typed(chat: Chat) -> None:
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        setting = (
            "INSERT INTO setting (cycle_id, unit_id, name, value, set_at) VALUES (:cycle, :unit, 'mode', 'points', '')"
        )
        await school.does(setting, cycle=(await school.cycle()).id, unit=(await school.member(BINH)).unit)
    await opens_the_meeting(binh)
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code} diem 1 21")
    binh.sees("21 điểm vượt mức tối đa: mỗi nhóm nhiều nhất 20 điểm", "Chưa có gì thay đổi")
    for group in range(1, 6):
        await binh.says(f"xep {code} diem {group} 18")
    binh.sees("Tạm tính: Hoàn thành xuất sắc. 90/100 điểm = 90,00 %")
    await binh.picks("Đồng ý: Hoàn thành xuất sắc")
    binh.sees("Đã ghi Nguyễn Văn An: Hoàn thành xuất sắc")


async def test_scenarios_16_and_19_who_is_not_classified_is_named_with_the_reason_and_who_joined_since_is_added(
    chat: Chat,
) -> None:
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        here = (await school.member(BINH)).unit
        await add_member(school, here, 30, since="2026-11-12")
        await add_member(school, here, 31, since="2027-03-26")
    chat.clock.now = MEETING
    await binh.says("/hop")
    await binh.picks("Họp được")
    await binh.picks("Hôm nay")
    binh.sees("Mai (số 30, chưa đủ 6 tháng", "Mai (số 31, kết nạp sau hạn đăng ký, chờ hướng dẫn)")
    await binh.picks("Mở đợt xét")
    code = await rating_of(binh, 30)
    await binh.says(f"xep {code} tot")
    binh.sees("Đoàn viên này không được xếp loại")
    await binh.says(f"xep {code} nhận xét Tích cực, hòa đồng")
    binh.sees("Nhận xét của chi đoàn: Tích cực, hòa đồng")
    await binh.picks("Đồng ý: không phân loại")
    binh.sees("Đã ghi Mai: Không phân loại")
    async with school_at(chat.stage.url) as school:
        await add_member(school, here, 32, since="2026-05-01")
    await binh.says("/hop")
    await binh.picks("Bổ sung vào đợt")
    binh.sees("Đã bổ sung 1 đoàn viên vào đợt", "Đã xét 1/12")


async def test_more_excellent_members_than_the_cap_need_a_reason_in_the_minutes(chat: Chat) -> None:
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        setting = (
            "INSERT INTO setting (cycle_id, unit_id, name, value, set_at) VALUES (:cycle, :unit, :name, :value, '')"
        )
        at = {"cycle": (await school.cycle()).id, "unit": (await school.member(BINH)).unit}
        await school.does(setting, **at, name="cap_excellent", value="20")
        await school.does(setting, **at, name="committee_from", value="9")
    binh.clock.now = MEETING
    await binh.says("/hop")
    await binh.says("Chi đoàn không có phân đoàn, không có nhóm")
    await binh.picks("Hôm nay")
    binh.sees("9 đoàn viên; ban chấp hành xét")
    await binh.picks("Mở đợt xét")
    await decided_past_the_chat(chat, "xuat-sac")
    await binh.says("/hop dong")
    binh.sees("9 người xuất sắc, trong khi đợt này có mức trần 1 người")
    await binh.says("Cả chi đoàn đạt giải")
    await binh.says("2")
    await binh.says("Nhất trí")
    binh.sees("Xuất sắc vượt mức trần, lý do: Cả chi đoàn đạt giải", "Kết luận: Nhất trí")
    await binh.picks("Chưa đóng")
    binh.sees("Đợt xét vẫn mở")


async def test_a_branch_without_a_committee_meets_with_the_unit_above(chat: Chat) -> None:
    head = chat.other("head")
    async with school_at(chat.stage.url) as school:
        above = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
        assert isinstance(above, int)
        person = await add_member(school, above, 70)
        await appoint(school, person, above)
        await link(school, person, "head")
        await add_member(school, await add_unit(school, "12A2", above), 80)
    chat.clock.now = MEETING
    await head.says("/hop")
    head.sees("Bạn phụ trách 2 chi đoàn")
    head.sees_not("12A1")
    await head.picks("12A2")
    await head.picks("Họp được")
    await head.picks("Hôm nay")
    await head.picks("Mở đợt xét")
    head.sees("Họp xét 2027 · 12A2", "Đã mở đợt xét cho 1 đoàn viên")
    await head.picks("XL-")
    await head.picks("Lấy biểu quyết")
    head.sees("Bot đã gửi lời mời biểu quyết về Mai cho 0 người")
    await head.picks("Về Mai")
    await head.picks("Đồng ý: Không hoàn thành")
    head.sees("Đã ghi Mai", "Mọi người đã được xét")


async def _came_from_a_merged_unit(school: School) -> None:
    here = (await school.member(BINH)).unit
    old, new = await add_unit(school, "OLD"), await add_unit(school, "NEW")
    member = await add_member(school, old, 30, since="2025-01-01")
    secretary = await add_member(school, new, 91, since="2025-01-01")
    await appoint(school, secretary, new)
    await link(school, secretary, "mai", platform="telegram")
    await school.does("UPDATE membership SET until = '2027-02-01' WHERE person_id = :one", one=member)
    joined = "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:one, :here, 30, '2027-02-01')"
    await school.does(joined, one=member, here=here)
    became = "INSERT INTO unit_successor (unit_id, successor_id, day, kind) VALUES (:old, :new, '2027-02-01', 'merged')"
    await school.does(became, old=old, new=new)
