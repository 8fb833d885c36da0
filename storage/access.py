"""How the questions of a turn reach the database: reads freely, writes only in a turn that holds its person's row."""

from collections.abc import Sequence
from datetime import date, datetime

from chat.ask import Writes
from storage.frame import Frame
from storage.instants import instant, local_day
from storage.sql import Row, Run, Sql, Value


class Access:
    """One turn's access. Without `write`, the first write stops the run, which is then repeated with the row held.

    `frames` are what was read of catalogues so far, by id and audience: what was loaded is never changed.
    """

    def __init__(
        self, read: Run, write: Run | None, now: datetime, frames: dict[tuple[int, str | None], Frame] | None = None
    ) -> None:
        self._reading = read
        self._writing = write
        self._frames = {} if frames is None else frames
        self.at = instant(now)
        self.today: date = local_day(now)

    async def _read(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        return await self._reading(sql, **values)

    async def _write(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        if self._writing is None:
            raise Writes
        return await self._writing(sql, **values)
