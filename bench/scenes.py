"""What is played: the scene of every day, and those that show how it grows, travels and bears a slow database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.run import Load

DAILY = "daily"
MANY = "many"


@dataclass(frozen=True, slots=True)
class Scene:
    """A load and whom it meets; `times` runs of each, in turn."""

    name: str
    says: str
    load: Load
    bots: Sequence[str]
    times: int = 3


SCENES = (
    Scene(DAILY, "50 chats", Load(50, 3), ("ours-sqlite", "ours-postgresql", "aiogram", "ptb", "aiohttp")),
    Scene(
        MANY, "1000 chats", Load(1000, 1, longest=200), ("ours-sqlite", "ours-postgresql", "aiogram", "aiogram-redis")
    ),
    Scene(
        "far",
        "50 chats, every answer of Telegram 40 ms away",
        Load(50, 1, rtt=0.04, longest=120),
        ("ours-sqlite", "ours-postgresql", "aiogram", "aiogram-redis", "ptb", "aiohttp"),
        times=1,
    ),
    Scene(
        "slow",
        "50 chats, one turn in fifty waits 100 ms for its database",
        Load(50, 2, slow=0.02),
        ("ours-sqlite", "ours-postgresql", "aiogram", "ptb"),
        times=1,
    ),
)


def chosen(
    *, everything: bool, only: Sequence[str], chats: int | None, rounds: int | None, times: int | None
) -> list[Scene]:
    """The scenes as the command line changes them. With `only` all these bots play in the first one."""
    scenes = SCENES if everything else SCENES[:1]
    return [
        replace(
            scene,
            bots=tuple(only) or scene.bots,
            says=scene.says if chats is None else f"{scene.says} ({chats} chats)",
            load=replace(scene.load, chats=chats or scene.load.chats, rounds=rounds or scene.load.rounds),
            times=times or scene.times,
        )
        for scene in scenes
    ]
