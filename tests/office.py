"""The operator at the command line: real processes of the real command."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from bot.cli import cli
from bot.config import Config, load_config
from reports.roster import Sheet, read_roster
from rules.roster import check
from tests.world import START

COMMAND = (sys.executable, "-m", "bot.cli")


@dataclass(frozen=True, slots=True)
class OnRoll:
    roll: int
    name: str
    birth: str


@dataclass(frozen=True, slots=True)
class Operator:
    """Runs `renluyen` in a folder with its own configuration."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        config = load_config(self.folder / "config.toml")
        assert isinstance(config, Config), config
        return config

    def runs(self, *words: str, ok: bool = True, typed: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, *words],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert not ok or done.returncode == 0, done.stderr
        return done

    def fails(self, *words: str, code: int = 1) -> str:
        """What the operator is told when it is not done: one sentence, and never a traceback."""
        done = self.runs(*words, ok=False)
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr.strip()

    def json(self, *words: str) -> Any:
        return json.loads(self.runs(*words, "--json").stdout)

    def does(self, *words: str) -> None:
        """The same command in this process, which is ten times as quick, where it is not what the test is about."""
        assert not cli([*words, "--config", str(self.folder / "config.toml")], standalone_mode=False)

    def told(self, *words: str) -> Any:
        """The document of a command in this process."""
        with redirect_stdout(StringIO()) as out:
            self.does(*words, "--json")
        return json.loads(out.getvalue())

    def sets_up_the_school(self) -> str:
        """The demo's school and branch with its forty members; returns the branch's join code."""
        runs = self.does
        runs("init")
        runs("unit", "add", "DTHPT", "--name", "Đoàn trường", "--kind", "doan-co-so", "--sector", "truong-hoc")
        branch = ("--kind", "chi-doan", "--sector", "truong-hoc", "--parent", "DTHPT")
        runs("unit", "add", "12A1", "--name", "Chi đoàn 12A1", *branch)
        runs("import", "roster", str(demo_roster()), "--unit", "12A1")
        runs("paper", "12A1/33", "--off")
        runs("catalogue", "load", "MAC-DINH-5N")
        runs("cycle", "open", "--unit", "DTHPT", "--year", "2027", "--catalogue", "MAC-DINH-5N")
        return str(self.told("invite", "12A1")["code"])

    def roster(self) -> list[OnRoll]:
        """The people on the list, as they would write of themselves."""
        sheet = read_roster(demo_roster())
        assert isinstance(sheet, Sheet)
        entries = check(sheet.rows, START.date()).entries
        return [OnRoll(e.roll, e.name, f"{e.birth:%d/%m/%Y}") for e in entries]


def demo_roster(branch: str = "12A1") -> Path:
    return Path(str(files("programmes") / "demo" / f"{branch}.xlsx"))


def settings(database: str, telegram: str = "", token: str = "") -> str:
    """A config.toml for a bot on this database, and on this stand-in for Telegram."""
    lines = [f'[database]\nurl = "{database}"']
    if telegram:
        lines.append(f'[telegram]\napi_url = "{telegram}"\ntoken = "{token}"\nusername = "mau_bot"')
    return "\n".join(lines)


def renluyen(folder: Path, database: str, telegram: str = "", token: str = "") -> Operator:
    (folder / "config.toml").write_text(settings(database, telegram, token), "utf-8")
    return Operator(folder)
