"""Who answers for a unit that is overdue: by sector, the nearest above first, else the committee (PN-10, PN-11)."""

from collections.abc import AsyncIterator, Sequence

import pytest

from rules.responsible import Holder, who_answers
from tests.school import School, add_member, add_unit, move, school_at

ANH, BAO, CHI, DAT = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("sector", "above", "found"),
    [
        ("dia-ban", [], ()),
        ("dia-ban", [(1, ANH, "dia-ban"), (1, BAO, "truong-hoc")], (ANH,)),
        ("dia-ban", [(1, ANH, "truong-hoc"), (1, BAO, "")], (BAO,)),
        ("dia-ban", [(1, ANH, "truong-hoc"), (1, BAO, "co-quan")], (ANH, BAO)),
        ("dia-ban", [(1, ANH, ""), (1, BAO, ""), (2, CHI, "")], (ANH, BAO)),
        ("dia-ban", [(1, ANH, ""), (2, BAO, "dia-ban")], (BAO,)),
        ("dia-ban", [(1, ANH, "dia-ban"), (2, BAO, "dia-ban")], (ANH,)),
        ("dia-ban", [(2, BAO, "truong-hoc"), (2, CHI, ""), (3, DAT, "")], (CHI,)),
        ("dia-ban", [(1, ANH, "dia-ban"), (1, BAO, "dia-ban"), (1, ANH, "dia-ban")], (ANH, BAO)),
        ("", [(1, ANH, "truong-hoc"), (1, BAO, "")], (BAO,)),
        ("", [(1, ANH, "truong-hoc"), (2, BAO, "")], (ANH,)),
    ],
    ids=[
        "nobody above",
        "the one with the sector",
        "another sector: the others of the committee",
        "other sectors only: all of them",
        "no sectors: the nearest committee",
        "the sector two levels up before a nearer committee",
        "the nearest of two with the sector",
        "a level without anybody",
        "two with the sector, each once",
        "a unit without a sector: the committee",
        "a unit without a sector: the nearest committee, whoever sits in it",
    ],
)  # PN-11
def test_who_answers(sector: str, above: Sequence[tuple[int, int, str]], found: tuple[int, ...]) -> None:
    assert who_answers(sector, [Holder(*holder) for holder in above]) == found


# --- as the database knows it

PROVINCE, DISTRICT, COMMUNE, BRANCH, OTHER = "TINH", "HUYEN", "XA", "KP3", "HUYEN2"


class Tree:
    """A branch of the sector dia-ban in a commune, a district and a province; another district beside."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.units: dict[str, int] = {}
        self.people: dict[str, int] = {}

    async def grows(self) -> None:
        above: int | None = None
        for code in (PROVINCE, DISTRICT, COMMUNE, BRANCH):
            above = self.units[code] = await add_unit(self.school, code, above)
        self.units[OTHER] = await add_unit(self.school, OTHER, self.units[PROVINCE])

    async def sits(self, name: str, unit: str, sector: str = "", since: str = "2026-01-01", until: str = "") -> None:
        """Somebody of the branch holds an office there."""
        if name not in self.people:
            self.people[name] = await add_member(self.school, self.units[BRANCH], 500 + len(self.people))
        await self.school.does(
            "INSERT INTO role (person_id, unit_id, office, since, until, sector)"
            " VALUES (:person, :unit, 'uy-vien', :since, nullif(:until, ''), :sector)",
            person=self.people[name],
            unit=self.units[unit],
            since=since,
            until=until,
            sector=sector,
        )

    async def answer_for(self, unit: str = BRANCH) -> list[str]:
        names = {person: name for name, person in self.people.items()}
        return [names[person] for person in await self.school.reads().responsible_for(self.units[unit])]


@pytest.fixture
async def tree(world: str) -> AsyncIterator[Tree]:
    async with school_at(world) as school:
        planted = Tree(school)
        await planted.grows()
        yield planted


Seat = tuple[str, str, str] | tuple[str, str, str, str] | tuple[str, str, str, str, str]
SEATS: list[tuple[str, list[Seat], list[str]]] = [
    ("same sector", [("anh", DISTRICT, "dia-ban"), ("bao", DISTRICT, "truong-hoc")], ["anh"]),
    ("other sector", [("bao", DISTRICT, "truong-hoc"), ("chi", DISTRICT, "")], ["chi"]),
    ("only another sector", [("bao", DISTRICT, "truong-hoc")], ["bao"]),
    ("nobody", [], []),
    ("nobody above", [("anh", BRANCH, "dia-ban"), ("bao", BRANCH, "")], []),
    (
        "somebody of the branch who sits above",
        [("anh", BRANCH, ""), ("anh", COMMUNE, ""), ("bao", BRANCH, "")],
        ["anh"],
    ),
    ("two levels", [("anh", COMMUNE, "dia-ban"), ("bao", DISTRICT, "dia-ban")], ["anh"]),
    ("a sector far above a committee", [("anh", COMMUNE, ""), ("bao", PROVINCE, "dia-ban")], ["bao"]),
    ("beside, and not above", [("anh", OTHER, "dia-ban"), ("bao", PROVINCE, "")], ["bao"]),
    ("ended yesterday", [("anh", DISTRICT, "dia-ban", "2026-01-01", "2026-11-22"), ("bao", PROVINCE, "")], ["bao"]),
    ("ends today", [("anh", DISTRICT, "dia-ban", "2026-01-01", "2026-11-23"), ("bao", PROVINCE, "")], ["bao"]),
    ("ends tomorrow", [("anh", DISTRICT, "dia-ban", "2026-01-01", "2026-11-24"), ("bao", PROVINCE, "")], ["anh"]),
    ("begins today", [("anh", DISTRICT, "dia-ban", "2026-11-23"), ("bao", PROVINCE, "")], ["anh"]),
    ("begins tomorrow", [("anh", DISTRICT, "dia-ban", "2026-11-24"), ("bao", PROVINCE, "")], ["bao"]),
]


@pytest.mark.parametrize(("seats", "found"), [case[1:] for case in SEATS], ids=[case[0] for case in SEATS])
async def test_whom_to_turn_to(tree: Tree, seats: list[Seat], found: list[str]) -> None:
    for seat in seats:
        await tree.sits(*seat)
    assert await tree.answer_for() == found


@pytest.mark.parametrize(("day", "found"), [("2026-11-23", ["bao"]), ("2026-11-24", ["anh"])])
async def test_a_unit_that_moved_is_answered_for_where_it_is_now(tree: Tree, day: str, found: list[str]) -> None:
    await tree.sits("anh", DISTRICT, "dia-ban")
    await tree.sits("bao", OTHER, "dia-ban")
    await move(tree.school, tree.units[COMMUNE], tree.units[OTHER], day)
    assert await tree.answer_for() == found


async def test_whoever_sits_in_a_unit_does_not_answer_for_that_unit(tree: Tree) -> None:
    await tree.sits("anh", DISTRICT, "dia-ban")
    await tree.sits("bao", PROVINCE)
    assert [await tree.answer_for(unit) for unit in (BRANCH, DISTRICT, PROVINCE)] == [["anh"], ["bao"], []]


async def test_a_person_may_answer_for_several_sectors(tree: Tree) -> None:
    """PN-11: one for the neighbourhoods, the workers and the armed forces."""
    for sector in ("dia-ban", "cong-nhan", ""):
        await tree.sits("anh", DISTRICT, sector)
    await tree.sits("anh", PROVINCE, "truong-hoc", until="2026-11-23")
    assert await tree.school.reads().sectors_of(tree.people["anh"]) == ("dia-ban", "cong-nhan")
    assert await tree.answer_for() == ["anh"]
