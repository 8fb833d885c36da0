"""Choosing from a list: one option or several, by tap, code, number, name or a word that filters."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from chat.listing import PAGE, Group, Listing
from chat.message import Option
from chat.question import WITHIN, Json, Problem, Said, Screen, Took, Unread, View, Wording
from chat.read import Picked, Unsure, bare, exact, matching, near, pick, spoken, words

Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class One:
    """Exactly one of the codes. The answer is kept as the code; `kept` is the one given before.

    `beside` are ways out of the question that stand beside the codes.
    """

    say: Wording
    codes: Sequence[str]
    label: Label
    kept: Json = None
    beside: tuple[Option, ...] = ()

    def recall(self, stored: Json) -> str | Unread:
        return stored if isinstance(stored, str) and stored in self.codes else self.say.again(stored)

    def hear(self, said: Said, view: View) -> Took[str] | Unread:
        if said.tap is not None and said.tap in self.codes:
            return Took(said.tap, said.tap)
        listing = self._listing(view)
        options = self._options(self.codes) if said.tap is None else ()
        chosen = exact(said, options)
        if chosen is None and (turned := listing.turned(said, self.say)) is not None:
            return Unread(listing.over(said, self.say), turned)
        match chosen or near(said, options) or Unsure(matching(said.text, options)):
            case str() as code:
                return Took(code, code)
            case Unsure((_, *_) as codes):
                return Unread(self.say.texts("common-did-you-mean"), listing.narrowed(codes))
        return Unread(_unclear("common-not-understood", said, self.say), listing.widened())

    def draw(self, view: View) -> Screen:
        listing = self._listing(view)
        return Screen(
            "\n".join(filter(None, (self.say(), listing.heading(self.say)))),
            self.say.get("title"),
            (*self._options(listing.shown), *listing.turners(self.say), *self.beside),
            typed=self.say.get("typed"),
        )

    def _listing(self, view: View) -> Listing:
        begin = self.codes.index(self.kept) // PAGE if self.kept in self.codes else 0
        return Listing.of(self.codes, {"page": begin, **view})

    def _options(self, codes: Sequence[str]) -> tuple[Option, ...]:
        return tuple(Option(code, self.label(code), on=code == self.kept) for code in codes)


@dataclass(frozen=True, slots=True)
class Many:
    """Any number of the codes, ticked one by one or several at once; ready when the person says so.

    An option that is off carries the code "+code", one that is on "-code", so that a double tap changes nothing.
    The answer is kept as {"on": [codes], "done": bool, "page": number}, the codes in the order of the list.
    """

    say: Wording
    codes: Sequence[str]
    label: Label
    group: Group | None = None
    hint: Callable[[tuple[str, ...]], str] | None = None
    check: Callable[[tuple[str, ...]], Problem | None] | None = None
    on: tuple[str, ...] = ()

    def recall(self, stored: Json) -> tuple[str, ...] | Unread:
        on = ticks(stored, self.codes)
        if on is None:
            return self.say.again(stored)
        problem = self.check(on) if self.check and stored["done"] else None
        if stored["done"] and problem is None:
            return on
        return self._open({"page": stored.get("page", 0)}, self.say.problem(problem) if problem else "", on)

    def hear(self, said: Said, view: View) -> Took[tuple[str, ...]] | Unread:
        listing = Listing.of(self.codes, view, self.group)
        if said.tap is not None:
            return self._steered(said, listing) or self._tick({said.tap[1:]}, listing, off=said.tap.startswith("-"))
        options = self._options(self.codes)
        if exact(said, options) is not None:
            return self._read(said, options, listing, off=False)
        if steered := self._steered(said, listing):
            return steered
        text = _after(words(self.say.texts, "word-remove"), said.text)
        return self._read(replace(said, text=text or said.text), options, listing, off=bool(text))

    def draw(self, view: View) -> Screen:
        listing = Listing.of(self.codes, view, self.group)
        count = {"chosen": len(self.on), "all": len(self.codes)}
        hint = self.hint(self.on) if self.hint else ""
        every = (self._every,) if WITHIN in view else ()
        return Screen(
            "\n".join(filter(None, (self.say(**count), hint, listing.heading(self.say)))),
            self.say.get("title", **count),
            (*map(_toggle, self._options(listing.shown)), *listing.turners(self.say), *every, self._done),
            many=True,
            typed=self.say.get("typed"),
        )

    @property
    def _done(self) -> Option:
        return Option(".done", self.say("done"))

    @property
    def _every(self) -> Option:
        return Option(".all", self.say.texts("many-show-all"))

    def _steered(self, said: Said, listing: Listing) -> Took[tuple[str, ...]] | Unread | None:
        """Another page, the whole list again, or ready."""
        if (turned := listing.turned(said, self.say)) is not None:
            return self._open(turned, listing.over(said, self.say))
        if _called(self._every, said):
            return self._open(listing.widened())
        if not _called(self._done, said, words(self.say.texts, "word-done")):
            return None
        if problem := self.check and self.check(self.on):
            return self._open(listing.view, self.say.problem(problem))
        return Took(self.on, self._stored(self.on, listing.view, done=True))

    def _read(self, said: Said, options: Sequence[Option], listing: Listing, *, off: bool) -> Unread:
        """Codes and numbers, a label, or a word that filters."""
        found = matching(said.text, options)
        chosen = exact(said, options)
        picked = Picked((chosen,)) if isinstance(chosen, str) else pick(said, options)
        if picked and (picked.codes or not found):
            return self._tick(picked.codes, listing, off=off, note=self._heard(picked, off=off))
        match chosen or (near(said, options) if len(found) < 2 else None):
            case str() as code:
                return self._tick([code], listing, off=off, note=self._heard(Picked((code,)), off=off))
            case Unsure(codes):
                return self._open(listing.narrowed(codes), self.say.texts("common-did-you-mean"))
        if found:
            note = self.say.texts("many-filtered", typed=_short(said.text), count=len(found))
            return self._open(listing.narrowed(found), note)
        return self._open(listing.view, _unclear("many-nothing", said, self.say))

    def _tick(self, codes: Collection[str], listing: Listing, *, off: bool, note: str = "") -> Unread:
        """The view stays narrowed as long as what was chosen is in it."""
        on = set(self.on) - set(codes) if off else {*self.on, *codes}
        view = listing.view if {*codes} <= {*listing.view.get(WITHIN, codes)} else listing.widened()
        return self._open(view, note, tuple(code for code in self.codes if code in on))

    def _heard(self, picked: Picked, *, off: bool) -> str:
        names = ", ".join(_name(option) for option in self._options(picked.codes))
        notes = [self.say.texts("many-removed" if off else "many-added", codes=names)] if names else []
        if picked.strange:
            notes.append(self.say.texts("many-strange", codes=", ".join(picked.strange)))
        return "\n".join(notes)

    def _open(self, view: View, note: str = "", on: tuple[str, ...] | None = None) -> Unread:
        return Unread(note, view, stored=self._stored(self.on if on is None else on, view, done=False))

    def _stored(self, on: tuple[str, ...], view: View, *, done: bool) -> dict[str, Json]:
        return {"on": list(on), "done": done, "page": view.get("page", 0)}

    def _options(self, codes: Sequence[str]) -> tuple[Option, ...]:
        return tuple(Option(code, self.label(code), on=code in self.on) for code in codes)


def ticks(stored: Json, codes: Sequence[str]) -> tuple[str, ...] | None:
    """What is ticked in a kept answer, as far as it can still be chosen; None where it is no such answer."""
    match stored:
        case {"on": [*on], "done": bool()}:
            return tuple(code for code in codes if code in on)
    return None


def _toggle(option: Option) -> Option:
    return replace(option, code=f"{'-' if option.on else '+'}{option.code}")


def _called(option: Option, said: Said, spellings: Collection[str] = ()) -> bool:
    """Whether this option, which steers, was tapped or typed."""
    if said.tap is not None:
        return said.tap == option.code
    return bare(said.text) in {bare(option.label), bare(spoken(option)), *spellings}


def _after(spellings: Collection[str], text: str) -> str:
    """What follows one of these words at the beginning of the text."""
    first, _, rest = text.strip().partition(" ")
    return rest if bare(first) in spellings else ""


def _name(option: Option) -> str:
    return option.code if option.shows_code else option.label


def _unclear(id_: str, said: Said, say: Wording) -> str:
    if said.tap is None and bare(said.text) in words(say.texts, "word-more"):
        return say.texts("common-no-more")
    return say.texts(id_, typed=_short(said.text)) if said.text else say.texts("common-choose-one")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
