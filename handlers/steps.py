"""What the ledger's steps and reasons are called, wherever people read of them."""

from chat.texts import Texts
from handlers.reminder import COMMANDS


def say_step(texts: Texts, step: str, days: int | None = None) -> str:
    """ "registration" in words; with `days` also how long before the last day, where the step has one."""
    kind = step.partition(" ")[0]
    named = texts(f"ledger-step-{kind}")
    if days is None or kind not in COMMANDS:
        return named
    when = "after" if days < 0 else "today" if days == 0 else "before"
    return texts(f"ledger-step-{when}", step=named, days=abs(days))


def as_heading(said: str) -> str:
    """At the head of a line, and on a button."""
    return said[:1].upper() + said[1:]


def say_reason(texts: Texts, reason: str) -> str:
    """Codes of ours in words; what a platform said as it said it."""
    return "; ".join(_say(texts, said) for said in dict.fromkeys(reason.split("; ")))


def _say(texts: Texts, said: str) -> str:
    """A code of ours, perhaps after the platform that it happened on."""
    id_, (platform, _, why) = f"ledger-reason-{said}", said.partition(": ")
    if id_ in texts:
        return texts(id_)
    return f"{say_channel(texts, platform)}: {_say(texts, why)}" if why and f"channel-{platform}" in texts else said


def say_channel(texts: Texts, platform: str) -> str:
    """A platform by the name that people know it by."""
    id_ = f"channel-{platform}"
    return texts(id_) if id_ in texts else platform
