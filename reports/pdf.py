"""Word to PDF by LibreOffice, where it is installed: with a profile of its own, and an end to the waiting."""

import os
import signal
from pathlib import Path
from shutil import which
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory

LONGEST = 120.0  # seconds; the first page after a start of the machine takes some ten


def converter() -> str | None:
    """The program that makes PDF; None where it is not installed, and PDF is not offered."""
    return which("soffice")


def as_pdf(letter: bytes, longest: float = LONGEST) -> bytes:
    """Raises FileNotFoundError where nothing came of it, TimeoutExpired after `longest` seconds."""
    program = converter()
    if program is None:
        raise FileNotFoundError("soffice")
    with TemporaryDirectory() as folder:
        source = Path(folder, "paper.docx")
        source.write_bytes(letter)
        profile = Path(folder, "profile").as_uri()  # two at once on one profile: the second does nothing and says so
        options = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder)
        _run([program, f"-env:UserInstallation={profile}", *options, str(source)], longest)
        return source.with_suffix(".pdf").read_bytes()


def _run(command: list[str], longest: float) -> None:
    """The program is a script that starts others: all of them end with it."""
    with Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True) as running:  # noqa: S603 - which() found it, we wrote the rest
        try:
            running.wait(longest)
        except BaseException:
            os.killpg(running.pid, signal.SIGKILL)
            raise
