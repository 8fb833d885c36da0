"""The papers of a meeting as files, also of years that are over: asked for when it is closed, by who may see names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.fold import fold
from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import LINES
from handlers.papers import ask_for
from rules import permissions
from storage.facts import Branch
from storage.instants import local_day, moment
from storage.rounds import Round

PAPERS = "giayto"
KINDS: Mapping[str, str] = {
    "bienban": "minutes-docx",
    "danhsach": "recognition-docx",
    "xacnhan": "letters-zip",
    "khenthuong": "commendation-docx",
    "uutu": "outstanding-docx",
}
"""What is typed after "/hop", and the kind of paper that it makes."""
_PAGE = re.compile(r"\s+trang(\s+\d+)?$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Papers that were asked for: of which year, the newest if none is named; "" for the list of what there is."""

    year: int | None
    kind: str

    @property
    def words(self) -> str:
        """The same as it is typed."""
        act = next((word for word, kind in KINDS.items() if kind == self.kind), PAPERS)
        return f"{self.year} {act}" if self.year else act


def wanted(given: str) -> Wanted | None:
    """ "2026", "2026 bienban", "bienban", "giayto"; None where the words are about no paper."""
    words = _PAGE.sub("", fold(given)).split()
    year = int(words.pop(0)) if words and re.fullmatch(r"20\d\d", words[0]) else None
    if len(words) > 1 or (not words and year is None):
        return None
    if not words or words[0] == PAPERS:
        return Wanted(year, "")
    return Wanted(year, KINDS[words[0]]) if words[0] in KINDS else None


async def papers_of_meeting(ctx: Context, branch: Branch, command: str, asked: Wanted) -> Reply:
    """Drawn after the turn, of what is decided by then; the cycle may be closed and a newer one open."""
    held = await ctx.store.rounds_held(branch.id)
    round_ = next((one for one in held if asked.year in (None, one.year)), None)
    if round_ is None:
        return ctx.say("meeting-paper-none", ("meeting", command), unit=branch.name, year=str(asked.year or "any"))
    if round_.is_open:
        before = [one for one in held if not one.is_open][:1]
        return ctx.say("meeting-paper-open", ("meeting", command), *(("before", f"{command} {x.year}") for x in before))
    path = await ctx.store.path(branch.id)
    if permissions.insight(ctx.committees, [level.unit for level in path]) != "names":
        return ctx.say("meeting-paper-not-yours")
    if not asked.kind:
        return _list(ctx, round_, held, command)
    return await ask_for(ctx, asked.kind, round_.id, branch.id)


async def way_to_papers(ctx: Context, branch: Branch, command: str) -> Sequence[tuple[str, str]]:
    """Where meetings were closed before."""
    held = await ctx.store.rounds_held(branch.id)
    return [("papers", f"{command} {PAPERS}")] if any(not one.is_open for one in held) else []


def _list(ctx: Context, round_: Round, held: Sequence[Round], command: str) -> Reply:
    """Every paper of this year's meeting, and the other years."""
    ways = [(word, f"{command} {round_.year} {word}") for word in KINDS]
    closed = local_day(moment(round_.closed_at or round_.opened_at))
    reply = ctx.say("meeting-papers", *ways, unit=round_.unit_name, year=str(round_.year), day=ctx.day(closed))
    others = list(dict.fromkeys(one.year for one in held if not one.is_open and one.year != round_.year))[:LINES]
    years = [Option(f"{y}", ctx.texts("meeting-papers-year", year=f"{y}"), command=f"{command} {y}") for y in others]
    return Reply(reply.text, reply.title, (*reply.options, *years), edits=True)
