"""/nhatky: who did what, when, through which channel, for those who may read it (products 83)."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from rules.permissions import may_read_log, may_read_reason, may_undo
from storage.decisions import CLOCK
from storage.gates import MARKS
from tests.player import TEXTS, Chat
from tests.scenes import registers
from tests.school import HUY, appoint, school_at

ROOT = Path(__file__).parents[1]


def functions() -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Of the modules that keep the record: nobody else writes to it."""
    for path in sorted((ROOT / "storage").glob("*.py")):
        if "record" in (text := path.read_text("utf-8")):
            nodes = ast.walk(ast.parse(text))
            yield from (node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def acts() -> tuple[set[str], set[str]]:
    """Every act that the code records by name, and the beginnings of those it composes.

    The name is said where `record(…)` is called, just before, or by whoever calls a function that passes it on.
    """
    known = list(functions())
    places = {"record": 0}
    whole, begun = {act for act, _ in MARKS.values()}, set[str]()
    while True:
        before = len(places)
        for function in known:
            own = [name.arg for name in function.args.args if name.arg != "self"]
            for said in named(function, places):
                if isinstance(said, ast.Name) and said.id in own:
                    places[function.name] = own.index(said.id)
                for outcome in outcomes(said):
                    (begun if outcome.endswith("*") else whole).add(outcome.rstrip("*"))
        if len(places) == before:
            return whole, begun


def named(function: ast.AST, places: Mapping[str, int]) -> list[ast.expr]:
    """What stands, in a function, where an act is named; a variable by what it was set to, too."""
    said = []
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said += node.args[places[called] :][:1] if called in places else []
    names = {name.id for name in said if isinstance(name, ast.Name)}
    values = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and names & {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    ]
    return [*said, *values]


def outcomes(expression: ast.expr) -> Iterator[str]:
    """The words that an expression may come to: `"a" if … else "b"`, `("a", why)`; of f"a-{x}" the beginning, "a-*"."""
    match expression:
        case ast.Constant(value=str(word)) if re.fullmatch(r"[a-z-]+", word):
            yield word
        case ast.JoinedStr(values=[ast.Constant(value=str(word)), *_]):
            yield f"{word}*"
        case ast.IfExp():
            yield from outcomes(expression.body)
            yield from outcomes(expression.orelse)
        case ast.Tuple():
            yield from outcomes(expression.elts[0])


def test_every_act_of_the_record_has_its_words() -> None:
    whole, begun = acts()
    assert {"sent", "confirmed", "undone", "appointed", "not-paper", "asked-to-link", "entry-done"} <= whole
    assert sorted(act for act in whole if f"log-act-{act}" not in TEXTS) == []
    assert sorted(act for act in begun if not any(id_.startswith(f"log-act-{act}") for id_ in TEXTS)) == []


def test_what_is_said_of_a_rating_its_member_reads_with_the_result() -> None:
    assert not may_read_reason(7, set(), concerned=7, actor=3, unit=UNIT, kind="rating")
    assert may_read_reason(5, {UNIT}, concerned=7, actor=3, unit=UNIT, kind="rating")


UNIT, ABOVE, ELSEWHERE = 2, 1, 9


@pytest.mark.parametrize(
    ("offices", "may"), [({UNIT}, True), ({ABOVE}, True), ({ELSEWHERE}, False), (set(), False), ({9, UNIT}, True)]
)
def test_a_units_record_is_read_by_its_committee_and_those_above(offices: set[int], may: bool) -> None:
    assert may_read_log(offices, (UNIT, ABOVE)) is may


@pytest.mark.parametrize(
    ("person", "offices", "may"),
    [(7, set(), True), (3, set(), True), (5, {UNIT}, True), (5, {ABOVE}, False), (5, set(), False)],
    ids=["whom it is about", "who wrote it", "the committee", "the level above", "anybody else"],
)
def test_a_reason_is_read_by_those_who_see_the_form(person: int, offices: set[int], may: bool) -> None:
    assert may_read_reason(person, offices, concerned=7, actor=3, unit=UNIT) is may


@pytest.mark.parametrize(
    ("person", "concerned", "offices", "may"),
    [(7, 7, set(), True), (3, 7, {UNIT}, True), (3, 7, {ABOVE}, True), (3, 7, set(), False), (3, None, {9}, False)],
)
def test_an_act_is_taken_back_only_in_the_office_it_was_done_in(
    person: int, concerned: int | None, offices: set[int], may: bool
) -> None:
    assert may_undo(person, offices, concerned, (UNIT, ABOVE)) is may


async def test_a_member_reads_what_was_done_about_himself(chat: Chat) -> None:
    code, other = await registers(chat), await registers(chat.other("dung"))
    binh = chat.other("binh")
    chat.clock.passes(minutes=5)
    await binh.says(f"tra {code} muc 2 ghi rõ nơi chạy")
    await binh.says(f"duyet {other}")
    await chat.says("nhật ký")
    chat.sees("Nhật ký của bạn", f"08:05, Thứ Hai 23/11/2026 · Lê Thị Bình trả lại · phiếu {code}, mục 2")
    chat.sees("Lý do: ghi rõ nơi chạy", f"Nguyễn Văn An gửi · phiếu {code} · Telegram")
    chat.sees_not(other, "Phạm Thu Dung")
    assert chat.screen.all.index("trả lại") < chat.screen.all.index("An gửi"), "newest first"
    for said in (
        f"/nhatky {other}",
        "/nhatky 12A1",
        "/nhatky DTHPT",
        "/nhatky XL-VT6A8",
        "/nhatky abc",
        "/nhatky chon",
    ):
        await chat.says(said)
        chat.sees_not(other, "Phạm Thu Dung", "Có lỗi phía hệ thống")


async def test_a_committee_reads_its_branchs_record_by_pages(chat: Chat) -> None:
    codes = await chat.stage.everybody_sends(chat, 9)
    binh = chat.other("binh")
    await binh.says(f"duyet {codes[0]}")
    await binh.says("hoan tac")
    await binh.says("/nhatky")
    binh.sees("Nhật ký · Chi đoàn 12A1", f"Lê Thị Bình hoàn tác việc trước đó · phiếu {codes[0]}")
    binh.sees(f"Lê Thị Bình xác nhận · phiếu {codes[0]} · về Người Thứ them0 · Telegram · đã được hoàn tác")
    binh.sees_not(f"gửi · phiếu {codes[0]}")
    await binh.picks("Trang sau")
    binh.sees(f"gửi · phiếu {codes[0]}")
    await binh.picks("‹ Trang trước")
    await binh.picks("Việc về bạn")
    binh.sees("Nhật ký của bạn", "Lê Thị Bình xác nhận")
    await binh.says(f"nhatky {codes[0]}")
    binh.sees(f"Nhật ký · phiếu {codes[0]}", "xác nhận", "gửi")
    binh.sees_not(codes[1])
    await binh.says("/duyetnhieu")
    await binh.picks("Tất cả phiếu đang chờ")
    await binh.picks("Tiếp: xem lại")
    await binh.picks("Xác nhận 9 phiếu")
    await binh.says("/nhatky")
    binh.sees("xác nhận · phiếu", "và 8 việc khác cùng lúc")
    await binh.says("hoan tac")
    await binh.says("/nhatky")
    binh.sees("hoàn tác việc trước đó", "và 8 việc khác cùng lúc · Telegram · đã được hoàn tác")


async def test_the_level_above_reads_its_units_but_not_the_reasons(chat: Chat) -> None:
    """Huy sits in the school's committee for this test: the branch's record without members' own words."""
    code = await registers(chat)
    await chat.other("binh").says(f"tra {code} ghi rõ nơi chạy")
    async with school_at(chat.stage.url) as school:
        top = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
        assert isinstance(top, int)
        await appoint(school, await school.person(HUY), top)
        async with school.writes() as store:
            await store.record("unpaired", None, CLOCK, unit=top)
    huy = chat.other("huy")
    await huy.says("/nhatky")
    huy.sees("Nhật ký · Đoàn trường THPT Hòa Bình", "Bot, tự động, ", f"Lê Thị Bình trả lại · phiếu {code}")
    huy.sees_not("ghi rõ nơi chạy")
    await huy.picks("Chọn đơn vị")
    huy.sees("12A1 Chi đoàn 12A1")
    await huy.picks("12A1")
    huy.sees("Nhật ký · Chi đoàn 12A1", f"Lê Thị Bình trả lại · phiếu {code}")
    await huy.says("/nhatky NoSuch")
    huy.sees("không có quyền xem nhật ký này")
