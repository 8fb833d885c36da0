"""A snapshot of the database becomes a zip, part by part: never a table in memory, the same rows the same bytes."""

import csv
import hashlib
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson
from sqlalchemy import Table

from bot.archive_format import MANIFEST, Kept, Listed, Manifest, Part, csv_of, file_of, jsonl_of
from storage.archive import CONTENTS, LEFT_OUT, Record, Snapshot
from storage.instants import instant

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the oldest day a zip knows: when it was made stands in the manifest alone
FOR_ITS_OWNER = 0o600 << 16
BOM = b"\xef\xbb\xbf"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that Excel would compute."""

Rows = Callable[[], AsyncGenerator[Sequence[Mapping[str, Any]], None]]
Tells = Callable[[str, int], None]
"""A table, and how many of its rows were carried so far."""


@dataclass(slots=True)
class Sink:
    """A part while it is written."""

    into: IO[bytes]
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, content: bytes) -> None:
        self.into.write(content)
        self.digest.update(content)
        self.size += len(content)

    @property
    def part(self) -> Part:
        return Part(bytes=self.size, sha256=self.digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Writing:
    """An archive while it is written. This process does nothing else meanwhile, so nothing here leaves its thread."""

    seen: Snapshot
    packed: ZipFile
    tells: Tells

    async def table(self, table: Table) -> Listed:
        """JSON first, then CSV out of the same snapshot; files before both, once."""
        if table.name not in CONTENTS:
            return await self._listed(table, lambda: self.seen.rows(table))
        with TemporaryFile() as rows:
            size = await self._files(table, rows)
            return (await self._listed(table, lambda: _read(rows))).model_copy(update={"file_bytes": size})

    async def _listed(self, table: Table, rows: Rows) -> Listed:
        count = 0
        with self._part(jsonl_of(table.name)) as jsonl:
            async with aclosing(rows()) as batches:
                async for batch in batches:
                    jsonl.write(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in batch))
                    count += len(batch)
                    self.tells(table.name, count)
        with self._part(csv_of(table.name)) as cells:
            cells.write(BOM + _csv([table.columns.keys()]))
            async with aclosing(rows()) as batches:
                async for batch in batches:
                    cells.write(_csv([_cell(value) for value in row.values()] for row in batch))
        return Listed(rows=count, jsonl=jsonl.part, csv=cells.part)

    async def _files(self, table: Table, rows: IO[bytes]) -> int:
        """Each file by itself; their rows, in which its name stands for it, wait outside of memory."""
        (key,), size, count = table.primary_key, 0, 0
        async with aclosing(self.seen.rows(table)) as batches:
            async for (row,) in batches:
                kept = self._file(table.name, row, row[key.name])
                size, count = size + (kept.bytes if kept else 0), count + 1
                rows.write(orjson.dumps({**row, CONTENTS[table.name]: kept and kept.model_dump()}) + b"\n")
                self.tells(table.name, count)
        return size

    def _file(self, table: str, row: Record, key: Any) -> Kept | None:
        content = row[CONTENTS[table]]
        if content is None:
            return None
        assert isinstance(content, bytes)  # noqa: S101 - what a snapshot hands out of such a column
        name = file_of(table, key, content)
        self.packed.writestr(_info(name, ZIP_STORED), content)
        return Kept(file=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())

    @contextmanager
    def _part(self, name: str) -> Iterator[Sink]:
        with self.packed.open(_info(name, ZIP_DEFLATED), "w", force_zip64=True) as into:
            yield Sink(into)


async def write_archive(seen: Snapshot, into: IO[bytes], now: datetime, tells: Tells) -> Manifest:
    """The whole of a snapshot. The manifest comes last, when everything is known."""
    with ZipFile(into, "w") as packed:
        writing = Writing(seen, packed, tells)
        tables = {table.name: await writing.table(table) for table in seen.tables}
        manifest = Manifest(revision=seen.revision, made_at=instant(now), left_out=sorted(LEFT_OUT), tables=tables)
        shown = orjson.dumps(manifest.model_dump(exclude_none=True), option=orjson.OPT_INDENT_2)
        packed.writestr(_info(MANIFEST, ZIP_DEFLATED), shown)
    return manifest


async def _read(rows: IO[bytes]) -> AsyncGenerator[Sequence[Mapping[str, Any]], None]:
    rows.seek(0)
    for line in rows:
        yield [orjson.loads(line)]


def _info(name: str, how: int) -> ZipInfo:
    info = ZipInfo(name, BEGINNING)
    info.compress_type, info.external_attr = how, FOR_ITS_OWNER
    return info


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _cell(value: object) -> object:
    """What stands in a cell: Excel takes whatever begins like a formula for one."""
    if isinstance(value, dict):
        return value["file"]
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
