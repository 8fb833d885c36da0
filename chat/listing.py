"""What of a list is in view: one of its pages, under its group's heading, or only the codes among which one looks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from chat.message import Option
from chat.question import WITHIN, Said, View, Wording
from chat.read import bare, words

PAGE = 8  # options on a screen

Group = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages of codes that a view shows, and at which of them it stands."""

    pages: tuple[tuple[str, ...], ...]
    at: int
    view: View
    group: Group | None

    @classmethod
    def of(cls, codes: Sequence[str], view: View, group: Group | None = None) -> Self:
        """The whole list, or what the view is narrowed to; that has pages of its own, and no groups."""
        if within := set(view.get(WITHIN, ())):
            codes, group = [code for code in codes if code in within], None
        pages = tuple(_pages(codes, group)) or ((),)
        return cls(pages, min(view.get("leaf" if within else "page", 0), len(pages) - 1), view, group)

    @property
    def shown(self) -> tuple[str, ...]:
        return self.pages[self.at]

    def turned(self, said: Said, say: Wording) -> View | None:
        """The view after another page was asked for: by its button, or by "more", which begins again after the last."""
        last = len(self.pages) - 1
        if said.tap is not None:
            to = next((page for page in range(last + 1) if said.tap == f".page{page}"), None)
        elif last and bare(said.text) in words(say.texts, "word-more"):
            to = self.at + 1 if self.at < last else 0
        elif last and bare(said.text) in words(say.texts, "word-previous"):
            to = max(self.at - 1, 0)
        else:
            to = None
        return None if to is None else {**self.view, "leaf" if WITHIN in self.view else "page": to}

    def over(self, said: Said, say: Wording) -> str:
        """That more was asked for after the last page."""
        ends = said.tap is None and self.at == len(self.pages) - 1 and bare(said.text) in words(say.texts, "word-more")
        return say.texts("listing-over") if ends else ""

    def turners(self, say: Wording) -> tuple[Option, ...]:
        """The ways to the pages before and after. They name the page, so that a double tap turns only once."""
        back = (Option(f".page{self.at - 1}", say.texts("common-previous-page")),) if self.at > 0 else ()
        on = (Option(f".page{self.at + 1}", say.texts("common-next-page")),) if self.at < len(self.pages) - 1 else ()
        return (*back, *on)

    def heading(self, say: Wording) -> str:
        """What stands above the options: their group, and the page where there are several."""
        group = self.group(self.shown[0]) if self.group and self.shown else ""
        pages = len(self.pages)
        where = say.texts("common-page", page=self.at + 1, pages=pages) if pages > 1 else ""
        return " ".join(part for part in (group, where) if part)

    def narrowed(self, codes: Iterable[str]) -> View:
        return {**self.widened(), WITHIN: list(codes)}

    def widened(self) -> View:
        """The whole list again, on the page where one was."""
        return {name: kept for name, kept in self.view.items() if name == "page"}


def _pages(codes: Iterable[str], group: Group | None) -> Iterator[tuple[str, ...]]:
    for _, members in groupby(codes, group or (lambda _: "")):
        together = tuple(members)
        yield from (together[start : start + PAGE] for start in range(0, len(together), PAGE))
