"""An archive as it is read back: nothing is taken that the manifest does not name, with its size and its digest.

Nothing is unpacked onto the disk: whatever a part is called, only names of our own are looked for.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import orjson
from pydantic import ValidationError

from bot.archive_format import (
    FEW,
    FORMAT,
    MANIFEST,
    MOST_FILE,
    MOST_LINE,
    MOST_MANIFEST,
    MOST_RATIO,
    Kept,
    Manifest,
    Part,
    csv_of,
    is_file_of,
    jsonl_of,
)
from storage.archive import BATCH, CONTENTS, Record
from storage.restoring import Unfit
from storage.schema import revisions

CHUNK = 1 << 18  # bytes read at a time
FAULTS = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""How a damaged zip shows while it is read; a RuntimeError asks for a password."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose names and sizes are as its manifest has them. All reading raises Unfit where a part is not."""

    manifest: Manifest
    packed: ZipFile

    def rows(self, table: str, key: str | None) -> Iterator[Sequence[Record]]:
        """In batches; a row that is a file (`key` is the column of its number) comes by itself, with its bytes."""
        batch: list[Record] = []
        count = size = 0
        for line in self._lines(jsonl_of(table), self.manifest.tables[table].jsonl):
            row = _row(line, table)
            count += 1
            if table in CONTENTS and row.get(CONTENTS[table], "") is not None:
                row[CONTENTS[table]] = content = self._content(table, row, key)
                size += len(content)
            batch.append(row)
            if len(batch) == BATCH or table in CONTENTS:
                yield batch
                batch = []
        if batch:
            yield batch
        if (count, size) != (self.manifest.tables[table].rows, self.manifest.tables[table].file_bytes or 0):
            raise Unfit("part", part=jsonl_of(table))

    def check_csv(self, table: str) -> None:
        """Nothing is taken from it, but a file that was changed is not the one that was written."""
        for _ in self._chunks(csv_of(table), self.manifest.tables[table].csv):
            pass

    def _content(self, table: str, row: Record, key: str | None) -> bytes:
        try:
            kept = Kept.model_validate(row.get(CONTENTS[table]))
        except ValidationError:
            raise Unfit("row", table=table) from None
        if kept.bytes > MOST_FILE or not is_file_of(kept.file, table, row.get(key or "")):
            raise Unfit("row", table=table)
        return b"".join(self._chunks(kept.file, kept))

    def _lines(self, name: str, part: Part) -> Iterator[bytes]:
        begun: list[bytes] = []
        for chunk in self._chunks(name, part):
            *ends, rest = chunk.split(b"\n")
            for end in ends:
                yield b"".join((*begun, end))
                begun = []
            begun.append(rest)
            if sum(map(len, begun)) > MOST_LINE:
                raise Unfit("too-much", part=name)
        if any(begun):
            raise Unfit("part", part=name)

    def _chunks(self, name: str, part: Part) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        with _whole(name), self.packed.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > part.bytes:
                    break
                yield chunk
        if (size, digest.hexdigest()) != (part.bytes, part.sha256):
            raise Unfit("part", part=name)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Raises Unfit where it is no archive, or one that holds more or less than it says."""
    with _found(path) as packed:
        parts = packed.infolist()
        _must_be_small(parts, path.stat().st_size)
        manifest = _manifest(packed)
        _must_be_named(parts, manifest)
        yield Archive(manifest, packed)


@contextmanager
def _found(path: Path) -> Iterator[ZipFile]:
    try:
        packed = ZipFile(path)
    except FAULTS:
        raise Unfit("unreadable", path=str(path)) from None
    with packed:
        yield packed


def _manifest(packed: ZipFile) -> Manifest:
    try:
        with _whole(MANIFEST), packed.open(MANIFEST) as file:
            told = orjson.loads(file.read(MOST_MANIFEST))
    except (KeyError, Unfit):
        raise Unfit("no-manifest") from None
    if isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > FORMAT:
        raise Unfit("newer", program=str(told.get("program")), revision=str(told.get("revision")))
    try:
        manifest = Manifest.model_validate(told)
    except ValidationError:
        raise Unfit("no-manifest") from None
    if manifest.revision not in revisions():
        raise Unfit("newer", program=manifest.program, revision=manifest.revision)
    return manifest


def _must_be_small(parts: Iterable[ZipInfo], size: int) -> None:
    """A part that unfolds to many times its size, or several of one and the same bytes, are no archive of ours."""
    packed = 0
    for part in parts:
        packed += part.compress_size
        if part.file_size > max(FEW, MOST_RATIO * part.compress_size) or packed > size:
            raise Unfit("too-much", part=part.filename)


def _must_be_named(parts: Sequence[ZipInfo], manifest: Manifest) -> None:
    """Each name once; which row a file belongs to is looked at with the row."""
    names = {part.filename for part in parts}
    if len(names) != len(parts):
        raise Unfit("twice")
    ours = {MANIFEST} | {name for table in manifest.tables for name in (jsonl_of(table), csv_of(table))}
    for part in parts:
        if part.filename not in ours and not part.filename.startswith("files/"):
            raise Unfit("unknown-part", part=part.filename)
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unfit("part", part=part.filename)
    if len(names - ours) != manifest.files:
        raise Unfit("files", files=len(names - ours), named=manifest.files)


@contextmanager
def _whole(name: str) -> Iterator[None]:
    try:
        yield
    except KeyError:
        raise Unfit("missing-part", part=name) from None
    except FAULTS:
        raise Unfit("part", part=name) from None


def _row(line: bytes, table: str) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        row = None
    if not isinstance(row, dict):
        raise Unfit("row", table=table)
    return row
