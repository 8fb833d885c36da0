"""Sets of questions (PN-20): loaded for a unit's cycle, answered by members; the best score counts and is evidence."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, and_, bindparam, func, insert, literal_column, select
from sqlmodel import col
from sqlmodel import select as model_select
from sqlmodel.ext.asyncio.session import AsyncSession

from chat.message import FileRef
from programmes.quiz import Question, QuestionSet
from rules.activity import raises
from rules.codes import code_of
from storage import tables as t
from storage.activity_models import Quiz as QuizRow
from storage.attendances import DETACH, FORM_OF_YEAR
from storage.criteria import OPEN_CYCLE
from storage.forms import Card
from storage.instants import instant, local_day
from storage.models import Criterion, Cycle
from storage.organising import unit_by_code
from storage.people import Member, now_in
from storage.progress import Progress
from storage.session import Refused
from storage.sql import Row, Sql, Value
from storage.tree import path_up
from storage.year_lines import YearLines


@dataclass(frozen=True, slots=True)
class Quiz:
    """A set of questions of an open cycle; passed with `pass_mark` right answers."""

    id: int
    unit: int
    cycle: int
    year: int
    title: str
    criterion: str
    pass_mark: int
    state: str
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        return code_of("quiz", self.id)


@dataclass(frozen=True, slots=True)
class Score:
    """A member of a branch, the best score and how many goes that took; no goes: not tried yet."""

    roll: int
    name: str
    best: int
    goes: int


_up = path_up()


def _quizzes() -> Select[Any]:
    return select(
        t.quiz.c.id,
        t.quiz.c.unit_id,
        t.quiz.c.cycle_id,
        t.cycle.c.year,
        t.quiz.c.title,
        t.quiz.c.criterion,
        t.quiz.c.pass_mark,
        t.quiz.c.state,
        t.quiz.c.questions,
    ).join(t.cycle, t.cycle.c.id == t.quiz.c.cycle_id)


QUIZZES = Sql(
    _quizzes()
    .join(_up, _up.c.unit == t.quiz.c.unit_id)
    .where(t.quiz.c.state == literal_column("'open'"), t.cycle.c.state == literal_column("'open'"))
    .order_by(t.quiz.c.id)
)
"""Those of the unit `:unit` and of all above it on the day `:today`."""
GOES = Sql(
    select(func.count(t.quiz_result.c.id), func.max(t.quiz_result.c.score)).where(
        t.quiz_result.c.quiz_id == bindparam("quiz"), t.quiz_result.c.person_id == bindparam("person")
    )
)
_SCORED = ("quiz_id", "person_id", "score", "total", "at")
ADD_RESULT = Sql(insert(t.quiz_result).values({name: bindparam(name) for name in _SCORED}))
SCORES = Sql(
    select(
        t.membership.c.roll,
        t.person.c.name,
        func.coalesce(func.max(t.quiz_result.c.score), literal_column("0")),
        func.count(t.quiz_result.c.id),
    )
    .select_from(t.membership)
    .join(t.person, t.person.c.id == t.membership.c.person_id)
    .outerjoin(
        t.quiz_result,
        and_(t.quiz_result.c.person_id == t.person.c.id, t.quiz_result.c.quiz_id == bindparam("quiz")),
    )
    .where(t.membership.c.unit_id == bindparam("unit"), now_in(t.membership))
    .group_by(t.membership.c.roll, t.person.c.name)
    .order_by(t.membership.c.roll)
)


class Quizzes(YearLines, Progress):
    """Questions about sets of questions."""

    async def quizzes(self, unit: int) -> tuple[Quiz, ...]:
        """Those that members of the unit can answer today."""
        rows = await self._read(QUIZZES, unit=unit, today=self.today.isoformat())
        return tuple(map(_quiz, rows))

    async def goes(self, quiz: Quiz, person: int) -> tuple[int, int | None]:
        """How often somebody answered it to the end, and the best score."""
        ((count, best),) = await self._read(GOES, quiz=quiz.id, person=person)
        return int(count), best

    async def scores(self, quiz: Quiz, unit: int) -> tuple[Score, ...]:
        rows = await self._read(SCORES, quiz=quiz.id, unit=unit, today=self.today.isoformat())
        return tuple(Score(*row) for row in rows)

    async def answer_quiz(self, quiz: Quiz, member: Member, score: int, text: str) -> bool:
        """Keep the score of a go. Whether it counts for a registered content: passed, and better than before.

        `text` is what the evidence says.
        """
        _, best = await self.goes(quiz, member.person)
        told: dict[str, Value] = {"quiz_id": quiz.id, "person_id": member.person, "score": score}
        await self._write(ADD_RESULT, **told, total=len(quiz.questions), at=self.at)
        if score < quiz.pass_mark:
            return False
        rows = await self._read(FORM_OF_YEAR, person=member.person, year=quiz.year, today=self.today.isoformat())
        line = None
        if rows:
            form = Card(*rows[0])
            line = next((line for line in await self.year_lines(form) if line.criterion == quiz.criterion), None)
        if line is None:
            return False
        if best is None or score > best:
            await self._write(DETACH, form=form.id, source="quiz", code=quiz.code, now=self.at)
            attested = FileRef("", name=quiz.code)
            await self._attest(form.id, line.criterion, member.person, "quiz", "quiz", text, attested, None)
        if raises(line.progress, "done"):
            await self.mark(form.id, line.criterion, "done", text, "quiz", member.person)
        return True


def _quiz(row: Row) -> Quiz:
    *about, raw = row
    questions = (Question(q["ask"], tuple(q["options"]), q["right"], q["why"]) for q in orjson.loads(raw))
    id_, unit, cycle, year, title, criterion, pass_mark, state = about
    return Quiz(id_, unit, cycle, year, title, criterion, pass_mark, state, tuple(questions))


async def load_quiz(
    session: AsyncSession, read: QuestionSet, unit: str, now: datetime
) -> tuple[QuizRow, bool] | Refused:
    """Open a set for the unit's cycle, and whether it is new. One of the same title is closed; its scores stay."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    connection = await session.connection()
    today = local_day(now).isoformat()
    found = (await connection.execute(OPEN_CYCLE, {"unit": place.id, "today": today})).first()
    cycle = await session.get(Cycle, found.id) if found else None
    if cycle is None or cycle.id is None or place.id is None:
        return Refused("no-open-cycle", {"unit": unit})
    codes = model_select(Criterion.code).where(Criterion.catalogue_id == cycle.catalogue_id)
    if read.criterion not in (await session.exec(codes)).all():
        return Refused("no-such-criterion", {"criterion": read.criterion, "year": str(cycle.year)})
    questions = _questions(read.questions)
    open_ = model_select(QuizRow).where(
        QuizRow.unit_id == place.id, QuizRow.cycle_id == cycle.id, QuizRow.title == read.title, QuizRow.state == "open"
    )
    for before in (await session.exec(open_.order_by(col(QuizRow.id)))).all():
        if (before.questions, before.criterion, before.pass_mark) == (questions, read.criterion, read.pass_mark):
            return before, False
        before.state = "closed"
    quiz = QuizRow(
        unit_id=place.id,
        cycle_id=cycle.id,
        title=read.title,
        criterion=read.criterion,
        questions=questions,
        pass_mark=read.pass_mark,
        state="open",
        at=instant(now),
    )
    session.add(quiz)
    await session.flush()
    return quiz, True


def _questions(questions: Sequence[Question]) -> str:
    return orjson.dumps([asdict(question) for question in questions]).decode()
