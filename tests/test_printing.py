"""Papers are drawn beside the bot: a stop waits for none of them, and what was begun is drawn by whoever runs next."""

import asyncio
import os
import sys
from multiprocessing import active_children
from multiprocessing.connection import wait
from pathlib import Path
from subprocess import PIPE, run

import pytest

from tests.player import Chat
from tests.test_number_report import a_report_is_issued
from tests.test_pdf import CONVERTS, installed

WAITS = """#!/bin/sh
exec cat "$0.gate"
"""


async def test_a_stop_waits_for_no_paper_and_the_next_one_draws_it(
    chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = installed(tmp_path, WAITS, monkeypatch).with_suffix(".gate")
    os.mkfifo(gate)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    minh = await a_report_is_issued(chat)
    await minh.picks("Lập báo cáo")
    minh.stage.sends = False
    await minh.picks("PDF")
    before = set(active_children())
    async with minh.stage.build() as app:
        drawing = asyncio.create_task(app.printing.drain())
        held = await asyncio.to_thread(os.open, gate, os.O_WRONLY)  # opens when its program runs
        (drawer,) = set(active_children()) - before
        drawing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await drawing
    assert wait([drawer.sentinel], 10), "it still draws"
    os.close(held)
    installed(tmp_path, CONVERTS, monkeypatch)
    await minh.stage.sends_what_is_due()
    minh.got_told("Báo cáo số liệu (PDF) đã lập xong.")


KILLED = """
import os, signal
from reports.apart import process_apart

process_apart().submit(print, "draws", flush=True).result()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_who_draws_for_a_program_that_is_killed_ends_with_it() -> None:
    """What it prints into stays open as long as one of them lives."""
    done = run([sys.executable, "-c", KILLED], stdout=PIPE, timeout=60, check=False)
    assert done.stdout == b"draws\n"
    assert done.returncode < 0
