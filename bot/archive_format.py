"""How an archive is laid out (docs/decisions/0021): the manifest, the names of its parts, and what is too much.

For each table rows as JSON Lines, which are what counts, and the same as CSV for people; each file by itself.
"""

import re
from importlib.metadata import version
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rules.evidence import MEDIA, media_of

FORMAT = 1
MANIFEST = "manifest.json"
MOST_MANIFEST = 1 << 20  # bytes
MOST_LINE = 32 << 20  # bytes of one row
MOST_FILE = 64 << 20  # bytes of one file that somebody handed in
MOST_RATIO = 1000  # how many times smaller a part may be packed: rows that differ in their number alone stay below that
FEW = 1 << 20  # bytes that may be packed as small as they like


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Count = Annotated[int, Field(ge=0)]


class Part(_Strict):
    """A part as it must be: bytes before packing, and their digest."""

    bytes: Count
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Listed(_Strict):
    """A table: its rows, both parts, and where its rows are files, how many bytes those have together."""

    rows: Count
    jsonl: Part
    csv: Part
    file_bytes: Count | None = None


class Manifest(_Strict):
    """What an archive holds. `left_out`: tables that stayed behind."""

    format: int = FORMAT
    program: str = Field(default_factory=lambda: version("renluyen"))
    revision: str
    made_at: str
    left_out: list[str]
    tables: dict[str, Listed]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(table.rows for table in self.tables.values() if table.file_bytes is not None)


class Kept(Part):
    """What stands in the row of a file in place of its bytes."""

    file: str


def jsonl_of(table: str) -> str:
    return f"tables/{table}.jsonl"


def csv_of(table: str) -> str:
    return f"tables/{table}.csv"


def file_of(table: str, key: int, content: bytes) -> str:
    """Named by table and number, and by what it is, so that it can be opened."""
    media = media_of(content)
    return f"files/{table}/{key}.{MEDIA[media][0] if media else 'bin'}"


def is_file_of(name: str, table: str, key: object) -> bool:
    return re.fullmatch(rf"files/{re.escape(table)}/{re.escape(str(key))}\.[a-z]{{3,4}}", name) is not None
