"""What a person typed after a command: which of several known words it begins with, and the rest as it was typed."""

from collections.abc import Mapping

from chat.read import bare, words
from handlers.context import Context
from rules.rating import GRADES, LEVELS

MOST = 5  # words that name one thing: "hoàn thành tốt nhiệm vụ"


def spelled(ctx: Context, text: str, spellings: Mapping[str, str]) -> tuple[str | None, str]:
    """The name with whose spellings the typed text begins; the longest one counts. `spellings` names their texts.

    Blanks are of no account: "khong hoan thanh" is "khonghoanthanh".
    """
    for count in range(min(MOST, len(text.split())), 0, -1):
        *typed, rest = [*text.split(maxsplit=count), ""][: count + 1]
        begun = bare(" ".join(typed)).replace(" ", "").replace("-", "")
        for name, id_ in spellings.items():
            if begun in {word.replace(" ", "") for word in words(ctx.texts, id_)}:
                return name, rest
    return None, text.strip()


def grade_in(ctx: Context, text: str) -> tuple[str | None, str]:
    """One of the four grades: "tot", "hoàn thành xuất sắc"."""
    return spelled(ctx, text, {grade: f"grade-words-{grade}" for grade in GRADES})


def level_in(ctx: Context, text: str) -> tuple[str | None, str]:
    """How far a content came: "một phần"."""
    return spelled(ctx, text, {level: f"level-words-{level}" for level in LEVELS})
