"""Choosing from a list: one option or several, in pages, by tap, code, number, name or a word that filters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chat.fold import fold
from chat.message import Option
from chat.question import Json, Problem, Said, Screen, Took, Unread, View, Wording
from chat.read import Picked, Unsure, choose, matching, pick, words

PAGE = 8  # options on a screen


@dataclass(frozen=True, slots=True)
class One:
    """Exactly one of the codes. The answer is kept as the code."""

    say: Wording
    options: tuple[Option, ...]

    def recall(self, stored: Json) -> str | None:
        return stored if stored in {o.code for o in self.options} else None

    def hear(self, said: Said, view: View) -> Took[str] | Unread:
        if turned := _turned(said, view, self.say, len(_pages(self.options, None))):
            return turned
        match choose(said, self.options):
            case Unsure(codes):
                return Unread(self.say.texts("common-did-you-mean"), {"among": list(codes)})
            case str() as code:
                return Took(code, code)
        return Unread(_unclear(said, self.say), {k: v for k, v in view.items() if k != "among"})

    def draw(self, view: View) -> Screen:
        if among := view.get("among"):
            return Screen(self.say(), self.say.get("title"), tuple(o for o in self.options if o.code in among))
        pages = _pages(self.options, None)
        page = min(int(view.get("page", 0)), len(pages) - 1)
        where = _where(page, len(pages), self.say)
        return Screen(
            "\n".join(filter(None, (self.say(), where))),
            self.say.get("title"),
            (*pages[page], *_turners(page, len(pages), self.say)),
            typed=self.say.get("typed"),
        )


@dataclass(frozen=True, slots=True)
class Many:
    """Any number of the codes, ticked one by one or several at once; ready when the person says so.

    An option that is off carries the code "+code", one that is on "-code", so that a double tap changes nothing.
    The answer is kept as {"on": [codes], "done": bool}, in the order of the list.
    """

    say: Wording
    options: tuple[Option, ...]
    group: Callable[[str], str] | None = None
    hint: Callable[[tuple[str, ...]], str] | None = None
    check: Callable[[tuple[str, ...]], Problem | None] | None = None
    ticked: tuple[str, ...] = ()

    def recall(self, stored: Json) -> tuple[str, ...] | None:
        on = self._in_order(stored["on"])
        return on if stored["done"] and not (self.check and self.check(on)) else None

    def hear(self, said: Said, view: View) -> Took[tuple[str, ...]] | Unread:
        if turned := _turned(said, view, self.say, len(self._pages(view))):
            return turned
        if said.tap == ".done" or _is_word(said, self.say, "word-done"):
            return self._close(view)
        if said.tap is not None:
            return self._tick({said.tap[1:]}, off=said.tap.startswith("-"), view=view)
        typed, off = _without_word(said.text, self.say, "word-remove")
        match pick(Said(typed, numbers=said.numbers), self.options):
            case Unsure(codes):
                return Unread(self.say.texts("common-did-you-mean"), {"among": list(codes)})
            case Picked(codes, strange):
                return self._tick(set(codes), off=off, view=view, note=self._heard(codes, strange, off=off))
        if found := matching(typed, self.options):
            return Unread(self.say.texts("many-filtered", typed=typed, count=len(found)), {"among": list(found)})
        return Unread(_unclear(said, self.say), view)

    def draw(self, view: View) -> Screen:
        pages = self._pages(view)
        page = min(int(view.get("page", 0)), len(pages) - 1)
        heading = self.group(pages[page][0].code) if self.group and pages[page] else ""
        shown = tuple(
            Option(f"-{o.code}", o.label, on=True) if o.code in self.ticked else Option(f"+{o.code}", o.label)
            for o in pages[page]
        )
        hint = self.hint(self.ticked) if self.hint else ""
        text = self.say(chosen=len(self.ticked), all=len(self.options))
        done = Option(".done", self.say("done"))
        every = (Option(".all", self.say.texts("many-show-all")),) if view.get("among") else ()
        return Screen(
            "\n".join(filter(None, (text, hint, heading, _where(page, len(pages), self.say)))),
            self.say.get("title", chosen=len(self.ticked), all=len(self.options)),
            (*shown, *_turners(page, len(pages), self.say), *every, done),
            many=True,
            typed=self.say.get("typed"),
        )

    def _tick(self, codes: set[str], *, off: bool, view: View, note: str = "") -> Unread:
        on = set(self.ticked) - codes if off else set(self.ticked) | codes
        stored = {"on": list(self._in_order(on)), "done": False}
        return Unread(note, {k: v for k, v in view.items() if k != "among" or off}, stored=stored)

    def _close(self, view: View) -> Took[tuple[str, ...]] | Unread:
        if problem := self.check and self.check(self.ticked):
            return Unread(self.say.problem(problem), view)
        return Took(self.ticked, {"on": list(self.ticked), "done": True})

    def _heard(self, codes: Sequence[str], strange: Sequence[str], *, off: bool) -> str:
        names = ", ".join(codes)
        notes = [self.say.texts("many-removed" if off else "many-added", codes=names)] if codes else []
        if strange:
            notes.append(self.say.texts("many-strange", codes=", ".join(strange)))
        return "\n".join(notes)

    def _in_order(self, codes: object) -> tuple[str, ...]:
        chosen = set(codes) if isinstance(codes, (list, set, tuple)) else set()
        return tuple(o.code for o in self.options if o.code in chosen)

    def _pages(self, view: View) -> tuple[tuple[Option, ...], ...]:
        among = view.get("among")
        return _pages(tuple(o for o in self.options if not among or o.code in among), None if among else self.group)


def _pages(options: Sequence[Option], group: Callable[[str], str] | None) -> tuple[tuple[Option, ...], ...]:
    return tuple(_chunks(options, group)) or ((),)


def _chunks(options: Sequence[Option], group: Callable[[str], str] | None) -> Iterator[tuple[Option, ...]]:
    page: list[Option] = []
    for option in options:
        if page and (len(page) == PAGE or (group and group(option.code) != group(page[0].code))):
            yield tuple(page)
            page = []
        page.append(option)
    if page:
        yield tuple(page)


def _turned(said: Said, view: View, say: Wording, pages: int) -> Unread | None:
    """Another page was asked for, by its button or by "more", which begins again after the last one."""
    page = int(view.get("page", 0))
    if said.tap == ".all":
        return Unread()
    if said.tap == ".next" or _is_word(said, say, "word-more"):
        return Unread(view={**view, "page": (page + 1) % pages})
    if said.tap == ".prev" or _is_word(said, say, "word-previous"):
        return Unread(view={**view, "page": max(page - 1, 0)})
    return None


def _turners(page: int, pages: int, say: Wording) -> tuple[Option, ...]:
    back = (Option(".prev", say.texts("common-previous-page")),) if page > 0 else ()
    on = (Option(".next", say.texts("common-next-page")),) if page < pages - 1 else ()
    return (*back, *on)


def _where(page: int, pages: int, say: Wording) -> str:
    return say.texts("common-page", page=page + 1, pages=pages) if pages > 1 else ""


def _is_word(said: Said, say: Wording, id_: str) -> bool:
    return said.tap is None and fold(said.text) in words(say.texts, id_)


def _without_word(text: str, say: Wording, id_: str) -> tuple[str, bool]:
    first, _, rest = text.strip().partition(" ")
    return (rest, True) if rest and fold(first) in words(say.texts, id_) else (text, False)


def _unclear(said: Said, say: Wording) -> str:
    typed = said.text if len(said.text) <= 60 else f"{said.text[:57]}…"
    return say.texts("common-not-understood", typed=typed) if typed else say.texts("common-choose-one")
