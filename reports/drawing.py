"""Draws the papers, each out of its frozen document alone: in a process of its own, which knows no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chat.message import Attachment
from chat.texts import Texts, load_texts
from reports.filenames import tame
from reports.number_letter import number_letter
from reports.pictures import drawing, picture
from reports.plain import as_csv, as_json
from reports.result import Result, read_result
from reports.sheets import workbook

Draw = Callable[[Texts, Result], bytes]

OF_A_REPORT: Mapping[str, Draw] = {
    "xlsx": workbook,
    "png": picture,
    "svg": drawing,
    "csv": as_csv,
    "json": as_json,
}


@dataclass(frozen=True, slots=True)
class Drawn(Attachment):
    """A file that was drawn. `fault`: a sentence for the operator, where a template of theirs could not be used."""

    fault: str = ""


def draw(kind: str, document: bytes, address: str, templates: str = "") -> Drawn:
    """The file of this kind ("report-xlsx"). `address`: how members are spoken to; `templates`: an office's folder."""
    texts = load_texts(address=address)
    family, _, ending = kind.rpartition("-")
    assert family == "report", kind  # noqa: S101 - what a flow asks for is drawn here
    result = read_result(document)
    name = texts("sheet-file", unit=result.whole.name, year=str(result.year), day=f"{result.day:%Y-%m-%d}")
    called = f"{tame(name)}.{ending}"
    if ending == "docx":
        letter = number_letter(texts, result, templates)
        return Drawn(called, letter.content, letter.fault)
    return Drawn(called, OF_A_REPORT[ending](texts, result))
