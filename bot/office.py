"""What the operator's commands do, what they say, and the document that a script reads."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import make_url
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.config import Config
from bot.doctor import examine, open_file, revision
from bot.imported import Told
from chat.texts import Texts, Value
from programmes import catalogue as catalogues
from programmes import quiz as quizzes
from reports.roster import Sheet, read_roster
from rules.codes import code_of
from rules.deadlines import order_of_steps
from rules.figures import Figures, added_up, percent, wrong
from rules.policy import policy
from rules.roster import check
from storage import schema
from storage.criteria import Criteria
from storage.database import Database, open_database
from storage.figures import YearFigures
from storage.instants import local_day
from storage.organising import add_unit, appoint, invite, set_paper, unit_by_code, unit_name
from storage.quizzes import load_quiz
from storage.rosters import import_roster, keeps_phones
from storage.session import Refused, run_in, session_for
from storage.standing import Standing, standings, total
from storage.years import Waiting, close_cycle, load_catalogue, open_cycle, set_setting

T = TypeVar("T")

STEPS = ("registration", "entry", "rating_schools", "rating")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command: a document for scripts, lines for people."""

    document: Mapping[str, object]
    lines: Sequence[str]


class Fail(Exception):
    """A command that is not done. It is raised, and not returned, so that its transaction is rolled back, too."""

    def __init__(self, sentence: str, found: Done | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.found = found


class Office:
    """The operator's desk: one transaction a command."""

    def __init__(self, config: Config, texts: Texts, now: datetime) -> None:
        self.config = config
        self.url = config.database.url
        self._texts = texts
        self._now = now
        self._today = local_day(now)

    async def init(self, settings: Path) -> Done:
        """Bring the database up to date."""
        open_file(self.url)
        await schema.upgrade(self.url)
        database = make_url(self.url).render_as_string(hide_password=True)
        told = {"config": str(settings), "database": database, "revision": schema.newest()}
        return Done(told, [self._texts("cli-init-done", **told)])

    async def doctor(self) -> Done:
        checks = await examine(self.config, self._now)
        bad = [self._texts(f"check-{c.name}") for c in checks if not c.ok]
        lines = [
            self._texts(f"cli-doctor-{'good' if c.ok else 'bad'}", name=self._texts(f"check-{c.name}"), detail=c.detail)
            for c in checks
        ]
        done = Done({"ok": not bad, "checks": [asdict(c) for c in checks]}, lines)
        if bad:
            raise Fail(self._texts("cli-error-doctor", count=len(bad), names=", ".join(bad)), done)
        return done

    async def check_initialised(self) -> None:
        if await revision(self.url) != schema.newest():
            raise self._failed("not-initialised")

    async def add_unit(self, code: str, name: str, kind: str, sector: str, parent: str | None) -> Done:
        name = " ".join(name.split())
        if not name:
            raise self._failed("empty-name")
        async with self._transaction() as session:
            self._done(await add_unit(session, code, name, kind, sector, parent, self._today))
        document = {"unit": code, "name": name, "kind": kind, "sector": sector, "parent": parent}
        return Done(document, [self._texts("cli-unit-add-done", unit=code, name=name)])

    async def import_roster(self, file: Path, code: str, *, dry_run: bool, only_valid: bool) -> Done:
        """Read, check, import; a row that is wrong keeps all others out unless only the valid ones are wanted.

        Telephone numbers are not even read where the unit keeps none.
        """
        async with self._transaction() as session:
            phones = await keeps_phones(session, self._done(await unit_by_code(session, code)), self._now)
        sheet = await asyncio.to_thread(read_roster, file, phones=phones)
        if not isinstance(sheet, Sheet):
            raise Fail(self._texts(f"roster-refused-{sheet.code}", **sheet.values))
        checked = check(sheet.rows, self._today)
        async with self._transaction() as session:
            unit = self._done(await unit_by_code(session, code))
            told = Told(code, sheet, checked, await import_roster(session, unit, checked.entries, self._today))
            refused = bool(told.problems) and not only_valid
            if dry_run or refused:
                await session.rollback()
        how = {"dry_run": dry_run, "refused": refused}
        done = Done(told.document(self._texts, **how), told.lines(self._texts, **how))
        if refused:
            rows = len({problem.row for problem in told.problems})
            raise Fail(self._texts("cli-error-roster", rows=rows), done)
        return done

    async def appoint(self, unit: str, member: str, office: str) -> Done:
        async with self._transaction() as session:
            self._done(await appoint(session, unit, member, office, self._now))
        line = self._texts("cli-appoint-done", unit=unit, member=member, office=self._texts(f"office-{office}"))
        return Done({"unit": unit, "member": member, "office": office}, [line])

    async def invite(self, unit: str, days: int, qr: Path | None) -> Done:
        if qr is not None and qr.suffix.casefold() not in (".png", ".svg"):
            raise self._failed("qr-kind")
        async with self._transaction() as session:
            invitation = self._done(await invite(session, unit, days, self._now))
            code, ends = invitation.code, invitation.expires_on
            links = self._links(code)
            if qr is not None:
                self._draw(next(iter(links.values()), code), qr)
        document = {"unit": unit, "code": code, "expires_on": ends, "links": links, "qr": str(qr) if qr else None}
        day = "/".join(reversed(ends.split("-")))
        lines = [
            self._texts("cli-invite-done", unit=unit, code=code, day=day),
            *(links.values() or [self._texts("cli-invite-no-link")]),
            self._texts("cli-invite-qr", path=str(qr)) if qr else "",
        ]
        return Done(document, [line for line in lines if line])

    async def paper(self, member: str, reason: str | None) -> Done:
        async with self._transaction() as session:
            self._done(await set_paper(session, member, reason, self._now))
        line = self._texts("cli-paper-done" if reason else "cli-paper-off", member=member)
        return Done({"member": member, "paper": reason}, [line])

    async def load_catalogue(self, source: str) -> Done:
        """A file, or one of the shipped catalogues by its code."""
        path = Path(source)
        read = catalogues.load(path if path.suffix else source)
        if not isinstance(read, catalogues.Catalogue):
            raise Fail(self._texts(f"catalogue-refused-{read.code}", **read.values))
        async with self._transaction() as session:
            _, new = self._done(await load_catalogue(session, read, self._now))
        about = {"code": read.code, "version": read.version}
        id_ = "cli-catalogue-load-done" if new else "cli-catalogue-load-same"
        line = self._texts(id_, criteria=len(read.criteria), **about)
        return Done({**about, "criteria": len(read.criteria), "new": new}, [line])

    async def load_quiz(self, source: str, unit: str) -> Done:
        """A set of questions out of a file, or a shipped one by its name, for the unit's open cycle."""
        path = Path(source)
        read = quizzes.load(path if path.suffix else source)
        if not isinstance(read, quizzes.QuestionSet):
            raise Fail(self._texts(f"quiz-refused-{read.code}", **read.values))
        async with self._transaction() as session:
            quiz, new = self._done(await load_quiz(session, read, unit, self._now))
        about = {"unit": unit, "code": code_of("quiz", quiz.id or 0), "title": read.title, "criterion": read.criterion}
        line = self._texts(f"cli-quiz-load-{'done' if new else 'same'}", count=len(read.questions), **about)
        return Done({**about, "questions": len(read.questions), "new": new}, [line])

    async def open_cycle(self, unit: str, year: int, catalogue: str) -> Done:
        async with self._transaction() as session:
            _, version, askew = self._done(await open_cycle(session, unit, year, catalogue, self._now))
        told = {"unit": unit, "catalogue": catalogue, "version": version}
        days = policy(year, {})
        calendar = {step: getattr(days, step).isoformat() for step in STEPS}
        line = self._texts("cli-cycle-open-done", year=str(year), **told)
        return Done({**told, "year": year, "calendar": calendar, "warnings": askew}, [line, *self._askew(askew)])

    async def set_cycle(self, code: str, assignments: Sequence[str]) -> Done:
        """All of the assignments or none."""
        done = {}
        async with self._transaction() as session:
            unit = self._done(await unit_by_code(session, code))
            for text in assignments:
                name, found, value = (part.strip() for part in text.partition("="))
                if not found:
                    raise self._failed("not-a-setting", text=text)
                self._done(await set_setting(session, code, name, value, self._now))
                done[name] = value
        askew = await self._steps_askew(unit.id or 0, unit.sector)
        lines = [self._texts("cli-cycle-set-done", unit=code, setting=n, value=v) for n, v in done.items()]
        return Done({"unit": code, "set": done, "warnings": askew}, [*lines, *self._askew(askew)])

    async def close_cycle(self, unit: str) -> Done:
        async with self._transaction() as session:
            closed = await close_cycle(session, unit, self._now)
            if isinstance(closed, tuple):
                raise self._still_waiting(unit, closed)
            cycle = self._done(closed)
        line = self._texts("cli-cycle-close-done", year=str(cycle.year), unit=unit)
        return Done({"unit": unit, "year": cycle.year, "state": cycle.state}, [line])

    async def status(self, code: str) -> Done:
        """The counts of the unit and of every branch below it, registration and results; the total is their sum."""
        async with self._transaction() as session:
            unit = self._done(await unit_by_code(session, code))
            name = await unit_name(session, unit.id or 0)
            branches = await standings(session, unit.id or 0, self._today.isoformat())
            found = await YearFigures(await run_in(session), None, self._now).figures(unit.id or 0)
        whole, results = total(branches), {branch.unit: branch.figures for branch in found}
        listed = [
            {"unit": b.code, "name": b.name, "year": b.year, **asdict(b.standing), "results": _results(results[b.unit])}
            for b in branches
        ]
        sums = {**asdict(whole), "results": _results(added_up(results.values()))}
        document = {"unit": code, "name": name, "as_of": self._today, **sums, "branches": listed}
        lines = [self._counted(f"{b.code} {b.name}", b.standing, results[b.unit]) for b in branches]
        if [b.code for b in branches] != [code]:
            heading = self._texts("cli-status-total", unit=code, name=name)
            lines.append(self._counted(heading, whole, added_up(results.values())))
        return Done(document, lines)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        """The database of the settings, for as long as a command works with it."""
        await self.check_initialised()
        database = await open_database(self.url)
        try:
            yield database
        finally:
            await database.close()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        await self.check_initialised()
        async with session_for(self.url) as session:
            yield session

    def _done(self, result: T | Refused) -> T:
        """The result, unless it is a refusal."""
        if isinstance(result, Refused):
            raise self._failed(result.code, **result.values)
        return result

    def _failed(self, code: str, /, **values: Value) -> Fail:
        return Fail(self._texts(f"cli-error-{code}", **values))

    def _links(self, code: str) -> Mapping[str, str]:
        """What opens the bot with the code already said, on each platform whose address is known."""
        username, page = self.config.telegram.username, self.config.chat_page
        links = {"telegram": f"https://t.me/{username}?start={code}"} if username else {}
        return links | ({"web": f"{page}?start={code}"} if page else {})

    def _draw(self, text: str, path: Path) -> None:
        import segno

        try:
            segno.make(text, error="h", micro=False).save(str(path), scale=8)
        except OSError:
            raise self._failed("not-written", path=str(path)) from None

    async def _steps_askew(self, unit: int, sector: str) -> Sequence[str]:
        """The steps of the unit's calendar, as it counts now, that are not after the step before (PN-31)."""
        async with self.opened() as database:
            cycle = await Criteria(database.read, None, self._now).cycle(unit, sector)
        return order_of_steps(cycle.policy, sector) if cycle else ()

    def _askew(self, steps: Sequence[str]) -> Sequence[str]:
        return [self._texts("cli-cycle-askew", step=self._texts(f"settings-step-{step}")) for step in steps]

    def _still_waiting(self, unit: str, forms: Sequence[Waiting]) -> Fail:
        document = {"unit": unit, "waiting": [asdict(form) for form in forms]}
        lines = [self._texts("cli-cycle-waiting", code=f.code, name=f.name, unit=f.unit) for f in forms]
        return Fail(self._texts("cli-error-cycle-waiting", count=len(forms)), Done(document, lines))

    def _counted(self, whose: str, standing: Standing, figures: Figures) -> str:
        rate = percent(standing.registered, standing.members)
        line = self._texts("cli-status-line", whose=whose, rate=rate, **asdict(standing))
        if not figures.classified + figures.unclassified + figures.unregistered_rated:
            return line
        told = {**asdict(figures), "classified": figures.classified, "unclassified": figures.unclassified}
        return f"{line}\n{self._texts('cli-status-results', **told)}"


def _results(figures: Figures) -> Mapping[str, object]:
    """The figures with their sums, and the code of what is wrong with them, if anything."""
    sums = {"classified": figures.classified, "unclassified": figures.unclassified}
    return {**asdict(figures), **sums, "wrong": wrong(figures)}
