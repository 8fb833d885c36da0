"""Draws the papers, each out of its frozen document alone: in a process of its own, which knows no database."""

from collections.abc import Callable, Mapping

from chat.message import Attachment
from chat.texts import Texts, load_texts
from reports.filenames import tame
from reports.letters import letter
from reports.pictures import drawing, picture
from reports.plain import as_csv, as_json
from reports.result import Result, read_result
from reports.sheets import workbook

Draw = Callable[[Texts, Result], bytes]

OF_A_REPORT: Mapping[str, Draw] = {
    "xlsx": workbook,
    "docx": letter,
    "png": picture,
    "svg": drawing,
    "csv": as_csv,
    "json": as_json,
}


def draw(kind: str, document: bytes, address: str) -> Attachment:
    """The file of this kind ("report-xlsx"). `address` is how members are spoken to."""
    texts = load_texts(address=address)
    family, _, ending = kind.rpartition("-")
    assert family == "report", kind  # noqa: S101 - what a flow asks for is drawn here
    result = read_result(document)
    name = texts("sheet-file", unit=result.whole.name, year=str(result.year), day=f"{result.day:%Y-%m-%d}")
    return Attachment(f"{tame(name)}.{ending}", OF_A_REPORT[ending](texts, result))
