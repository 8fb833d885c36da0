"""Whether what a member writes can be assessed later (PN-16): refusals and soft hints, never a verdict on style."""

import re
from dataclasses import dataclass
from functools import lru_cache

_NOTHING = re.compile(r"[\W_]+")
_AMOUNT = re.compile(r"\d|\b(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|moi|hang|tung|du|tat ca|khong)\b")
_WORDS = 4  # fewer words than this say too little


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a sentence is not taken as it is. A soft doubt may be overruled by the person."""

    code: str
    soft: bool


@lru_cache(maxsize=1024)
def doubt_about_action(text: str, folded: str, criterion: str) -> Doubt | None:
    """The concrete action of a line. `folded` and `criterion` come without diacritics, in lower case."""
    if not _NOTHING.sub("", text):
        return Doubt("wording-empty", soft=False)
    if _NOTHING.sub("", folded) == _NOTHING.sub("", criterion):
        return Doubt("wording-copied", soft=False)
    if len(folded.split()) < _WORDS or not _AMOUNT.search(folded):
        return Doubt("wording-vague", soft=True)
    return None


@lru_cache(maxsize=1024)
def doubt_about_means(text: str, folded: str, action: str) -> Doubt | None:
    """How the action will be done (giải pháp)."""
    if not _NOTHING.sub("", text):
        return Doubt("wording-empty", soft=False)
    if _NOTHING.sub("", folded) == _NOTHING.sub("", action):
        return Doubt("wording-repeated", soft=False)
    return None
