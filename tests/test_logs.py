"""The logs: one JSON document a line or lines for people, the level respected, and no secret in any of them."""

import asyncio
import json
import logging
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from aiohttp import ClientError, ClientSession
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import InvalidToken

from bot import logs
from bot.config import LogSettings
from bot.logs import HIDDEN, redactor

ROOT = Path(__file__).parents[1]
TOKEN = "123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"
OURS = "100:double"
PASSWORD = "s@fe/word"


def logs_all_sorts(form: str, level: str) -> None:
    """Runs in a process of its own, since logs are set up for a whole one."""
    logs.set_up(LogSettings.model_validate({"json": form == "json", "level": level}), [OURS, PASSWORD])
    log, library, chatty = structlog.get_logger(), logging.getLogger("library"), logging.getLogger("telegram.ext")
    for name in ("debug", "info", "warning", "error"):
        getattr(log, name)(f"ours.{name}")
        getattr(library, name)(f"library.{name}")
        getattr(chatty, name)(f"chatty.{name}")
    log.error("values", text="Tỉnh đoàn mẫu", number=7, ready=True, nothing=None, token=OURS, other=TOKEN)
    address = f"postgresql://u:{quote(PASSWORD, safe='')}@host/{TOKEN}"
    log.error("nested", inside={"tokens": [OURS, {TOKEN: 1}]}, address=address)
    log.error("object", error=InvalidToken(f"The token `{OURS}` was rejected by the server."))
    library.error("to %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    try:
        asyncio.run(calls_with_the_token())
    except ClientError:
        log.exception("ours.exception")
        library.exception("library.exception")
    asyncio.run(forgets_a_task())
    warnings.warn(f"careful with {PASSWORD}", stacklevel=1)


async def calls_with_the_token() -> None:
    async with ClientSession() as session:
        await session.get(f"bad://127.0.0.1/bot{TOKEN}/getMe?{OURS}")


async def forgets_a_task() -> None:
    task = asyncio.ensure_future(calls_with_the_token())
    await asyncio.wait({task})


@cache
def logged(form: str, level: str = "debug") -> str:
    command = [sys.executable, "-m", "tests.test_logs", form, level]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged("json").splitlines()]


def event(documents: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = [document for document in documents if document["event"].startswith(name)]
    return found


def test_every_line_is_a_document_with_its_time_and_level(documents: list[dict[str, Any]]) -> None:
    assert len(documents) > 10
    for document in documents:
        assert document["timestamp"].endswith("Z")
        assert document["level"] in {"debug", "info", "warning", "error"}


def test_values_keep_their_kind_and_vietnamese_its_letters(documents: list[dict[str, Any]]) -> None:
    found = event(documents, "values")
    assert (found["text"], found["number"], found["ready"], found["nothing"]) == ("Tỉnh đoàn mẫu", 7, True, None)
    assert "Tỉnh đoàn mẫu" in logged("json", "error")


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_is_in_any_line(form: str) -> None:
    text = logged(form)
    for secret in (TOKEN, OURS, PASSWORD, "s%40fe%2Fword"):
        assert secret not in text
    assert text.count(HIDDEN) > 10


def test_tracebacks_of_ours_and_of_libraries_are_kept(documents: list[dict[str, Any]]) -> None:
    for name in ("ours.exception", "library.exception", "Task exception was never retrieved"):
        assert "Traceback" in event(documents, name)["exception"]
        assert f"/bot{HIDDEN}/getMe?{HIDDEN}" in event(documents, name)["exception"]


def test_nested_values_and_objects_are_searched(documents: list[dict[str, Any]]) -> None:
    assert event(documents, "nested")["inside"] == {"tokens": [HIDDEN, {HIDDEN: 1}]}
    assert event(documents, "nested")["address"] == f"postgresql://u:{HIDDEN}@host/{HIDDEN}"
    assert HIDDEN in event(documents, "object")["error"]


def test_warnings_of_python_become_log_lines(documents: list[dict[str, Any]]) -> None:
    (warning,) = [d for d in documents if "careful with" in d["event"]]
    assert (warning["level"], PASSWORD in warning["event"]) == ("warning", False)


LEVELS = ["debug", "info", "warning", "error"]


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_counts_for_us_and_for_libraries(level: str) -> None:
    text = logged("json", level)
    wanted = LEVELS[LEVELS.index(level) :]
    for who, names in (("ours", wanted), ("library", wanted), ("chatty", [n for n in wanted if n in LEVELS[2:]])):
        assert [name for name in LEVELS if f'"{who}.{name}"' in text] == names


def test_lines_for_people_begin_with_the_time_and_have_no_colours() -> None:
    lines = logged("text", "info").splitlines()
    assert any("ours.info" in line for line in lines)
    assert "\x1b" not in "".join(lines)


# --- what is hidden


HIDDEN_TEXTS = [
    (f"bot{TOKEN}/getMe", f"bot{HIDDEN}/getMe"),
    (f"bot{TOKEN.replace(':', '%3A')}/getMe", f"bot{HIDDEN}/getMe"),
    (f"{OURS}{OURS}", f"{HIDDEN}{HIDDEN}"),
    (f"a {PASSWORD} b s%40fe%2Fword c", f"a {HIDDEN} b {HIDDEN} c"),
]
SHOWN_TEXTS = ["192.168.100.200:8080", "2026-11-23T08:00:00Z", "phiếu 12345: đã gửi", "", "1000000:short"]


@pytest.mark.parametrize(("text", "expected"), HIDDEN_TEXTS)
def test_a_secret_is_hidden_wherever_it_stands(text: str, expected: str) -> None:
    assert redactor([OURS, PASSWORD])(text) == expected


@pytest.mark.parametrize("text", SHOWN_TEXTS)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redactor([OURS, PASSWORD, ""])(text) == text


def test_the_longer_of_two_secrets_is_hidden_as_a_whole() -> None:
    assert redactor(["100:double", "100:double-secret"])("100:double-secret") == HIDDEN


@given(st.text(min_size=1), st.text(), st.text())
def test_no_secret_survives(secret: str, before: str, after: str) -> None:
    hidden = redactor([secret])(before + secret + after)
    assert secret not in hidden.replace(HIDDEN, "") or secret in HIDDEN


if __name__ == "__main__":
    logs_all_sorts(*sys.argv[1:])
