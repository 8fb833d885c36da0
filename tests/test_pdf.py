"""The number report as PDF: offered where LibreOffice is installed, and given up where it does not answer."""

import os
from pathlib import Path
from select import select
from subprocess import TimeoutExpired

import pytest

from reports.drawing import draw
from reports.pdf import as_pdf
from tests.player import Chat
from tests.test_number_report import a_report_is_issued, code_in
from tests.tra_vinh import tra_vinh

CONVERTS = """#!/bin/sh
test "${1#-env:UserInstallation=file:///}" != "$1" || exit 1
for file; do :; done
{ printf '%%PDF-'; head -c 2 "$file"; } > "${file%.docx}.pdf"
"""
HANGS = """#!/bin/sh
exec 3> "$0.alive"
sleep 600 & wait
"""
SAYS_NOTHING = "#!/bin/sh\n"


def installed(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name comes first."""
    program = folder / "soffice"
    program.write_text(script, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return program


def none_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))


async def test_pdf_is_offered_and_made_where_the_program_is(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(tmp_path, CONVERTS, monkeypatch)
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    await minh.picks("PDF")
    minh.sees("Đang lập Báo cáo số liệu (PDF).")
    minh.got_told("Báo cáo số liệu (PDF) đã lập xong.")
    assert minh.screen.files == ["Số liệu rèn luyện 2027 - Đoàn trường THPT Hòa Bình - 2026-11-23.pdf"]


async def test_pdf_is_not_offered_where_the_program_is_not(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none_installed(tmp_path, monkeypatch)
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    minh.sees("Word")
    minh.sees_not("PDF")
    report = code_in(minh, "BC")
    await minh.says(f"baocao {report} pdf")
    minh.sees(f"Báo cáo {report}")
    minh.sees_not("Đang lập")


def test_the_letter_is_what_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, CONVERTS, monkeypatch)
    assert draw("report-pdf", tra_vinh().json(), "ban").content == b"%PDF-PK"


def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = installed(tmp_path, HANGS, monkeypatch)
    alive = program.with_suffix(".alive")  # as long as one of them holds it open, nothing ends here
    os.mkfifo(alive)
    reads = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(TimeoutExpired):
        as_pdf(b"", longest=1)
    assert select([reads], [], [], 10)[0], "something of it still runs"
    os.close(reads)


def test_a_program_that_makes_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, SAYS_NOTHING, monkeypatch)
    with pytest.raises(FileNotFoundError):
        as_pdf(b"")
    none_installed(tmp_path / "none", monkeypatch)
    with pytest.raises(FileNotFoundError, match="soffice"):
        as_pdf(b"")
