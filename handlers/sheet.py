"""The questions of a self-assessment: for each content how far and what was done, for each group a score."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.ask import Ask
from chat.checking import Section
from chat.dates import short_due
from chat.fold import fold
from chat.question import Problem
from chat.read import bare
from handlers.context import Context
from handlers.results import POINTS, judged, provisionally
from rules.eligibility import Standing
from rules.rating import LEVELS, MOST_POINTS, too_many_points, trace
from storage.assessing import Assessed
from storage.criteria import OpenCycle
from storage.year_lines import YearLine

PARTS = ("level", "what")

_SCORE = re.compile(r"(\d{1,9})(?: ?(?:diem|/ ?\d+))?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The contents of a member's year, and what was said of them before: `told` by criterion, `scored` by group."""

    ask: Ask
    ctx: Context
    cycle: OpenCycle
    contents: Sequence[YearLine]
    told: Mapping[str, Assessed] = field(default_factory=dict)
    scored: Mapping[str, int] = field(default_factory=dict)

    def live(self) -> str:
        """The result as far as the answers go, what is unanswered counting for nothing, with its formula."""
        answers = self.ask.memory.answers
        levels = {x.criterion: x.level for x in self.told.values()}
        levels |= {x.criterion: answers[key] for x in self.contents if (key := f"level.{x.criterion}") in answers}
        scores = {key[7:]: read_score(answers[key]) for key in answers if key[:7] == "points."}
        points = {**self.scored, **{group: score for group, score in scores.items() if score is not None}}
        of_the_year = Standing("eligible", self.ctx.today)
        lines = judged(self.contents, levels)
        return provisionally(self.ctx, trace(self.cycle.policy, of_the_year, self.ctx.today, lines, points))

    def lines(self) -> tuple[Assessed, ...]:
        """Each content is asked about, so that none is left unanswered (PN-22)."""
        said: list[Assessed] = []
        for n, line in enumerate(self.contents, 1):
            paste = self.ctx.texts("assess-paste") if n == 1 else ""
            self.ask.shows(place=f"{n}/{len(self.contents)}", paste=paste)
            said.append(self._line(line))
        return tuple(said)

    def _line(self, line: YearLine) -> Assessed:
        code, told = line.criterion, self.told.get(line.criterion)
        self._shows_live(f"level.{code}")
        self.ask.shows(
            code=code,
            content=f"{code} {line.item.title}",
            action=line.item.action,
            due=short_due(line.item.due, self.ctx.texts),
            progress=self.ctx.texts(f"level-{line.progress}"),
            evidence=line.evidence,
        )
        level = self.ask.one(f"level.{code}", LEVELS, known=told.level if told else None)
        self._shows_live(f"what.{code}")
        self.ask.shows(level=level)
        excuse = self.ctx.texts("assess-no-reason")
        what = self.ask.text(
            f"what.{code}",
            check=lambda said: Problem("assess-unsaid") if level != "not-done" and bare(said) == bare(excuse) else None,
            ready=(excuse,) if level == "not-done" else (),
            known=(told.what or None) if told else None,
        )
        return Assessed(code, level, what)

    def _shows_live(self, key: str) -> None:
        """A question that is answered is not drawn, and needs no result so far."""
        if key not in self.ask.memory.answers:
            self.ask.shows(live=self.live())

    async def points(self) -> Mapping[str, int]:
        """The score of each group of the catalogue, where the cycle is rated by points (domain.md 2.1)."""
        if self.cycle.policy.mode != POINTS:
            return {}
        frame = await self.ctx.frame(self.cycle)
        groups = {content.group_code: content.group_title for content in frame.contents.values()}
        return {group: self._score(group, title) for group, title in groups.items()}

    def _score(self, group: str, title: str) -> int:
        known = self.scored.get(group)
        self._shows_live(f"points.{group}")
        self.ask.shows(group=f"{group}. {title}", most=MOST_POINTS, place="")
        said = self.ask.text(f"points.{group}", check=_check_score, known=None if known is None else str(known))
        return read_score(said) or 0

    def sections(self, lines: Sequence[Assessed], points: Mapping[str, int]) -> list[Section]:
        """What is shown before it is sent, each part open to change."""
        sections = [self._section(content, said) for content, said in zip(self.contents, lines, strict=True)]
        for group, score in points.items():
            text = self.ctx.texts("assess-scored", group=group, points=score, most=MOST_POINTS)
            sections.append(Section(text, ((f"points.{group}", text),)))
        return sections

    def _section(self, content: YearLine, said: Assessed) -> Section:
        text = self.ctx.texts(
            "assess-line",
            content=f"{said.criterion} {content.item.title}",
            level=self.ctx.texts(f"level-{said.level}"),
            what=said.what,
            evidence=content.evidence,
        )
        return Section(
            text, tuple((f"{part}.{said.criterion}", self.ctx.texts(f"assess-{part}.part")) for part in PARTS)
        )


def read_score(said: object) -> int | None:
    """ "18", "18 điểm", "18/20"; None for what is no number."""
    found = _SCORE.fullmatch(fold(said)) if isinstance(said, str) else None
    return int(found[1]) if found else None


def _check_score(said: str) -> Problem | None:
    """More than the limit is refused where it is typed, and the limit is said (scenario 13)."""
    score = read_score(said)
    if score is None:
        return Problem("assess-no-score", {"typed": said, "most": MOST_POINTS})
    return (
        Problem("assess-score-too-big", {"typed": str(score), "most": MOST_POINTS}) if too_many_points(score) else None
    )
