"""Papers in Word: a template of the office, or ours, filled with what a frozen document says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from chat.texts import Texts
from reports.packing import packed, unpacked
from reports.templates import OURS

Marks = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper in Word. `fault`: why the office's own template was not used, a sentence for its operator."""

    content: bytes
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a mark may stand for besides words: a PNG, so many millimetres wide."""

    content: bytes
    width: int


def letter(name: str, texts: Texts, marks: Marks, folder: str = "") -> Letter:
    """By the template of this name in the folder, or by ours where there is none that can be used."""
    fault = ""
    own = Path(folder, f"{name}.docx")
    if folder and own.is_file():
        try:
            return Letter(_filled(own.read_bytes(), marks))
        except Exception as problem:  # noqa: BLE001 - whatever stands in an office's file, its paper is drawn
            fault = texts("template-fault", file=own.name, problem=_said(problem))
    return Letter(_filled(OURS[name](texts), marks), fault)


def misread(texts: Texts, folder: Path) -> Sequence[str]:
    """What is wrong with an office's own templates, as far as can be told before they are filled; a sentence each."""
    if not folder.is_dir():
        return [texts("template-no-folder", folder=str(folder))]
    there = sorted(
        path for path in folder.glob("*.docx") if not path.name.startswith("~$")
    )  # Word's own, while it is open
    return [fault for path in there if (fault := _misread(texts, path))]


def _misread(texts: Texts, own: Path) -> str:
    if own.stem not in OURS:
        return texts("template-unknown", file=own.name, names=", ".join(OURS))
    problem = _unknown_in(own, _marks_in(OURS[own.stem](texts)))
    return texts("template-fault", file=own.name, problem=problem) if problem else ""


def _unknown_in(own: Path, known: set[str]) -> str:
    try:
        unknown = sorted(_marks_in(own.read_bytes()) - known)
    except Exception as problem:  # noqa: BLE001 - whatever stands in an office's file
        return _said(problem)
    return f"'{unknown[0]}' is undefined" if unknown else ""


def _marks_in(template: bytes) -> set[str]:
    """The names that are filled in; what is made of them while it is filled is not among them."""
    marks: set[str] = DocxTemplate(BytesIO(template)).get_undeclared_template_variables(SandboxedEnvironment())
    return marks


def _filled(template: bytes, marks: Marks) -> bytes:
    """What members and units are called is data: no mark in a name is ever carried out, no unknown mark left empty.

    A Word file is an archive that says when it was made: the same marks would give other bytes at another hour.
    """
    paper = DocxTemplate(BytesIO(template))
    meant = {name: _drawn(paper, mark) if isinstance(mark, Picture) else mark for name, mark in marks.items()}
    paper.render(meant, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    made = BytesIO()
    paper.save(made)
    return packed(unpacked(made.getvalue()))


def _drawn(paper: DocxTemplate, picture: Picture) -> InlineImage:
    return InlineImage(paper, BytesIO(picture.content), width=Mm(picture.width))


def _said(problem: Exception) -> str:
    """In the words of what read it; other faults may quote what was to be filled in, so only their kind is told."""
    told = isinstance(problem, (TemplateSyntaxError, UndefinedError))
    return f"{problem}" if told else type(problem).__name__
