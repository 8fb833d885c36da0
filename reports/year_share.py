"""How much of a year was done, in words, with the exact numbers: the same on screens and on papers."""

from dataclasses import dataclass
from fractions import Fraction

from chat.figures import say_count
from chat.texts import Texts
from rules.figures import percent
from rules.rating import Trace


@dataclass(frozen=True, slots=True)
class Share:
    """The sum of a trace (rules.rating): its mode, numerator and denominator, and whether both are halves."""

    mode: str
    done: int
    of: int
    halves: bool

    @property
    def exact(self) -> Fraction:
        return Fraction(self.done, self.of) if self.of else Fraction(0)


def counted(made: Trace) -> Share:
    return Share(made.mode, made.done, made.of, made.partly_counts)


def said(texts: Texts, share: Share) -> str:
    """ "17/19 mục hoàn thành = 89,47 %": the exact numerator and denominator, and their share."""
    if share.mode == "points":
        return texts("result-points", done=share.done, of=share.of, percent=percent(share.done, share.of))
    done, of = (say_count(Fraction(count, 2 if share.halves else 1)) for count in (share.done, share.of))
    return texts("result-share", done=done, of=of, percent=percent(share.done, share.of))
