"""A synthetic province of any size: fictitious people in real units, joined already, the year's cycle open."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from chat.fold import fold
from storage import tables as t

UNITS = 14  # directly below the province
BRANCH = 40  # members, about
BASE = 14  # branches of a grassroots unit, about
FEWEST = 3  # members that a branch has (domain.md 4.1)
SINCE = (900, 700, 500, 400, 300, 250, 2)  # days before the play that people joined: some too late to be rated
ON_PAPER = 0.02
ROWS = 5000  # of one insert
PLATFORM = "simulated"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch: its members' accounts by number on the list, of whom the first is the secretary, the second deputy."""

    id: int
    code: str
    sector: str
    accounts: Sequence[str]

    @property
    def secretary(self) -> str:
        return self.accounts[0]


@dataclass(frozen=True, slots=True)
class Province:
    """Who plays: the branches, and the account that acts for each unit above them."""

    code: str
    branches: Sequence[Branch]
    officers: Mapping[int, str]


def words() -> Mapping[str, Any]:
    """Names, and contents to register."""
    return tomllib.loads((files("programmes") / "demo" / "names.toml").read_text("utf-8"))


class Rows:
    """Rows by table, numbered here, so that many go in without asking for a number each."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[dict[str, Any]]] = {}

    def add(self, table: Table, **values: Any) -> int:
        rows = self._rows.setdefault(table, [])
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)

    async def write(self, session: AsyncSession) -> None:
        connection = await session.connection()
        for table, rows in self._rows.items():
            for start in range(0, len(rows), ROWS):
                await connection.execute(insert(table), rows[start : start + ROWS])
            if connection.dialect.name == "postgresql":  # or its own next number would be taken already
                await connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), len(rows))))


@dataclass(slots=True)
class Founder:
    """Puts a province together out of one source of chance: the same seed, the same province."""

    chance: Random
    today: date
    notice: str
    rows: Rows = field(default_factory=Rows)
    branches: list[Branch] = field(default_factory=list)
    officers: dict[int, str] = field(default_factory=dict)
    _said: Mapping[str, Any] = field(default_factory=words)
    _newest_unit: int = 0

    def found(self, members: int) -> Province:
        """Every direct unit has grassroots units with branches, and one branch that is a grassroots unit itself."""
        if members < UNITS * FEWEST:
            raise ValueError(f"{members} members are too few for {UNITS} units")
        province = self._unit("TINH", "tinh-doan", "", None)
        count = max(round(members / BRANCH), UNITS)
        sizes = self._sizes(members, count)
        for n in range(UNITS):
            code = f"U{n + 1:02d}"
            sector = "truong-hoc" if n % 3 == 0 else "dia-ban"
            direct = self._unit(code, "doan-cap-tren", sector, province)
            mine = range(n, count, UNITS)
            bases = max(-(-(len(mine) - 1) // BASE), 1)
            below = [self._unit(f"{code}-X{b + 1:02d}", "doan-co-so", sector, direct) for b in range(bases)]
            for place, number in enumerate(mine):
                alone = place == 0 and len(mine) > 1
                above = direct if alone else below[place % bases]
                kind = "chi-doan-co-so" if alone else "chi-doan"
                self._branch(f"{code}-C{place + 1:03d}", kind, sector, above, sizes[number])
        higher = [unit for unit in range(province, self._newest_unit + 1) if unit not in {b.id for b in self.branches}]
        for number, unit in enumerate(higher):
            self._sits_in(unit, number)
        return Province("TINH", tuple(self.branches), self.officers)

    def _sizes(self, members: int, count: int) -> Sequence[int]:
        """As different as branches are, and together exactly so many."""
        weights = [self.chance.randint(10, 70) for _ in range(count)]
        sizes = [max(members * weight // sum(weights), FEWEST) for weight in weights]
        for n in range(members - sum(sizes)):
            sizes[n % count] += 1
        while (over := sum(sizes) - members) > 0:
            sizes[sizes.index(max(sizes))] -= min(over, max(sizes) - FEWEST)
        return sizes

    def _unit(self, code: str, kind: str, sector: str, parent: int | None) -> int:
        unit = self._newest_unit = self.rows.add(t.unit, code=code, kind=kind, sector=sector)
        since = (self.today - timedelta(days=1000)).isoformat()
        self.rows.add(t.unit_name, unit_id=unit, name=code, folded=fold(code), since=since)
        if parent is not None:
            self.rows.add(t.unit_parent, unit_id=unit, parent_id=parent, since=since)
        return unit

    def _branch(self, code: str, kind: str, sector: str, above: int, size: int) -> None:
        unit = self._unit(code, kind, sector, above)
        accounts = [self._member(unit, roll, sector) for roll in range(1, size + 1)]
        for office, account in zip(("bi-thu", "pho-bi-thu"), accounts, strict=False):
            self._holds(account, unit, office)
        self.branches.append(Branch(unit, code, sector, tuple(accounts)))

    def _member(self, unit: int, roll: int, sector: str) -> str:
        """Somebody who joined long ago, some months ago or lately (PN-26, TV-08)."""
        name = " ".join(self.chance.choice(self._said[part]) for part in ("family", "middle", "given"))
        born = date(1996, 1, 1) + timedelta(days=self.chance.randrange(4700))
        person = self.rows.add(t.person, name=name, folded=fold(name), birth=born.isoformat(), party=0)
        since = (self.today - timedelta(days=self.chance.choice(SINCE))).isoformat()
        audience = "hoc_sinh" if sector == "truong-hoc" else "dan_cu"
        paper = "roster" if roll > 2 and self.chance.random() < ON_PAPER else None
        where = {"person_id": person, "unit_id": unit, "roll": roll}
        self.rows.add(t.membership, **where, since=since, audience=audience, paper=paper)
        at = f"{self.today.isoformat()}T00:00:00Z"
        self.rows.add(t.link, person_id=person, platform=PLATFORM, user=str(person), state="active", since=at)
        self.rows.add(t.consent, person_id=person, platform=PLATFORM, version=self.notice, given_at=at)
        return str(person)

    def _holds(self, account: str, unit: int, office: str) -> None:
        since = (self.today - timedelta(days=200)).isoformat()
        self.rows.add(t.role, person_id=int(account), unit_id=unit, office=office, since=since)

    def _sits_in(self, unit: int, number: int) -> None:
        """An office above is held by somebody at the end of a branch's list, each by another one."""
        turn, branch = divmod(number, len(self.branches))
        account = self.branches[branch].accounts[-1 - turn]
        self._holds(account, unit, "bi-thu")
        self.officers[unit] = account
