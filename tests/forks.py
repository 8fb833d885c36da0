"""Processes of the program that are up at once: forked from one that has imported it, and otherwise like any other.

Nine tenths of a start are imports. Where a test needs several processes, and not their start, they begin here; that
`python -m bot.cli` finds by itself what it needs is what the tests of the command line and of the wheel show.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from runpy import run_module
from typing import Protocol

IMPORTED = ("bot.answering", "bot.serving", "bot.adapters.telegram_ptb", "bot.adapters.telegram_aiogram", "uvloop")

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(list(IMPORTED))


class Running(Protocol):
    """What a fork and a process of asyncio's have in common."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def send_signal(self, signal: int) -> None: ...

    def kill(self) -> None: ...

    async def wait(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Fork:
    """A process that was forked."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def send_signal(self, signal: int) -> None:
        if self.process.is_alive():
            os.kill(self.pid, signal)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Until it has ended; by one at a time."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self.process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self.process.sentinel)
        self.process.join()
        assert self.process.exitcode is not None
        return self.process.exitcode


def fork(module: str, *words: str, cwd: Path, env: Mapping[str, str], stdout: int, stderr: int) -> Fork:
    """`python -m module words…`, with nothing to read. It ends with the tests at the latest."""
    streams = _Streams((stdout, stderr))
    process = FORKS.Process(target=_begin, args=(module, words, cwd, dict(env), streams), daemon=True)
    process.start()
    return Fork(process)


class _Streams(tuple[int, ...]):
    """Open files, which are other numbers in the process that they are handed to."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return _handed, tuple(map(DupFd, self))


def _handed(*files: "_Handed") -> Sequence[int]:
    return [file.detach() for file in files]


class _Handed(Protocol):
    def detach(self) -> int: ...


def _begin(module: str, words: Sequence[str], cwd: Path, env: Mapping[str, str], streams: Sequence[int]) -> None:
    for number, file in enumerate(streams, 1):
        os.dup2(file, number)
        os.close(file)
    sys.stdout, sys.stderr = (open(number, "w", buffering=1, closefd=False) for number in (1, 2))  # noqa: SIM115
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.argv = [module, *words]
    run_module(module, run_name="__main__", alter_sys=True)
