"""A member says how far each content is and hands in what shows it: words, links, photos, files (PN-16, PN-20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from chat.ask import Ask
from chat.dates import short_due
from chat.fold import fold
from chat.message import FileRef, Reply
from chat.pieces import CheckPiece, Piece
from chat.question import Problem
from chat.read import words
from chat.wording import MEGABYTE
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import is_due, state_of
from rules import evidence
from storage.forms import Card
from storage.year_lines import YearLine

LEVELS = ("done", "partly", "open")
SOON = 7  # days


@dataclass(frozen=True, slots=True)
class Wish:
    """What the words after the command say: a content, how far it is, a note; or what to do with its evidence."""

    code: str = ""
    level: str = ""
    note: str = ""
    adds: bool = False
    takes_back: int | None = None


async def progress(ask: Ask, ctx: Context) -> str | Reply:
    """ "/tiendo [1.2 [xong [what was done]]]"; "/tiendo 1.2 them" adds evidence, "/tiendo 1.2 rut 1" takes it back."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None or form.state != "confirmed":
        return await state_of(ctx, cycle)
    lines = {line.criterion: line for line in await ctx.store.year_lines(form)}
    wish = _wish(ctx, ask.given)
    if wish.code and wish.code not in lines:
        return ctx.say("progress-no-such", ("all", "/tiendo"), code=wish.code, codes=", ".join(lines))
    ask.about(f"{form.id}/{ask.given}")
    done = sum(line.progress == "done" for line in lines.values())
    ask.shows(year=str(cycle.year), done=done, count=len(lines), over=_late(ctx, lines))
    if wish.takes_back is not None:
        return await _take_back(ask, ctx, form, wish.code, wish.takes_back)

    code = wish.code or ask.one("line", _by_due(lines), label=lambda code: _row(ctx, lines[code]))
    line = lines[code]
    ask.shows(code=code, action=line.item.action, due=short_due(line.item.due, ctx.texts))
    level = wish.level or (line.progress if wish.adds else ask.one("level", LEVELS))
    proofs = await ctx.store.evidence_of(form.id)
    mine = [proof.criterion for proof in proofs if proof.source == "member"]
    check = _checking(mine.count(code), len(mine))
    pieces: tuple[Piece, ...] = (*evidence.parts_of(wish.note), *ask.sent)
    if problem := _first(pieces, check):
        why = ctx.texts(problem.code, **problem.values)
        return ctx.say("progress-not-taken", ("again", f"/tiendo {code}"), why=why, code=code)
    if not pieces:
        ask.shows(most=str(evidence.PER_LINE))
        pieces = ask.pieces("proof", apart=evidence.parts_of, check=check, name=lambda piece: _named(ctx, piece))

    if wish.adds and not pieces:
        return ctx.say("progress-nothing-added", ("line", f"/minhchung {form.code} {code}"), code=code)
    notes = "\n".join(piece for piece in pieces if isinstance(piece, str) and not evidence.is_link(piece))
    await _keep(ctx, form, code, pieces)
    if notes or not wish.adds:
        await ctx.store.mark(form.id, code, level, notes, "member", ctx.member.person)
    return await _kept(ctx, form, code, level, notes, pieces)


async def progress_duty(ctx: Context) -> Duty | None:
    """Contents whose day has come or is near, and that are not done."""
    cycle = await ctx.cycle()
    near = await ctx.store.open_until(ctx.member.person, cycle.id, SOON) if cycle else ()
    if not near or cycle is None or await ctx.store.is_rated(ctx.member.person, cycle.id):
        return None
    over = [code for code, due in near if due < ctx.today.isoformat()]
    codes = over or [code for code, _ in near]
    return duty(ctx, f"progress-{'over' if over else 'soon'}", "/tiendo", codes=", ".join(codes), count=len(codes))


def _wish(ctx: Context, given: str) -> Wish:
    code, _, rest = given.strip().partition(" ")
    rest = rest.strip()
    first, _, number = fold(rest).partition(" ")
    if first == "rut" and number.isdecimal():
        return Wish(code, takes_back=int(number))
    if first == "them" and not number:
        return Wish(code, adds=True)
    said = rest.split()
    for count in range(min(len(said), 3), 0, -1):
        spelled = fold(" ".join(said[:count])).strip(":,.-")
        for level in LEVELS:
            if spelled in words(ctx.texts, f"progress-words-{level}"):
                return Wish(code, level, rest.split(maxsplit=count)[count].lstrip("-:,. ") if said[count:] else "")
    return Wish(code, note=rest)


def _checking(on_line: int, on_form: int) -> CheckPiece:
    """Whether one more piece is taken, where so many were handed in before."""

    def check(given: tuple[Piece, ...], piece: Piece) -> Problem | None:
        new = sum(not _is_note(p) for p in given)
        return _obstacle(given, piece, on_line + new, on_form + new)

    return check


def _first(pieces: tuple[Piece, ...], check: CheckPiece) -> Problem | None:
    found = (check(pieces[:n], piece) for n, piece in enumerate(pieces))
    return next((problem for problem in found if problem), None)


def _is_note(piece: Piece) -> bool:
    return isinstance(piece, str) and not evidence.is_link(piece)


def _obstacle(given: tuple[Piece, ...], piece: Piece, on_line: int, on_form: int) -> Problem | None:
    """Why a piece is not taken (rules.evidence), with what its sentence needs."""
    if isinstance(piece, str) and _is_note(piece):
        written = sum(len(p) for p in (*given, piece) if isinstance(p, str) and _is_note(p))
        most = evidence.LONGEST_NOTE
        return Problem("progress-note-long", {"length": written, "most": most}) if written > most else None
    why = (
        evidence.obstacle_to_link(piece)
        if isinstance(piece, str)
        else evidence.obstacle_to_file(piece.name, piece.size)
    )
    why = why or evidence.obstacle_to_more(on_line, on_form)
    size = 0 if isinstance(piece, str) else -(-piece.size // MEGABYTE)
    limits = {"size": str(size), "most": str(evidence.MOST_BYTES // MEGABYTE), "kinds": kinds()}
    counts = {"line": evidence.PER_LINE, "form": evidence.PER_FORM, "longest": evidence.LONGEST_LINK}
    return Problem(f"proof-{why}", {**limits, **counts}) if why else None


def kinds() -> str:
    return ", ".join(end for ends in evidence.MEDIA.values() for end in ends)


def _named(ctx: Context, piece: Piece) -> str:
    if isinstance(piece, FileRef):
        return ctx.texts("progress-piece-file", name=evidence.plain_name(piece.name) or ctx.texts("proof-unnamed"))
    return ctx.texts("progress-piece-note" if _is_note(piece) else "progress-piece-link", text=piece)


async def _keep(ctx: Context, form: Card, code: str, pieces: Sequence[Piece]) -> None:
    person = ctx.member.person
    for piece in pieces:
        if isinstance(piece, FileRef):
            kind = "photo" if piece.kind.startswith("image/") else "file"
            name = evidence.plain_name(piece.name) or ctx.texts("proof-unnamed")
            file = FileRef(piece.id, name, piece.size, piece.kind)
            await ctx.store.hand_in(form.id, code, person, kind, file, ctx.at)
        elif evidence.is_link(piece):
            await ctx.store.attest(form.id, code, person, "member", "link", piece)


async def _kept(ctx: Context, form: Card, code: str, level: str, notes: str, pieces: Sequence[Piece]) -> Reply:
    """What was kept, how far the year is, what comes next."""
    lines = {line.criterion: line for line in await ctx.store.year_lines(form)}
    left = [c for c in _by_due(lines) if lines[c].progress != "done"]
    after = lines[left[0]].item if left else None
    line = lines[code]
    next_ = ctx.texts("progress-next", code=after.criterion, due=short_due(after.due, ctx.texts)) if after else ""
    return ctx.say(
        "progress-kept",
        ("add", f"/tiendo {code} them"),
        ("proofs", f"/minhchung {form.code} {code}"),
        ("all", "/tiendo"),
        code=code,
        action=line.item.action,
        level=ctx.texts(f"progress-{level}"),
        said=ctx.texts("progress-noted", said=notes) if notes else "",
        shown=ctx.texts("progress-shown", count=line.evidence) if line.evidence else "",
        saving=ctx.texts("progress-saving") if any(isinstance(piece, FileRef) for piece in pieces) else "",
        done=len(lines) - len(left),
        count=len(lines),
        over=_late(ctx, lines),
        next=next_ or ctx.texts("progress-all-done"),
    )


async def _take_back(ask: Ask, ctx: Context, form: Card, code: str, number: int) -> Reply:
    """The member's own evidence goes at once, its bytes too."""
    back = ("list", f"/minhchung {form.code} {code}")
    proofs = {proof.number: proof for proof in await ctx.store.evidence_of(form.id, code)}
    proof = proofs.get(number)
    if proof is None or proof.source != "member":
        return ctx.say("progress-not-to-take-back", back, code=code, n=str(number))
    ask.shows(code=code, proof=proof.text if proof.kind == "link" else proof.name)
    if not ask.confirm("takeback", risky=True):
        return ctx.say("progress-stays", back)
    if not await ctx.store.take_back(proof, ctx.member.person):
        return ctx.say("progress-not-to-take-back", back, code=code, n=str(number))
    return ctx.say("progress-taken-back", back, code=code, n=str(number))


def _by_due(lines: Mapping[str, YearLine]) -> list[str]:
    """The codes, what is open and due first standing first."""
    return sorted(lines, key=lambda code: (lines[code].progress == "done", lines[code].item.due.end))


def _late(ctx: Context, lines: Mapping[str, YearLine]) -> str:
    unfinished = [line for line in lines.values() if line.progress != "done"]
    over = ", ".join(line.criterion for line in unfinished if is_due(line.item, ctx.today) == "over")
    return ctx.texts("progress-late", codes=over) if over else ""


def _row(ctx: Context, line: YearLine) -> str:
    mark = is_due(line.item, ctx.today) if line.progress != "done" else "later"
    return ctx.texts(
        "progress-row",
        code=line.criterion,
        action=shorten(line.item.action, 40, placeholder="…"),
        level=ctx.texts(f"progress-{line.progress}"),
        mark=ctx.texts(f"plan-{mark}"),
        shown=ctx.texts("progress-row-shown", count=line.evidence) if line.evidence else "",
    )
