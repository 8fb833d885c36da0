"""The operator takes everything out into one file, and puts it into an empty database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp
from time import monotonic
from typing import IO

from bot.archive_format import Manifest
from bot.archiving import write_archive
from bot.office import Done, Fail, Office
from bot.unpacking import Archive, opened
from chat.texts import Texts, load_texts
from storage import schema
from storage.archive import LEFT_OUT, snapshot
from storage.restoring import Restoring, Unfit, restoring

TEXTS: Texts = load_texts()
PATIENCE = 5.0  # seconds without a word


@dataclass(slots=True)
class Progress:
    """Says now and then how far it is; what is quickly done says nothing."""

    tells: Callable[[str], None]
    clock: Callable[[], float] = monotonic
    told_at: float | None = None

    def __call__(self, table: str, rows: int) -> None:
        now = self.clock()
        if self.told_at is None:
            self.told_at = now
        elif now - self.told_at >= PATIENCE:
            self.told_at = now
            self.tells(TEXTS("cli-archive-progress", table=table, rows=rows))


async def export(office: Office, path: Path, now: datetime, tells: Callable[[str], None]) -> Done:
    """Everything but what opens something by itself, as of one moment, into a new file that only its owner may read."""
    await office.check_initialised()
    with _new(path) as file:
        async with snapshot(office.url) as seen:
            manifest = await write_archive(seen, file, now, Progress(tells))
            size = file.tell()
    lines = [
        TEXTS("cli-export-done", path=str(path), size=str(_mib(size)), **_counted(manifest)),
        TEXTS("cli-export-personal"),
        TEXTS("cli-export-left-out"),
    ]
    return Done({"file": str(path), "bytes": size, **_document(manifest)}, lines)


async def restore(office: Office, path: Path, tells: Callable[[str], None]) -> Done:
    """All of an archive, or nothing."""
    await office.check_initialised()
    try:
        with opened(path) as archive:
            async with restoring(office.url, archive.manifest.revision) as into:
                _must_be_the_same_tables(archive.manifest, into)
                await _fill(into, archive, Progress(tells))
                waiting = await into.waiting()
    except Unfit as unfit:
        raise Fail(TEXTS(f"cli-error-restore-{unfit.code}", **unfit.values)) from None
    manifest = archive.manifest
    lines = [TEXTS("cli-restore-done", **_counted(manifest))]
    if manifest.revision != schema.newest():
        lines.append(TEXTS("cli-restore-brought-up", before=manifest.revision, after=schema.newest()))
    if waiting:
        lines.append(TEXTS("cli-restore-waiting", count=waiting))
    lines.append(TEXTS("cli-restore-next"))
    return Done({"file": str(path), **_document(manifest), "waiting": waiting}, lines)


async def _fill(into: Restoring, archive: Archive, progress: Progress) -> None:
    for table in into.tables:
        if table.name not in archive.manifest.tables:
            continue
        rows = 0
        for batch in archive.rows(table.name, table.primary_key.columns.keys()[0]):
            await into.add(table, batch)
            rows += len(batch)
            progress(table.name, rows)
        archive.check_csv(table.name)


def _must_be_the_same_tables(manifest: Manifest, into: Restoring) -> None:
    """Those of the revision at which it was written; what stayed behind then is empty."""
    ours, given = {table.name for table in into.tables}, set(manifest.tables)
    if unknown := given - ours:
        raise Unfit("unknown-table", table=min(unknown))
    if missing := ours - given - set(manifest.left_out):
        raise Unfit("missing-table", table=min(missing))


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there when it is whole, and that others could never read."""
    if path.exists():
        raise Fail(TEXTS("cli-error-export-exists", path=str(path)))
    begun: Path | None = None
    try:
        number, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        begun = Path(name)
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        begun.rename(path)
    except OSError:
        raise Fail(TEXTS("cli-error-not-written", path=str(path))) from None
    finally:
        if begun is not None:
            begun.unlink(missing_ok=True)


def _counted(manifest: Manifest) -> dict[str, str | int]:
    return {"rows": manifest.rows, "tables": len(manifest.tables), "files": manifest.files}


def _document(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "program": manifest.program,
        "revision": manifest.revision,
        "rows": {name: table.rows for name, table in manifest.tables.items()},
        "files": manifest.files,
        "left_out": sorted({*LEFT_OUT, *manifest.left_out}),
    }


def _mib(size: int) -> float:
    return round(size / (1 << 20), 1)
