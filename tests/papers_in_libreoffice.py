"""Every paper in LibreOffice, page by page: `make papers`, apart from the suite; fails where that is not installed."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from subprocess import run

import pytest

from bot.config import Config
from bot.forms_office import write_pack
from bot.office import Office
from chat.message import Attachment
from chat.texts import load_texts
from reports.drawing import draw
from tests.forty import ACCOUNTS, FIRST, NAMES, forty_register
from tests.papers import unpacked
from tests.player import Chat
from tests.test_meeting_papers import HELD
from tests.test_paper_forms import MISSING
from tests.test_person_papers import AN_OF_THE_YEAR, YEAR
from tests.tra_vinh import SHARES
from tests.tra_vinh import shown as report
from tests.world import START, add_members

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "papers"
OFFICIAL = ROOT / "docs" / "official-import.toml"
WRITES = "RENLUYEN_WRITE_PICTURES" in os.environ
ON_END, ON_SIDE = (595, 842), (842, 595)  # points of A4
DPI = 60  # of a picture in the docs: all of an A4 page on a screen
LONGEST = 300  # seconds


@dataclass(frozen=True, slots=True)
class Page:
    size: tuple[int, int]
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn, the sizes of its pages, and words that must be on them."""

    name: str
    made: Callable[[], Attachment]
    sizes: Sequence[tuple[int, int]]
    words: Sequence[str] = field(default=())


STRANGE = "Trần <Cường> {{ year }}"  # a name that other tests need
MEETING = replace(HELD, members=tuple(replace(m, name=m.name.replace(STRANGE, "Trần Văn Cường")) for m in HELD.members))
OF_A_YEAR = replace(
    YEAR, members=tuple(replace(m, name=m.name.replace(STRANGE, "Trần Văn Cường")) for m in YEAR.members)
)
FIGURES = (*SHARES, "47.297", "44.018", report().fingerprint)
PAPERS = (
    Paper("bao-cao", lambda: draw("report-docx", report().json(), "ban"), (ON_END, ON_SIDE), FIGURES),
    Paper("phu-luc", lambda: draw("report-xlsx", report().json(), "ban"), (ON_SIDE, ON_SIDE), FIGURES),
    Paper(
        "bien-ban",
        lambda: draw("minutes-docx", MEETING.json(), "ban"),
        (ON_END, ON_END),
        ("Thống nhất", "rất tích cực. gương"),
    ),
    Paper("danh-sach", lambda: draw("recognition-docx", MEETING.json(), "ban"), (ON_END,), ("Trần Văn Cường",)),
    Paper(
        "giay-xac-nhan",
        lambda: draw("result-docx", YEAR.of(AN_OF_THE_YEAR).json(), "ban"),
        (ON_END,),
        ("Nguyễn Văn An", "17/19 mục hoàn thành = 89,47 %"),
    ),
    Paper("khen-thuong", lambda: draw("commendation-docx", OF_A_YEAR.json(), "ban"), (ON_END,), ("Đinh Đức Ước",)),
    Paper("uu-tu", lambda: draw("outstanding-docx", OF_A_YEAR.json(), "ban"), (ON_END, ON_END), ("27/40 phiếu",)),
)


def opened(files: Mapping[str, bytes], folder: Path) -> Mapping[str, Sequence[Page]]:
    """By the files' names, the pages that LibreOffice makes of them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    run([*command, *(str(folder / name) for name in files)], check=True, capture_output=True, timeout=LONGEST)
    return {name: pages_of((folder / name).with_suffix(".pdf")) for name in files}


def pages_of(paper: Path) -> Sequence[Page]:
    told = run(["pdfinfo", "-l", "-1", paper], check=True, capture_output=True, text=True).stdout
    sizes = [(round(float(x)), round(float(y))) for x, y in re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", told)]
    text = run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True).stdout
    return [Page(size, words) for size, words in zip(sizes, text.split("\f"), strict=False)]


def shown(paper: Path, name: str) -> None:
    """Its pages as pictures in the docs, where these are to be written."""
    if WRITES:
        PICTURES.mkdir(exist_ok=True)
        run(["pdftoppm", "-r", str(DPI), "-png", paper, PICTURES / name], check=True)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_paper_is_whole_on_a4(paper: Paper, tmp_path: Path) -> None:
    made = paper.made()
    (pages,) = opened({made.name: made.content}, tmp_path).values()
    shown((tmp_path / made.name).with_suffix(".pdf"), paper.name)
    assert [page.size for page in pages] == list(paper.sizes)
    words = " ".join(" ".join(page.words.split()) for page in pages)
    assert [expected for expected in paper.words if expected not in words] == []


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_the_packs_of_a_branch_of_forty_open(chat: Chat, tmp_path: Path) -> None:
    """As Excel, as Word, for the official import: each form under its exact name, with its member's own words on it."""
    await add_members(chat.stage.url, chat.stage.platform, ACCOUNTS, NAMES)
    await forty_register(chat)
    settings = {"database": {"url": chat.stage.url}, "papers": {"official": str(OFFICIAL)}}
    office = Office(Config.model_validate(settings), load_texts(), START)
    for kind, picture in (("xlsx", "phieu"), ("docx", "phieu-word"), ("official", "phieu-phan-mem")):
        out, folder = tmp_path / f"{kind}.zip", tmp_path / kind
        folder.mkdir()
        await write_pack(office, "12A1", out, START, blank=False, kind=kind)
        files = unpacked(out.read_bytes())
        ending = "docx" if kind == "docx" else "xlsx"
        forms = [f"{roll} - {name}.{ending}" for roll, name in enumerate(NAMES, FIRST)]
        assert list(files) == [*forms, MISSING]
        pages = opened(files, folder)
        assert [page.size for page in pages[MISSING]] == [ON_END]
        for n, name in enumerate(forms):
            words = " ".join(" ".join(page.words.split()) for page in pages[name])
            assert len(pages[name]) <= 3, name
            assert [word for word in (NAMES[n], f"Làm {n + 2} việc =1+{n}") if word not in words] == [], name
            if kind != "official":
                assert {page.size for page in pages[name]} == {ON_SIDE}, name
                assert f"12A1/{FIRST + n}/2027" in words, name
        shown(folder / f"{FIRST} - {NAMES[0]}.pdf", picture)


def test_the_real_program_makes_a_pdf() -> None:
    made = draw("report-pdf", report().json(), "ban")
    assert made.name.endswith(".pdf")
    assert made.content.startswith(b"%PDF-")
