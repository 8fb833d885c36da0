"""What a numbered text says that one may type for an option, read off the text alone as a person reads it."""

import re

from chat.message import Option, Reply
from chat.read import bare

QUOTED = re.compile(r"“([^”]+)”")
NAMED = re.compile(r"^\(gõ: (.+)\)$", re.MULTILINE)


def offered(text: str, reply: Reply, option: Option) -> str:
    """The words for this option; what is ticked is unticked by the same with “bỏ” before it."""
    if option.steers:
        named = [word for line in NAMED.findall(text)[-1:] for word in line.split(" · ")]
        return _found([word for word in named if option.label.strip("‹› ").lower().startswith(word)], text, option)
    label = re.escape(" ".join(option.label.split()))
    ways = (
        rf"^(\d+)\. {label}(?: \(đã chọn\))?$",
        rf"^{label}: gõ “([^”]+)”",
        rf"^{label}: gõ (.+)$",
        rf"“({label})”",
        rf"^({re.escape(option.code.lstrip('+-'))})(?: .*{label.split()[-1]})?(?: \(đã chọn\))?$",
    )
    found = [str(match[1]) for way in ways if (match := re.search(way, text, re.MULTILINE))]
    return _found(found or _told(reply, option), text, option)


def _told(reply: Reply, option: Option) -> list[str]:
    """What the sentence about typing quotes: the word with which the label begins, with the label's number in it."""
    numbers = re.findall(r"\d+", option.label)
    told = [re.sub(r"\d+", numbers[0], word) if numbers else word for word in QUOTED.findall(reply.typed)]
    return [word for word in told if bare(option.label).startswith(bare(word))]


def _found(ways: list[str], text: str, option: Option) -> str:
    assert ways, f"{option.label!r} cannot be typed at:\n{text}"
    return ways[0]
