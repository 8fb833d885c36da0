"""Papers in Word: what is filled in, and templates that an office has restyled, well or badly."""

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from structlog.testing import capture_logs

from bot.config import Config
from bot.doctor import examine
from bot.office import Fail, Office
from bot.templates import write_templates
from chat.texts import load_texts
from reports.drawing import Drawn, draw
from reports.number_letter import BRANCHES
from reports.templates import OURS
from tests.papers import words
from tests.player import Chat
from tests.test_number_report import a_report_is_issued
from tests.tra_vinh import SHARES, tra_vinh
from tests.world import START

TEXTS = load_texts()


def own(folder: Path, text: str) -> None:
    """An office's template of the number report."""
    paper = Document()
    paper.add_paragraph(text)
    paper.save(str(folder / "number-report.docx"))


def drawn(folder: Path | str) -> Drawn:
    return draw("report-docx", tra_vinh().json(), "ban", str(folder))


def test_the_number_report_in_word_has_the_official_layout_and_the_figures_of_every_paper() -> None:
    made = drawn("")
    assert made.name == "Số liệu rèn luyện 2021 - Tỉnh Đoàn Trà Vinh - 2021-11-22.docx"
    told = words(made.content)
    for expected in ("ĐOÀN TNCS HỒ CHÍ MINH", "TỈNH ĐOÀN TRÀ VINH", "Số: ", "ngày 22 tháng 11 năm 2021", "BÁO CÁO"):
        assert expected in told
    for expected in (*SHARES, "47.297", "44.018", "Nơi nhận:", "BÍ THƯ", "PHỤ LỤC", tra_vinh().fingerprint):
        assert expected in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("branches", "listed", "said"), [(BRANCHES, "2000", False), (BRANCHES + 1, "0", True)], ids=["listed", "left out"]
)
def test_so_many_branches_are_left_to_the_workbook(branches: int, listed: str, said: bool, tmp_path: Path) -> None:
    own(tmp_path, "{{ branches|length }} {{ lines|join(' ') }}")
    result = replace(tra_vinh(), branches=tra_vinh().branches[:1] * branches)
    told = words(draw("report-docx", result.json(), "ban", str(tmp_path)).content)
    assert told.split()[0] == listed
    assert ("Số liệu của 2.001 chi đoàn nằm trong tệp Excel của báo cáo này." in told) is said


async def test_our_templates_are_written_for_restyling_and_never_over_somebodys(tmp_path: Path) -> None:
    office = Office(Config(), TEXTS, START)
    done = await write_templates(office, tmp_path / "new")
    assert done.document == {"files": [str(tmp_path / "new" / f"{name}.docx") for name in OURS]}
    assert words(drawn(tmp_path / "new").content) == words(drawn("").content)
    with pytest.raises(Fail, match=r"number-report\.docx\. Hãy chọn thư mục khác"):
        await write_templates(office, tmp_path / "new")
    with pytest.raises(Fail, match="Không ghi được"):
        await write_templates(office, Path(__file__) / "folder")


def test_an_offices_own_template_is_filled(tmp_path: Path) -> None:
    own(tmp_path, "Văn phòng {{ unit }}: {{ whole.members }} đoàn viên")
    made = drawn(tmp_path)
    assert (words(made.content), made.fault) == ("Văn phòng TỈNH ĐOÀN TRÀ VINH: 47.297 đoàn viên", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ unti }}", "'unti' is undefined"),
        ("{{ whole.membres }}", "has no attribute 'membres'"),
        ("{% for row in rows %}", "Unexpected end of template"),
        ("{{ day.__class__.__mro__ }}", "SecurityError"),
        ("{{ year + 1 }}", "(TypeError)"),
    ],
)
def test_a_template_with_an_unknown_mark_is_said_and_ours_is_used(text: str, why: str, tmp_path: Path) -> None:
    own(tmp_path, text)
    made = drawn(tmp_path)
    assert made.fault.startswith("Không dùng được mẫu number-report.docx")
    assert why in made.fault
    assert words(made.content) == words(drawn("").content)


async def test_the_operator_reads_of_it_in_the_log_and_the_paper_comes_all_the_same(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path, "{{ unti }}")
    monkeypatch.setenv("RENLUYEN_PAPERS__TEMPLATES", str(tmp_path))
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    with capture_logs() as logs:
        await minh.picks("Word")
    minh.got_told("Báo cáo số liệu (Word) đã lập xong.")
    (told,) = [line for line in logs if line["event"] == "printing.template"]
    assert (told["log_level"], told["why"]) == ("warning", drawn(tmp_path).fault)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ unit }} {% for row in rows %}{{ row.members }}{% endfor %}", ""),
        ("{{ unti }}", "Không dùng được mẫu number-report.docx ('unti' is undefined)"),
        ("{% for row in rows %}", "Không dùng được mẫu number-report.docx (Unexpected end of template"),
    ],
)
async def test_doctor_reads_the_templates_before_anybody_needs_them(
    empty: str, text: str, why: str, tmp_path: Path
) -> None:
    own(tmp_path, text)
    ok, told = await looked_at(empty, tmp_path)
    assert (ok, told.startswith(why or str(tmp_path))) == (not why, True)
    (tmp_path / "number-report.docx").rename(tmp_path / "report.docx")
    ok, told = await looked_at(empty, tmp_path)
    assert not ok
    assert told.startswith("Mẫu report.docx không được dùng: tên tệp phải là một trong number-report, ")
    ok, told = await looked_at(empty, tmp_path / "none")
    assert not ok
    assert told.startswith("Không có thư mục")


async def looked_at(url: str, folder: Path) -> tuple[bool, str]:
    """What doctor says of the templates there."""
    config = Config.model_validate({"database": {"url": url}, "papers": {"templates": str(folder)}})
    (check,) = [check for check in await examine(config, START) if check.name == "templates"]
    return check.ok, check.detail


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Word"])
def test_a_template_that_cannot_be_read_is_said_and_ours_is_used(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "number-report.docx").write_bytes(content)
    made = drawn(tmp_path)
    assert made.fault == "Không dùng được mẫu number-report.docx (BadZipFile). Bot đã dùng mẫu có sẵn."
    assert words(made.content) == words(drawn("").content)
