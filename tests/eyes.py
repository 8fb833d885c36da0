"""What somebody types for what they want, found in the text in front of them and nowhere else."""

import re
from collections.abc import Iterable, Sequence

_NUMBERED = re.compile(r"(\d+)\. (.+)")
_COMMAND = re.compile(r"(.+): gõ (?:“([^”]+)”.*|(\S.*))")
_CODED = re.compile(r"(\d+(?:\.\d+)?|[A-Z]{2}-\w{5,6}) ")
_STEERS = re.compile(r"\(gõ: (.+)\)")
_QUOTED = re.compile(r"“([^”]+)”")


def typed_for(wanted: str, text: str) -> str | None:
    """The number, command, code or word that stands there for what begins so; None where nothing is offered."""
    wanted, lines = wanted.strip("‹› "), text.splitlines()
    return _number(wanted, lines) or _command(wanted, lines) or _code(wanted, lines) or _word(wanted, lines)


def _number(wanted: str, lines: Sequence[str]) -> str | None:
    """In the last list: what stands above may be counted, too."""
    begins = max((at for at, line in enumerate(lines) if line.startswith("1. ")), default=len(lines))
    listed = filter(None, map(_NUMBERED.fullmatch, lines[begins:]))
    return next((found[1] for found in listed if found[2].lstrip("‹ ").startswith(wanted)), None)


def _command(wanted: str, lines: Sequence[str]) -> str | None:
    commands = filter(None, map(_COMMAND.fullmatch, lines))
    return next((found[2] or found[3] for found in commands if found[1].startswith(wanted)), None)


def _code(wanted: str, lines: Sequence[str]) -> str | None:
    coded = filter(None, map(_CODED.match, (line for line in lines if line.startswith(wanted))))
    return next((found[1] for found in coded), None)


def _word(wanted: str, lines: Sequence[str]) -> str | None:
    """From the end, where it says what may be typed."""
    hints = [line for line in reversed(lines) if "gõ" in line.lower()]
    words = (word.lower() for line in hints for word in _words(line))
    return next((word for word in words if _means(word, wanted.lower())), None)


def _words(line: str) -> Iterable[str]:
    steers = _STEERS.search(line)
    return steers[1].split(" · ") if steers else _QUOTED.findall(line)


def _means(word: str, wanted: str) -> bool:
    """One goes on where the other ends: “gửi” is typed to send to the committee."""
    shorter, longer = sorted((word, wanted), key=len)
    return longer.startswith(shorter) and not longer[len(shorter) :][:1].isalpha()
