"""/visao: where a result comes from (products.md 49, PN-24, PN-25)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.message import Address
from chat.texts import load_texts
from handlers.context import Context, Notice
from handlers.results import explained, holds, named
from rules.classify import Thresholds
from rules.eligibility import Standing
from rules.permissions import obstacle_to_see_result
from rules.policy import policy
from rules.rating import LEVELS, Judged, Level, Trace, recomputed, trace
from storage.sql import Row, Sql, Value
from storage.store import Store
from tests.player import Chat
from tests.scenes_assess import assesses, has_confirmed_form, has_contents
from tests.school import AN, BINH, HOA, appoint, school_at
from tests.world import START

POLICY = policy(2027, {})
DAY = date(2027, 5, 14)
DONE: tuple[Level, ...] = ("done",) * 7
ELIGIBLE = Standing("eligible", date(2025, 3, 26), "months", "PN-26")


def lines(*levels: Level, first: int | None = None, counts: bool = True) -> tuple[Judged, ...]:
    """Contents 1.1, 1.2 and on; those after the `first` so many were added during the year."""
    added = len(levels) if first is None else first
    return tuple(
        Judged(f"1.{n}", level, supplement=n > added, counts=counts or n <= added) for n, level in enumerate(levels, 1)
    )


def made_of(*levels: Level, standing: Standing = ELIGIBLE) -> Trace:
    return trace(POLICY, standing, DAY, lines(*levels))


async def rate(chat: Chat, form: int, made: Trace, **columns: Value) -> str:
    """The branch's result for a form, put there past the chat: its round closed on 14/05/2027; the rating's code."""
    row: dict[str, Value] = {
        "standing": made.standing,
        "state": "reported",
        "round": "reported",
        "computed": made.outcome,
        "outcome": made.outcome,
        "trace": orjson.dumps(made.as_json()).decode(),
        "differs": "",
        "why": "",
        "settled": None,
        **columns,
    }
    async with school_at(chat.stage.url) as school:
        binh = await school.person(BINH)
        await school.does(
            "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
            " opened_at, opened_by, closed_at, rev) SELECT cycle_id, unit_id, :round, 'collective', '', '', 9,"
            " '2027-05-14', '', '2027-05-13T01:00:00Z', :by, '2027-05-14T01:00:00Z', 0 FROM form WHERE id = :form",
            round=row["round"],
            by=binh,
            form=form,
        )
        await school.does(
            "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, form_id, standing, state, computed, outcome,"
            " why, differs, remarks, trace, decided_at, decided_by, settled_at, settled_by, returned, rev)"
            " SELECT rating_round.id, form.cycle_id, form.unit_id, form.person_id, form.id, :standing, :state,"
            " :computed, :outcome, :why, :differs, '', :trace, '2027-05-13T02:00:00Z', :by, CAST(:settled AS text),"
            " CASE WHEN CAST(:settled AS text) IS NULL THEN NULL ELSE CAST(:by AS integer) END, '', 0"
            " FROM form, rating_round WHERE form.id = :form",
            **{name: row[name] for name in row if name != "round"},
            by=binh,
            form=form,
        )
        found = (await school.reads().year_results(int(str(await school.one("SELECT person_id FROM rating")))))[0]
    chat.clock.now = START.replace(year=2027, month=5, day=16)
    return found.code


async def test_a_result_is_explained_to_its_owner_line_by_line_with_its_rule(chat: Chat) -> None:
    form = await has_contents(chat, AN, 10)
    made = trace(POLICY, ELIGIBLE, DAY, lines(*DONE, "partly", "done", "not-done", first=8))
    code = await rate(chat, form, made)
    await chat.says("/visao")
    chat.sees("Vì sao bạn được “Hoàn thành tốt”?", "Kết quả năm 2027: Hoàn thành tốt (chờ công nhận).")
    chat.sees("Đăng ký 10 mục (8 từ đầu năm, 2 bổ sung; mục bổ sung tính vào mẫu số).")
    chat.sees("8/10 mục hoàn thành = 80,00 %. Mức Hoàn thành tốt: từ 70 % đến dưới 90 %.", "(PN-24)")
    chat.sees("Mục chưa đạt: 1.10 (chưa làm), 1.8 (một phần). Mục làm một phần không được tính.")
    chat.sees("Sinh hoạt liên tục từ Thứ Tư 26/03/2025 đến ngày đánh giá Thứ Sáu 14/05/2027")
    chat.sees("Chi đoàn quyết định lúc 09:00, Thứ Năm 13/05/2027, người ghi: Lê Thị Bình.")
    chat.sees("Đề nghị xem xét lại, đến hết Thứ Hai 24/05/2027")
    chat.sees_not("Cảnh báo")
    await chat.picks("Xem từng mục")
    chat.sees("1.10 Nội dung 10: chưa làm · tính 0\n1.8 Nội dung 8: một phần · tính 0\n1.1 Nội dung 1: xong · tính 1")
    await chat.picks("Trang sau ›")
    chat.sees("1.9 Nội dung 9: xong · tính 1")
    await chat.picks("Về kết quả")
    chat.sees("Vì sao bạn được “Hoàn thành tốt”?")
    chat.clock.passes(days=9)
    await chat.says(f"visao {code}")
    chat.sees_not("xem xét lại")
    await chat.says("Vì sao?")
    chat.sees("Vì sao bạn được “Hoàn thành tốt”?", f"Mã kết quả: {code}.")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE rating SET trace = ''")
    await chat.says("/visao XL-AAAAA")
    chat.sees("không có mã kết quả đúng", "Vì sao bạn được “Hoàn thành tốt”?", "không còn giữ phép tính")
    chat.sees_not("Xem từng mục", "Quy định")


async def test_the_branch_and_the_unit_above_may_read_it_and_nobody_else(chat: Chat) -> None:
    code = await rate(chat, await has_contents(chat, AN, 2), made_of("done", "done"))
    async with school_at(chat.stage.url) as school:
        above = int(str(await school.one("SELECT parent_id FROM unit_parent")))
        await appoint(school, await school.person(HOA), above)
    for name in ("binh", "hoa"):
        reader = chat.other(name)
        await reader.says(f"/visao {code}")
        reader.sees("Nguyễn Văn An, Chi đoàn 12A1", "Hoàn thành xuất sắc", "100,00 %", "Mọi mục đều xong.")
        reader.sees_not("xem xét lại")
    dung = chat.other("dung")
    await dung.says(f"/visao {code}")
    dung.sees("Bạn không có quyền xem kết quả này.")
    dung.sees_not("Nguyễn", "xuất sắc")


async def test_before_the_round_is_closed_its_owner_sees_only_the_sum_so_far(chat: Chat) -> None:
    form = await has_contents(chat, AN, 3)
    await assesses(chat, "1.1 | xong | đọc 1 cuốn", "1.2 | xong | đọc 2 cuốn", "1.3 | chưa | bận thi")
    made = made_of("done", "not-done", "not-done")
    code = await rate(chat, form, made, state="decided", round="open")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE rating_round SET closed_at = NULL")
    await chat.says("/visao")
    chat.sees("Kết quả tạm tính · Hoàn thành", "Chi đoàn 12A1 đang xét", "theo bản tự đánh giá đã gửi: Hoàn thành,")
    chat.sees("2/3 mục hoàn thành = 66,67 %. Mức Hoàn thành: từ 50 % đến dưới 70 %.", "Mục chưa đạt: 1.3 (chưa làm).")
    chat.sees_not("33,33", "Không hoàn thành")
    binh = chat.other("binh")
    await binh.says(f"/visao {code}")
    binh.sees("Kết quả năm 2027: Không hoàn thành (chi đoàn đã xếp loại, chưa báo cáo lên cấp trên)", "33,33 %")


async def test_without_a_result_there_is_the_sum_of_what_was_told_or_where_it_stands(chat: Chat) -> None:
    await chat.says("/visao")
    chat.sees("Năm 2027 bạn chưa có kết quả")
    await has_confirmed_form(chat)
    await chat.says("/visao")
    chat.sees("Tạm tính năm 2027, theo tiến độ đã báo: Không hoàn thành, nếu bạn đủ điều kiện", "0/2 mục hoàn thành")
    await chat.picks("Xem từng mục")
    chat.sees("1.2 Học tập", "chưa làm · tính 0")
    await chat.picks("Về kết quả")
    await chat.picks("Tự đánh giá")
    chat.sees("Tự đánh giá 2027 · 1/2")


SHORT = Standing("short", date(2027, 3, 1), source="PN-26")
FORGED = replace(made_of("done", "not-done"), done=2, outcome="xuat-sac")
SETTLED = "2027-05-15T01:00:00Z"


@pytest.mark.parametrize(
    ("made", "columns", "said", "unsaid"),
    [
        (
            made_of("done", "done", standing=SHORT),
            {"why": "short"},
            ("Không phân loại: sinh hoạt liên tục từ Thứ Hai 01/03/2027, chưa đủ", "2/2 mục hoàn thành = 100,00 %."),
            ("Mức", "Cảnh báo", "Lý do"),
        ),
        (
            made_of("done", "not-done"),
            {"outcome": "tot", "differs": "Đạt giải cấp trường", "state": "recognised", "settled": SETTLED},
            (
                "Kết quả năm 2027: Hoàn thành tốt (đã công nhận).",
                "Kết quả tính theo quy định là Hoàn thành; quyết định khác vì: Đạt giải cấp trường",
                "Công nhận lúc 08:00, Thứ Bảy 15/05/2027",
                "đến hết Thứ Ba 25/05/2027",
            ),
            ("Cảnh báo",),
        ),
        (
            made_of(standing=Standing("paper", date(2025, 3, 26), source="PN-06")),
            {"outcome": "tot"},
            ("Kết quả năm 2027: Hoàn thành tốt", "Làm bằng giấy: ban chấp hành ghi kết quả theo phiếu giấy."),
            ("đăng ký và xác nhận", "Cảnh báo", "Mức"),
        ),
        (made_of("done", "not-done"), {"outcome": "tot"}, ("Cảnh báo", "tính lại: Hoàn thành)"), ()),
        (FORGED, {}, ("Cảnh báo", "tính lại: Hoàn thành)"), ()),
        (
            made_of("done"),
            {"state": "returned"},
            ("cấp trên trả lại, chi đoàn xét lại",),
            ("Cảnh báo", "xem xét lại, đến"),
        ),
    ],
    ids=["not classified", "differs", "paper", "outcome changed", "trace changed", "returned"],
)
async def test_what_is_no_plain_grade_says_why_and_what_was_tampered_with_shows(
    chat: Chat, made: Trace, columns: Mapping[str, Value], said: Sequence[str], unsaid: Sequence[str]
) -> None:
    await rate(chat, await has_contents(chat, AN, 2), made, **columns)
    await chat.says("/visao")
    chat.sees(*said)
    chat.sees_not(*unsaid)


async def test_scenario_12_who_never_registered_has_completed_nothing(chat: Chat) -> None:
    await rate(chat, await has_contents(chat, AN, 1), made_of())
    await chat.says("/visao")
    chat.sees("Kết quả năm 2027: Không hoàn thành", "xếp mức Không hoàn thành: dưới 50 %.")
    chat.sees("Không có mục nào được đăng ký và xác nhận (không thực hiện).")
    chat.sees_not("0/0", "Mục chưa đạt", "Mọi mục")


async def test_what_a_grassroots_branch_reports_is_only_noted(chat: Chat) -> None:
    code = await rate(chat, await has_contents(chat, AN, 1), made_of("done"))
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE unit SET kind = 'chi-doan-co-so' WHERE code = '12A1'")
    await chat.says("/visao")
    chat.sees("đã báo cáo, cấp trên sẽ ghi nhận")
    chat.sees_not("công nhận")
    await chat.says("/dulieu")
    chat.sees(f"Kết quả năm 2027, mã {code}: Hoàn thành xuất sắc")


@pytest.mark.parametrize(
    ("person", "offices", "refused"),
    [(1, (), None), (2, (10,), None), (2, (20,), None), (2, (30,), "not-yours"), (2, (), "not-yours")],
    ids=["owner", "branch", "above", "elsewhere", "nobody"],
)
def test_who_may_read_a_result(person: int, offices: Sequence[int], refused: str | None) -> None:
    assert obstacle_to_see_result(person, offices, owner=1, readers=(10, 20)) == refused


async def never(_: Sql, /, **__: Value) -> Sequence[Row]:
    raise NotImplementedError


TEXTS = load_texts()
CONTEXT = Context(
    Address("web", "an"), None, None, (), START, START.date(), Store(never, None, START), TEXTS, Notice("1", "", "")
)
SUM = re.compile(r"([\d,]+)/(\d+) (?:mục hoàn thành|điểm) = (\d+),(\d\d) %\. Mức (.+): (.+)\.")
LIMITS = (Thresholds(), Thresholds(80, 65, 50), Thresholds(95, 50, 40))


@given(
    levels=st.lists(st.sampled_from(LEVELS), min_size=1, max_size=40),
    limits=st.sampled_from(LIMITS),
    partly=st.booleans(),
    points=st.none() | st.lists(st.integers(0, 20), min_size=5, max_size=5),
)
def test_the_printed_share_lies_in_the_printed_bounds_of_the_printed_grade(
    levels: list[Level], limits: Thresholds, partly: bool, points: list[int] | None
) -> None:
    switches = {"excellent": str(limits.excellent), "good": str(limits.good), "fair": str(limits.fair)}
    switches |= {"partly_done_counts": "yes" if partly else "no", "mode": "points" if points else "ratio"}
    scored = {str(n): score for n, score in enumerate(points or (), 1)}
    made = trace(policy(2027, switches), ELIGIBLE, DAY, lines(*levels), scored)
    said = SUM.fullmatch(explained(CONTEXT, made)["sum"])
    assert said is not None
    part, whole, units, decimals, grade, bounds = said.groups()
    exact = 100 * Fraction(part.replace(",", ".")) / int(whole)
    assert abs(exact - Fraction(f"{units}.{decimals}")) <= Fraction(1, 200)
    low, high = {
        limits.excellent: (limits.excellent, 101),
        limits.good: (limits.good, limits.excellent),
        limits.fair: (limits.fair, limits.good),
    }.get(int(re.findall(r"\d+", bounds)[0]) if bounds.startswith("từ") else 0, (0, limits.fair))
    assert low <= exact < high
    assert all(str(limit) in bounds for limit in {low, high} - {0, 101})
    assert grade == named(CONTEXT, made.outcome) == named(CONTEXT, recomputed(made))
    assert holds(made, made.outcome)
    assert (limits == Thresholds()) is ("PN-24" in explained(CONTEXT, made)["rule"])
