"""One command of the operator, from the settings to what is printed and the exit code."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
import typer

from bot.config import BadConfig, Config, example_config, load_config
from bot.doctor import DATABASE_FAULTS, in_one_line
from bot.office import Done, Fail
from bot.people_office import PeopleOffice as Office
from chat.texts import load_texts

T = TypeVar("T")

TEXTS = load_texts()


def answer(
    path: Path, command: Callable[[Office], Coroutine[Any, Any, Done]], *, json: bool, begins: bool = False
) -> None:
    """Do it at the desk that the settings name. `begins` writes the settings where there are none yet."""
    with _refusals(json=json):
        if begins:
            _write_example(path)
        done = _finish(command(Office(_settings(path), TEXTS, datetime.now(UTC))))
        _print(done.document, done.lines, json=json)


def run_bot(path: Path) -> None:
    """The server, until it is stopped."""
    from bot.serving import serve

    with _refusals():
        config = _settings(path)
        _finish(Office(config, TEXTS, datetime.now(UTC)).check_initialised())
        if problem := serve(config):
            raise Fail(TEXTS(f"cli-error-{problem}"))


def simulate(path: Path, members: int, seed: int, *, json: bool) -> None:
    """A synthetic province in an empty database, and its year."""
    from bot.simulation import Simulation

    with _refusals(json=json):
        config = _settings(path)
        _finish(Office(config, TEXTS, datetime.now(UTC)).check_initialised())
        tells = partial(print, file=sys.stderr, flush=True)
        done = _finish(Simulation(config, TEXTS, tells).play(members, seed))
        _print(done.document, done.lines, json=json)


def check(path: Path, *, json: bool) -> None:
    """Somebody's tables, recomputed. Needs neither settings nor a database."""
    from bot.checking import check_tables

    with _refusals(json=json):
        done = check_tables(path, TEXTS)
        _print(done.document, done.lines, json=json)


def play_demo(folder: Path | None, port: int | None, *, console: bool) -> None:
    """The sample province; the folder keeps it."""
    with _refusals():
        if console:
            from bot import demo_console

            demo_console.play(folder)
        else:
            from bot import demo_page

            demo_page.play(folder, port)


@contextmanager
def _refusals(*, json: bool = False) -> Iterator[None]:
    """What is not done ends with one sentence on standard error, and on standard output with what was found."""
    try:
        yield
    except Fail as fail:
        document, lines = (fail.found.document, fail.found.lines) if fail.found else ({}, ())
        _print({**document, "error": fail.sentence}, lines, json=json)
        print(fail.sentence, file=sys.stderr)
        raise typer.Exit(1) from None


def _print(document: Mapping[str, object], lines: Sequence[str], *, json: bool) -> None:
    for line in (orjson.dumps(document).decode(),) if json else lines:
        print(line)


def _settings(path: Path) -> Config:
    config = load_config(path)
    if isinstance(config, BadConfig):
        raise Fail(TEXTS(f"cli-error-{config.code}", **config.values))
    return config


def _write_example(path: Path) -> None:
    """For its owner alone: a token will stand in it."""
    try:
        path.touch(0o600, exist_ok=False)
        path.write_text(example_config(), "utf-8")
    except FileExistsError:
        return
    except OSError:
        raise Fail(TEXTS("cli-error-not-written", path=str(path))) from None


def _finish(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except DATABASE_FAULTS as fault:
        raise Fail(TEXTS("cli-error-no-database", problem=in_one_line(fault))) from None
