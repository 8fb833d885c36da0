"""The operator looks at the record: do its chains hold, and still hold what was kept elsewhere (products 85)."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from bot.office import Done, Fail, Office
from chat.texts import Texts, load_texts
from storage.chain import UNIT_CODES, YEARS, Break, Head, heads, still_there, verify
from storage.database import open_database
from storage.sql import Run

TEXTS: Texts = load_texts()


@dataclass(frozen=True, slots=True)
class Names:
    """What people call the numbers in a chain: the unit by its code, the cycle by its year."""

    units: Mapping[int, str]
    years: Mapping[int, int]

    @classmethod
    async def read(cls, read: Run) -> "Names":
        units = {int(unit): str(code) for unit, code in await read(UNIT_CODES)}
        return cls(units, {int(cycle): int(year) for cycle, year in await read(YEARS)})

    def unit(self, code: str | None) -> int | None:
        """The unit's number; None where none is asked for."""
        if code is None:
            return None
        found = next((unit for unit, named in self.units.items() if named == code), None)
        if found is None:
            raise Fail(TEXTS("cli-error-no-such-unit", unit=code))
        return found


async def verify_record(office: Office, code: str | None, against: Path | None) -> Done:
    """All chains recomputed from their rows, or one unit's; with a file, compared with the heads it kept."""
    async with _reading(office) as read:
        names = await Names.read(read)
        unit = names.unit(code)
        audit = await verify(read, unit)
        kept = [head for head in _kept(against, names) if unit in (None, head.unit)]
        breaks = (*audit.breaks, *await still_there(read, kept))
    found = [_break(names, each) for each in breaks]
    document = {"chains": audit.chains, "links": audit.links, "kept": len(kept), "ok": not found, "breaks": found}
    lines = [
        TEXTS(f"cli-audit-{each.code}", chain=_chain(names, each.unit, each.cycle), seq=str(each.seq))
        for each in breaks
    ]
    if breaks:
        raise Fail(TEXTS("cli-error-audit", count=len(breaks)), Done(document, lines))
    compared = [TEXTS("cli-audit-kept", count=len(kept))] if against else []
    return Done(document, [TEXTS("cli-audit-holds", chains=audit.chains, links=audit.links), *compared])


async def newest_links(office: Office, code: str | None) -> Done:
    """The newest digest of every chain, to be kept where nobody who can change the database can change it."""
    async with _reading(office) as read:
        names = await Names.read(read)
        newest = await heads(read, names.unit(code))
    listed = [
        {
            "unit": names.units[h.unit],
            "cycle": h.cycle,
            "year": names.years.get(h.cycle),
            "seq": h.seq,
            "digest": h.digest,
        }
        for h in newest
    ]
    lines = [
        TEXTS("cli-audit-head", chain=_chain(names, h.unit, h.cycle), seq=str(h.seq), digest=h.digest) for h in newest
    ]
    return Done({"heads": listed}, lines or [TEXTS("cli-audit-empty")])


@asynccontextmanager
async def _reading(office: Office) -> AsyncIterator[Run]:
    await office.check_initialised()
    database = await open_database(office.url)
    try:
        yield database.read
    finally:
        await database.close()


def _kept(path: Path | None, names: Names) -> Sequence[Head]:
    """What `audit heads --json` once printed. A unit that is no more is a chain that was cut."""
    if path is None:
        return []
    numbers = {code: unit for unit, code in names.units.items()}
    try:
        rows = orjson.loads(path.read_bytes())["heads"]
        return [Head(numbers.get(str(r["unit"]), 0), int(r["cycle"]), int(r["seq"]), str(r["digest"])) for r in rows]
    except (OSError, ValueError, TypeError, KeyError):
        raise Fail(TEXTS("cli-error-not-heads", path=str(path))) from None


def _break(names: Names, found: Break) -> Mapping[str, object]:
    year = names.years.get(found.cycle)
    return {"unit": names.units.get(found.unit, ""), "year": year, "seq": found.seq, "problem": found.code}


def _chain(names: Names, unit: int, cycle: int) -> str:
    year = names.years.get(cycle)
    code = names.units.get(unit, "?")
    return TEXTS("cli-audit-year", unit=code, year=str(year)) if year else TEXTS("cli-audit-outside", unit=code)
