"""renluyen simulate: a province plays its year, its figures add up, and counted by other code they are the same.

The suite plays a hundred members, `make soak` a real province: it takes half an hour.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest

from bot.province import BRANCH, FEWEST, UNITS, Founder
from tests.conftest import Figure
from tests.office import Operator, renluyen
from tests.recount import Told, recounted
from tests.world import START

MEMBERS, PROVINCE = 100, 47_297
YEAR = 2027
DATABASE = "province.db"

pytestmark = pytest.mark.xdist_group("province")  # it is played once, by one worker, where groups are kept together


@dataclass(frozen=True, slots=True)
class Played:
    """A province whose year is over: the operator of its database, and what `status` says of it."""

    operator: Operator
    members: int
    seconds: float
    status: Mapping[str, Any]

    @property
    def database(self) -> Path:
        return self.operator.folder / DATABASE


def play(folder: Path, members: int) -> Operator:
    folder.mkdir(exist_ok=True)
    operator = renluyen(folder, f"sqlite:///{folder / DATABASE}")
    operator.does("init")
    operator.does("simulate", "--members", str(members), "--seed", "1")
    return operator


@pytest.fixture(scope="module")
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    members, begun = PROVINCE if request.config.getoption("--soak") else MEMBERS, monotonic()
    operator = play(tmp_path_factory.mktemp("simulated"), members)
    seconds = monotonic() - begun
    return Played(operator, members, seconds, operator.told("status", "TINH"))


def compares(said: Mapping[str, Any], counted: Told) -> None:
    assert said["wrong"] is None
    figures = {name: value for name, value in said.items() if name != "wrong"}
    assert figures == {name: counted.get(name, 0) for name in figures}
    assert said["classified"] + said["unclassified"] + said["not_assessed"] == said["registered"]


def test_the_figures_of_a_played_year_are_those_of_its_raw_rows(played: Played, figure: Figure) -> None:
    """Every registered member is in one place, and all is as counted by other code: together and branch by branch."""
    told, branches = recounted(played.database, YEAR, played.status["as_of"])
    results = played.status["results"]
    compares(results, told)
    assert {branch["unit"] for branch in played.status["branches"]} == set(branches)
    for branch in played.status["branches"]:
        compares(branch["results"], branches[branch["unit"]])
    assert results["members"] == played.members
    assert results["recognised"] + results["noted"] == played.members
    assert all(results[grade] for grade in ("excellent", "good", "fair", "failed", "short"))
    size = played.database.stat().st_size >> 20
    figure(
        f"{played.members} members of {len(branches)} branches in {played.seconds:.0f} s and {size} MiB:"
        f" {told['registered']} registered = {told['classified']} classified + {told['unclassified']} not classified"
        f" + {told['not_assessed']} not assessed; {told['recognised']} recognised, {told['noted']} noted"
    )


def test_the_record_of_a_played_year_holds(played: Played) -> None:
    found = played.operator.told("audit", "verify")
    assert found["ok"]
    assert found["chains"] >= UNITS
    assert found["links"] > 5 * played.members


def test_nothing_is_played_where_there_are_units_already(played: Played) -> None:
    assert "đã có đơn vị" in played.operator.fails("simulate", "--members", str(MEMBERS))


def test_the_same_seed_is_the_same_year(played: Played, tmp_path: Path) -> None:
    first = played.database if played.members == MEMBERS else play(tmp_path / "first", MEMBERS).folder / DATABASE
    day = played.status["as_of"]
    again = play(tmp_path / "again", MEMBERS).folder / DATABASE
    assert people(again) == people(first)
    assert recounted(again, YEAR, day) == recounted(first, YEAR, day)


def people(path: Path) -> Sequence[Sequence[object]]:
    with sqlite3.connect(path) as database:
        return database.execute(
            "SELECT p.name, p.birth, m.since FROM person p, membership m WHERE m.id = p.id"
        ).fetchall()


@pytest.mark.parametrize("members", [UNITS * FEWEST, MEMBERS, 2000])
def test_a_province_has_as_many_members_as_asked_for(members: int) -> None:
    """In branches that are no smaller than they may be."""
    sizes = [len(branch.accounts) for branch in Founder(Random(1), START.date(), "1").found(members).branches]
    assert (sum(sizes), len(sizes)) == (members, max(round(members / BRANCH), UNITS))
    assert min(sizes) >= FEWEST
