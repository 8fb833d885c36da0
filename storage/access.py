"""How the questions of a turn reach the database: reads freely, writes only in a turn that holds its person's row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from chat.ask import Writes
from storage.frame import Frame
from storage.instants import instant, local_day
from storage.sql import Row, Run, Sql, Value


@dataclass(frozen=True, slots=True)
class Kept:
    """What the turns of a process need not read again.

    `frames` are catalogues by id and audience: what was loaded is never changed. `cycles` are what was read of a unit's
    cycle, and when; a turn that writes begins with none of them, so that it decides by what holds.
    """

    frames: dict[tuple[int, str | None], Frame] = field(default_factory=dict)
    cycles: dict[int, tuple[datetime, Sequence[Row]]] = field(default_factory=dict)


class Access:
    """One turn's access. Without `write`, the first write stops the run, which is then repeated with the row held."""

    def __init__(self, read: Run, write: Run | None, now: datetime, kept: Kept | None = None) -> None:
        self._reading = read
        self._writing = write
        self._kept = kept or Kept()
        self._now = now
        self.at = instant(now)
        self.today: date = local_day(now)

    async def _read(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        return await self._reading(sql, **values)

    async def _write(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        if self._writing is None:
            raise Writes
        return await self._writing(sql, **values)
