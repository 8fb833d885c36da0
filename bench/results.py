"""What the runs of a bot come to, and how far that is from what we set out to reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.processes import Figures
from bench.scenes import CALM, DAILY, MANY, TOLD

MEASURED = (
    "per_second",
    "p50",
    "p99",
    "max",
    "cpu",
    "server_cpu",
    "peak_mib",
    "bot_busy",
    "double_busy",
    "signs",
    "notices",
)
BUSY = 0.7  # of its core; above it the double may be what limits

Place = tuple[str, str]
"""A scene and a bot."""


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of several runs, and everything that went wrong in any of them."""

    figures: Mapping[str, float]
    messages: int
    lost: int
    doubled: int
    wrong: int
    unfinished: int
    errors: Sequence[str]

    @property
    def sound(self) -> bool:
        """Nothing went wrong, and nobody was left of whom one cannot say."""
        return not (self.lost or self.doubled or self.wrong or self.unfinished or self.errors)


def result_of(runs: Sequence[Figures]) -> Result:
    ended = [run for run in runs if "error" not in run]
    seen = {name: [run[name] for run in ended if run.get(name) is not None] for name in MEASURED}
    return Result(
        {name: median(values) for name, values in seen.items() if values},
        sum(run["messages"] for run in ended),
        sum(run["lost"] for run in ended),
        sum(run["doubled"] for run in ended),
        sum(run["strange"] + (0 if run["unfinished"] else len(run["misread"])) for run in ended),
        sum(run["unfinished"] for run in ended),
        [f"{run.get('error', 'logged')}: {run['log']}" for run in runs if "error" in run or run["log"]],
    )


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of ours is to be at most so many times another."""

    says: str
    figure: str
    ours: Place
    other: Place
    most: float

    def reached(self, results: Mapping[Place, Result]) -> float | None:
        """The ratio, where both were measured."""
        pair = [results[place].figures.get(self.figure) for place in (self.ours, self.other) if place in results]
        match pair:
            case [float() | int() as mine, float() | int() as theirs] if theirs:
                return mine / theirs
        return None


OURS, AIOGRAM, PTB = (DAILY, "ours-sqlite"), (DAILY, "aiogram"), (DAILY, "ptb")
GOALS = (
    Goal("CPU, beside aiogram in memory", "cpu", OURS, AIOGRAM, 0.40),
    Goal("CPU, beside python-telegram-bot as it comes", "cpu", OURS, PTB, 0.20),
    Goal("CPU, PostgreSQL beside SQLite", "cpu", (DAILY, "ours-postgresql"), OURS, 1.35),
    Goal("p99, beside aiogram in memory", "p99", OURS, AIOGRAM, 0.40),
    Goal("CPU, 1000 chats beside 50", "cpu", (MANY, "ours-sqlite"), OURS, 1.15),
    Goal("peak memory, beside aiogram in memory", "peak_mib", OURS, AIOGRAM, 0.60),
    Goal("p99 while reminders go out, SQLite", "p99", (TOLD, "ours-sqlite"), (CALM, "ours-sqlite"), 1.5),
    Goal("p99 while reminders go out, PostgreSQL", "p99", (TOLD, "ours-postgresql"), (CALM, "ours-postgresql"), 1.5),
)
