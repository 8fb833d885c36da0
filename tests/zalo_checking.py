"""`renluyen zalo check` as an operator sees it: what was found, by name, and that nothing private was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.config import Config
from bot.office import Fail, Office
from bot.zalo_check import TEXTS, Wish, check
from chat.texts import Value
from tests.world import START


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one look."""

    ok: bool
    checks: tuple[Mapping[str, Any], ...]
    lines: tuple[str, ...]

    def of(self, name: str) -> list[str]:
        """What came of the checks of this name."""
        return [f"{one['state']} {one['code']}" for one in self.checks if one["name"] == name]

    def values(self, name: str) -> Mapping[str, Value]:
        return next(one["values"] for one in self.checks if one["name"] == name)

    @property
    def bad(self) -> list[str]:
        return [f"{one['name']}-{one['code']}" for one in self.checks if one["state"] == "bad"]


async def looked(config: Config, to: str = "", seconds: int = 0, meanwhile: Callable[[], object] = list) -> Looked:
    """`meanwhile` is what people do while the command listens."""
    try:
        done = await check(Office(config, TEXTS, START), Wish(to, seconds), lambda: START, lambda _: meanwhile())
        ok = True
    except Fail as fail:
        if fail.found is None:  # nothing was looked at
            raise
        done, ok = fail.found, False
    said = "\n".join(done.lines)
    assert not [secret for secret in config.secrets if secret in said]
    assert len(done.lines) == said.count("\n") + 1, "one line per check"
    checks: Any = done.document["checks"]
    assert done.document["ok"] == ok == all(one["state"] != "bad" for one in checks)
    return Looked(ok, tuple(checks), tuple(done.lines))
