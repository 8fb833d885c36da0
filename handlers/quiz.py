"""A member answers a set of questions (PN-20): one question a screen; the best go counts and is evidence."""

from collections.abc import Callable, Sequence

from chat.ask import Ask
from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from programmes.quiz import Question
from rules.codes import number_of
from storage.quizzes import Quiz


async def quiz(ask: Ask, ctx: Context) -> str | Reply:
    """ "/lambai": what there is; the only one begins at once. "/lambai CH-…": answer it."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    there = await ctx.store.quizzes(ctx.member.unit)
    if not there:
        return ctx.say("quiz-none", ("activities", "/hoatdong"))
    if number := number_of("quiz", ask.given):
        found = next((one for one in there if one.id == number), None)
        return await _answer(ask, ctx, found) if found else ctx.say("quiz-not-open", ("all", "/lambai"))
    return await _answer(ask, ctx, there[0]) if len(there) == 1 else _list(ctx, there, ask.given)


async def _answer(ask: Ask, ctx: Context, found: Quiz) -> Reply:
    """Each go begins with nothing answered; the last answer ends it."""
    goes, best = await ctx.store.goes(found, ctx.member.person)
    ask.about(f"{found.code}/{goes}")
    count = len(found.questions)
    answers = []
    for n, question in enumerate(found.questions, 1):
        ask.shows(title=found.title, question=question.ask, place=f"{n}/{count}")
        answers.append(ask.one(f"answer.{n}", question.letters, label=_labelled(question)))
    right = [given == question.right for given, question in zip(answers, found.questions, strict=True)]
    score = sum(right)
    passed = score >= found.pass_mark
    text = ctx.texts("quiz-evidence", title=found.title, score=score, count=count)
    counted = await ctx.store.answer_quiz(found, ctx.member, score, text)
    return ctx.say(
        "quiz-done",
        ("again", f"/lambai {found.code}"),
        ("plan", "/kehoach"),
        title=found.title,
        score=score,
        count=count,
        verdict=ctx.texts(f"quiz-{'passed' if passed else 'failed'}", mark=found.pass_mark, count=count),
        effect=_effect(ctx, found, passed=passed, counted=counted),
        best=ctx.texts("quiz-best", best=max(score, best), count=count) if best is not None else "",
        explained="\n".join(
            _explained(ctx, n, given, question)
            for n, (given, question) in enumerate(zip(answers, found.questions, strict=True), 1)
        ),
    )


def _labelled(question: Question) -> Callable[[str], str]:
    return lambda letter: f"{letter} {question.option(letter)}"


def _effect(ctx: Context, found: Quiz, *, passed: bool, counted: bool) -> str:
    """What became of the registered content; nothing where the go was not passed."""
    if not passed:
        return ""
    return ctx.texts("quiz-counted" if counted else "quiz-not-registered", criterion=found.criterion)


def _explained(ctx: Context, n: int, given: str, question: Question) -> str:
    if given == question.right:
        return ctx.texts("quiz-right", n=str(n), option=question.option(given))
    values = {"given": question.option(given), "right": question.option(question.right), "why": question.why}
    return ctx.texts("quiz-wrong", n=str(n), question=question.ask, **values)


def _list(ctx: Context, there: Sequence[Quiz], given: str) -> Reply:
    pages = pages_of(there)
    page = page_of(given, pages)
    shown = there[(page - 1) * LINES : page * LINES]
    each = (Option(q.code, f"{q.code} {q.title}", command=f"/lambai {q.code}") for q in shown)
    reply = ctx.say("quiz-list", count=len(there))
    return Reply(reply.text, reply.title, (*each, *turners(ctx, "/lambai", page, pages)), edits=True)
