"""What is played: the scene of every day, and those that show how it grows, travels and bears a slow database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.run import Load

DAILY = "daily"
MANY = "many"
CALM, TOLD = "calm", "told"


@dataclass(frozen=True, slots=True)
class Scene:
    """A load, the circumstances that make it special, and whom it meets; `times` runs of each, in turn."""

    name: str
    load: Load
    bots: Sequence[str]
    special: str = ""
    times: int = 3

    @property
    def says(self) -> str:
        return ", ".join(filter(None, (f"{self.load.chats} chats", self.special)))


OURS = ("ours-sqlite", "ours-postgresql")
READING = Load(40, 1, pause=1.5, listeners=3000, longest=150)
SCENES = {
    scene.name: scene
    for scene in (
        Scene(DAILY, Load(50, 3), (*OURS, "aiogram", "ptb", "aiohttp")),
        Scene(MANY, Load(1000, 1, longest=200), (*OURS, "aiogram", "aiogram-redis")),
        Scene(
            "far",
            Load(50, 1, rtt=0.04, longest=120),
            (*OURS, "aiogram", "aiogram-redis", "ptb", "aiohttp"),
            special="every answer of Telegram 40 ms away",
            times=1,
        ),
        Scene(
            "slow",
            Load(50, 2, slow=0.02),
            (*OURS, "aiogram", "ptb"),
            special="one turn in fifty waits 100 ms for its database",
            times=1,
        ),
        Scene(CALM, replace(READING, at="06:00"), OURS, special="people read for a second and a half"),
        Scene(TOLD, replace(READING, at="08:00"), OURS, special="the same while 25 reminders a second go out"),
    )
}


def chosen(
    names: Sequence[str], *, only: Sequence[str], chats: int | None, rounds: int | None, times: int | None
) -> list[Scene]:
    """These scenes as the command line changes them."""
    return [
        replace(
            scene,
            bots=tuple(only) or scene.bots,
            load=replace(scene.load, chats=chats or scene.load.chats, rounds=rounds or scene.load.rounds),
            times=times or scene.times,
        )
        for scene in (SCENES[name] for name in names)
    ]
