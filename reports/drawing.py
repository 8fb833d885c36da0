"""Draws the papers, each out of its frozen document alone: in a process of its own, which knows no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chat.message import Attachment
from chat.texts import Texts, load_texts
from reports.filenames import tame
from reports.form_document import read_forms
from reports.form_pack import form_pack, one_form
from reports.letters import Letter
from reports.meeting import Meeting, read_meeting
from reports.meeting_letters import minutes_letter, recognition_letter
from reports.number_letter import number_letter
from reports.official import official_pack
from reports.pdf import as_pdf
from reports.person_letters import commendation_letter, letter_pack, outstanding_letter, result_letter
from reports.pictures import drawing, picture
from reports.plain import as_csv, as_json
from reports.result import Result, read_result
from reports.sheets import workbook
from reports.year_results import YearResults, read_results

OF_A_REPORT: Mapping[str, Callable[[Texts, Result], bytes]] = {
    "xlsx": workbook,
    "png": picture,
    "svg": drawing,
    "csv": as_csv,
    "json": as_json,
}
OF_A_BRANCH = {"zip": "xlsx", "docx": "docx"}
"""A branch's forms are an archive of these."""
OF_A_MEETING: Mapping[str, Callable[[Texts, Meeting, str], Letter]] = {
    "minutes": minutes_letter,
    "recognition": recognition_letter,
}
OF_A_YEAR: Mapping[str, Callable[[Texts, YearResults, str], Letter]] = {
    "result": result_letter,
    "letters": letter_pack,
    "commendation": commendation_letter,
    "outstanding": outstanding_letter,
}


@dataclass(frozen=True, slots=True)
class Drawn(Attachment):
    """A file that was drawn, or nothing. `fault`: a sentence for the operator, where theirs could not be used."""

    fault: str = ""


def draw(kind: str, document: bytes, address: str, templates: str = "", official: str = "") -> Drawn:
    """The file of this kind ("report-xlsx"). `address`: how members are spoken to.

    `templates`: an office's folder; `official`: its mapping for the official import.
    """
    texts = load_texts(address=address)
    family, _, ending = kind.rpartition("-")
    if family in OF_A_MEETING:
        return _of_a_meeting(texts, family, document, templates)
    if family in OF_A_YEAR:
        return _of_a_year(texts, family, ending, document, templates)
    if family == "report":
        return _of_a_report(texts, ending, document, templates)
    forms = read_forms(document)
    if ending == "official":
        made = official_pack(texts, forms, official)
    elif family in ("forms", "forms-blank"):
        made = form_pack(texts, forms, OF_A_BRANCH[ending], templates)
    else:
        made = one_form(texts, forms, ending, templates)
    return Drawn(made.name, made.content, made.fault)


def _of_a_report(texts: Texts, ending: str, document: bytes, templates: str) -> Drawn:
    result = read_result(document)
    name = texts("sheet-file", unit=result.whole.name, year=str(result.year), day=f"{result.day:%Y-%m-%d}")
    called = f"{tame(name)}.{ending}"
    if ending in ("docx", "pdf"):
        letter = number_letter(texts, result, templates)
        content = as_pdf(letter.content) if ending == "pdf" else letter.content
        return Drawn(called, content, letter.fault)
    return Drawn(called, OF_A_REPORT[ending](texts, result))


def _of_a_meeting(texts: Texts, family: str, document: bytes, templates: str) -> Drawn:
    meeting = read_meeting(document)
    letter = OF_A_MEETING[family](texts, meeting, templates)
    name = texts(f"file-{family}", unit=meeting.unit, year=str(meeting.year))
    return Drawn(f"{tame(name)}.docx", letter.content, letter.fault)


def _of_a_year(texts: Texts, family: str, ending: str, document: bytes, templates: str) -> Drawn:
    results = read_results(document)
    letter = OF_A_YEAR[family](texts, results, templates)
    whose = results.members[0].name if results.members else ""
    name = texts(f"file-{family}", unit=results.unit, year=str(results.year), name=whose)
    return Drawn(f"{tame(name)}.{ending}", letter.content, letter.fault)
