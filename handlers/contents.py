"""The questions about a content that somebody writes down: what will be done, by when and how (PN-04, PN-16)."""

from chat.ask import Ask
from chat.checking import Section
from chat.dates import short_due
from chat.fold import fold
from chat.question import Problem
from handlers.context import Context
from rules import wording
from rules.due import Due
from rules.forms import Item
from storage.criteria import OpenCycle
from storage.frame import Content

PARTS = ("action", "due", "how")


def content_item(
    ask: Ask, ctx: Context, cycle: OpenCycle, content: Content, was: Item | None = None, *, place: str
) -> Item:
    """The three parts of a line, asked one by one; what `was` written before counts until it is changed."""
    code = content.code
    ask.shows(
        place=place,
        content=f"{code} {content.title}",
        example=(content.example or ctx.texts("register-some-example")).rstrip("."),
        how_example=(content.how_example or ctx.texts("register-some-means")).rstrip("."),
    )
    action = ask.text(f"action.{code}", check=lambda said: _action(said, content), known=was.action if was else None)
    due = ask.due(f"due.{code}", cycle.window(ctx.today), known=_still(ctx, was))
    how = ask.text(f"how.{code}", check=lambda said: _means(said, action), known=was.how if was else None)
    return Item(code, content.group_title, content.title, action, due, how)


def content_section(ctx: Context, label: str, item: Item) -> Section:
    """The line as the last look before sending shows it, each of its parts open to change."""
    due = short_due(item.due, ctx.texts)
    text = ctx.texts("register-item", content=label, action=item.action, due=due, how=item.how)
    parts = tuple((f"{part}.{item.criterion}", ctx.texts(f"register-{part}.part")) for part in PARTS)
    return Section(text, parts)


def _still(ctx: Context, was: Item | None) -> Due | None:
    """The date that was written before, unless it is over."""
    return was.due if was and was.due.end >= ctx.today else None


def _action(said: str, content: Content) -> Problem | None:
    return _problem(wording.doubt_about_action(said, fold(said), fold(content.title)), said)


def _means(said: str, action: str) -> Problem | None:
    return _problem(wording.doubt_about_means(said, fold(said), fold(action)), said)


def _problem(doubt: wording.Doubt | None, said: str) -> Problem | None:
    return Problem(doubt.code, {"typed": said}, soft=doubt.soft) if doubt else None
