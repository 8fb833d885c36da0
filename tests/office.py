"""The operator at the command line: real processes of the real command."""

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.config import Config, load_config
from reports.roster import Sheet, read_roster
from rules.roster import check
from tests.world import START


@dataclass(frozen=True, slots=True)
class OnRoll:
    roll: int
    name: str
    birth: str


@dataclass(frozen=True, slots=True)
class Operator:
    """Runs `renluyen` in a folder with its own configuration."""

    folder: Path

    @property
    def config(self) -> Config:
        return load_config(self.folder / "config.toml")

    def runs(self, *words: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot.cli", *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        assert not ok or done.returncode == 0, done.stderr
        return done

    def json(self, *words: str) -> Any:
        return json.loads(self.runs(*words, "--json").stdout)

    def sets_up_the_school(self) -> str:
        """The demo's school and branch with its forty members; returns the branch's join code."""
        self.runs("init")
        self.runs("unit", "add", "DTHPT", "--name", "Đoàn trường", "--kind", "doan-co-so", "--sector", "truong-hoc")
        branch = ("--kind", "chi-doan", "--sector", "truong-hoc", "--parent", "DTHPT")
        self.runs("unit", "add", "12A1", "--name", "Chi đoàn 12A1", *branch)
        self.runs("import", "roster", str(demo_roster()), "--unit", "12A1")
        self.runs("paper", "12A1/33", "--off")
        self.runs("catalogue", "load", "MAC-DINH-5N")
        self.runs("cycle", "open", "--unit", "DTHPT", "--year", "2027", "--catalogue", "MAC-DINH-5N")
        return str(self.json("invite", "12A1")["code"])

    def roster(self) -> list[OnRoll]:
        """The people on the list, as they would write of themselves."""
        sheet = read_roster(demo_roster())
        assert isinstance(sheet, Sheet)
        entries = check(sheet.rows, START.date()).entries
        return [OnRoll(e.roll, e.name, f"{e.birth:%d/%m/%Y}") for e in entries]


def demo_roster() -> Path:
    return Path(str(files("programmes") / "demo" / "12A1.xlsx"))


def renluyen(folder: Path, database: str, telegram: str = "", token: str = "") -> Operator:
    settings = [
        f'[database]\nurl = "{database}"',
        f'[telegram]\napi_url = "{telegram}"\ntoken = "{token}"\nusername = "mau_bot"',
    ]
    (folder / "config.toml").write_text("\n".join(settings), "utf-8")
    return Operator(folder)
