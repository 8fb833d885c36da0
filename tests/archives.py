"""What the tests of archives stand on: a database in which every table has a row, archives taken apart and damaged."""

import hashlib
import re
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import orjson
from sqlalchemy import CheckConstraint, Column, Integer, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot.archiving import write_archive
from storage import tables as t
from storage.archive import snapshot
from storage.session import session_for
from tests.world import START

Parts = dict[str, bytes]
WORDS = '=1+1; "Nguyễn Văn An", \'\\\n\t🌱 \x1b'
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 300


async def fill(url: str) -> None:
    """Every table that has no row gets one, in which every column says something; one person's name is a formula."""
    async with session_for(url) as session:
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            if not (await connection.execute(select(func.count()).select_from(table))).scalar_one():
                values = {c.name: await _value(connection, table, c) for c in table.columns if c.name != "id"}
                await connection.execute(insert(table).values(values))
        await connection.execute(t.person.update().where(t.person.c.id == 1).values(name="=HYPERLINK(1)"))


async def _value(connection: AsyncConnection, table: Table, column: Column[Any]) -> object:
    for key in column.foreign_keys:
        return (await connection.execute(select(func.min(key.column)))).scalar_one()
    if isinstance(column.type, Integer):
        return 7
    if (
        table.name in ("evidence_content", "paper_content", "upload", "web_upload", "handout")
        and column.name == "content"
    ):
        return b64encode(PHOTO if table.name == "evidence_content" else b"?").decode()
    checks = (str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))
    allowed = (found for check in checks if (found := re.match(rf"{column.name} IN \('([^']+)'", check)))
    return next((found[1] for found in allowed), f"{table.name} {WORDS}")


async def archived(url: str, path: Path) -> Path:
    """The database's archive, whatever its revision."""
    with path.open("wb") as file:
        async with snapshot(url) as seen:
            await write_archive(seen, file, START, lambda *_: None)
    return path


def parts_of(path: Path) -> Parts:
    with ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def pack(path: Path, parts: Mapping[str, bytes]) -> Path:
    with ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content, ZIP_STORED if name.startswith("files/") else ZIP_DEFLATED)
    return path


def honest(parts: Parts) -> Parts:
    """The manifest says of the tables what is there now: whoever changes rows on purpose would do so, too."""
    manifest = orjson.loads(parts["manifest.json"])
    for table, listed in manifest["tables"].items():
        for kind in ("jsonl", "csv"):
            content = parts.get(f"tables/{table}.{kind}", b"")
            listed[kind] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        listed["rows"] = parts.get(f"tables/{table}.jsonl", b"").count(b"\n")
    return {**parts, "manifest.json": orjson.dumps(manifest)}


def told(parts: Parts, **changed: object) -> Parts:
    """With another manifest."""
    return {**parts, "manifest.json": orjson.dumps({**orjson.loads(parts["manifest.json"]), **changed})}


def rows_of(parts: Parts, table: str) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in parts[f"tables/{table}.jsonl"].splitlines()]


def first_row(parts: Parts, table: str, change: Callable[[dict[str, Any]], object]) -> Parts:
    """An archive whose maker changed the first row of a table, and did it well."""
    rows = rows_of(parts, table)
    change(rows[0])
    return honest({**parts, f"tables/{table}.jsonl": b"".join(orjson.dumps(row) + b"\n" for row in rows)})


def kept(parts: Parts) -> Iterator[str]:
    return (name for name in parts if name.startswith("files/"))


def with_a_second(path: Path, name: str) -> bytes:
    """An archive with two parts of this name."""
    packed = BytesIO(path.read_bytes())
    with warnings.catch_warnings(action="ignore"), ZipFile(packed, "a") as more:
        more.writestr(name, b"")
    return packed.getvalue()


def overlapping(path: Path) -> bytes:
    """An archive that lists what one of its parts is packed as a thousand times."""
    packed = BytesIO(path.read_bytes())
    with ZipFile(packed, "a") as more:
        more.writestr("files/unit/0.bin", PHOTO)
        for n in range(1, 1000):
            again = copy(more.getinfo("files/unit/0.bin"))
            again.filename = f"files/unit/{n}.bin"
            more.filelist.append(again)
    return packed.getvalue()
