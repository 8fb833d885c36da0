"""What the operator's commands do: each returns the document that is printed, or says why not."""

from dataclasses import asdict
from datetime import datetime
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bot.config import Config
from chat.texts import Texts
from programmes import catalogue as catalogues
from reports.roster import Sheet, explain, read_roster
from rules.policy import policy
from rules.roster import check
from storage import schema
from storage.instants import local_day
from storage.models import Unit
from storage.organising import add_unit, appoint, invite, set_paper, unit_by_code, unit_name
from storage.rosters import Imported, import_roster
from storage.session import Refused, session_for
from storage.standing import standings, total
from storage.years import close_cycle, load_catalogue, open_cycle, set_setting

Document = dict[str, Any]


class Fail(Exception):
    """A command that is not done: the sentence for it, and what is printed all the same."""

    def __init__(self, sentence: str, document: Document | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.document = document


class Office:
    """The operator's desk: one transaction a command."""

    def __init__(self, config: Config, texts: Texts, now: datetime) -> None:
        self._url = config.database.url
        self._config = config
        self._texts = texts
        self._now = now

    async def init(self) -> Document:
        """Bring the database up to date."""
        await schema.upgrade(self._url)
        database = make_url(self._url).render_as_string(hide_password=True)
        return {"database": database, "revision": await schema.current(self._url)}

    async def add_unit(self, code: str, name: str, kind: str, sector: str, parent: str | None) -> Document:
        async with session_for(self._url) as session:
            day = local_day(self._now)
            self._done(await add_unit(session, code, name, kind, sector, parent, day))
        return {"unit": code, "name": name, "kind": kind, "sector": sector, "parent": parent}

    async def import_roster(self, file: Path, code: str, *, dry_run: bool, only_valid: bool) -> Document:
        """Read, check, import; a row that is wrong keeps all others out unless only the valid ones are wanted."""
        sheet = read_roster(file)
        if not isinstance(sheet, Sheet):
            raise Fail(self._texts(f"roster-refused-{sheet.code}", **sheet.values))
        today = local_day(self._now)
        checked = check(sheet.rows, today)
        problems = list(checked.problems)
        result = Imported()
        try:
            async with session_for(self._url) as session:
                unit = self._done(await unit_by_code(session, code))
                result = await import_roster(session, unit, checked.entries, today)
                problems += result.problems
                if dry_run or (problems and not only_valid):
                    raise NothingKept
        except NothingKept:
            pass
        errors = [{"row": p.row, "field": p.field, "reason": explain(p, self._texts)} for p in problems]
        document = {
            "unit": code,
            "read": len(sheet.rows),
            "imported": result.new,
            "changed": result.changed,
            "unchanged": result.unchanged,
            "offices": result.offices,
            "dry_run": dry_run,
            "errors": errors,
        }
        if errors and not only_valid:
            kept = document if dry_run else {**document, "imported": 0, "changed": 0, "offices": 0}
            first = errors[0]["reason"]
            raise Fail(self._texts("cli-error-roster", count=len(errors), first=str(first)), kept)
        return document

    async def appoint(self, unit: str, member: str, office: str) -> Document:
        async with session_for(self._url) as session:
            self._done(await appoint(session, unit, member, office, self._now))
        return {"unit": unit, "member": member, "office": office}

    async def invite(self, unit: str, days: int, qr: Path | None) -> Document:
        if qr is not None and qr.suffix.casefold() not in (".png", ".svg"):
            raise Fail(self._texts("cli-error-qr-kind"))
        async with session_for(self._url) as session:
            invitation = self._done(await invite(session, unit, days, self._now))
            code, ends = invitation.code, invitation.expires_on
        username = self._config.telegram.username
        links = {"telegram": f"https://t.me/{username}?start={code}"} if username else {}
        if qr is not None:
            self._draw(links.get("telegram", code), qr)
        return {"unit": unit, "code": code, "expires_on": ends, "links": links, "qr": str(qr) if qr else None}

    async def paper(self, member: str, reason: str | None) -> Document:
        async with session_for(self._url) as session:
            self._done(await set_paper(session, member, reason, self._now))
        return {"member": member, "paper": reason}

    async def load_catalogue(self, source: str) -> Document:
        """A file, or one of the shipped catalogues by its code."""
        path = Path(source)
        read = catalogues.load(path if path.suffix else source)
        if not isinstance(read, catalogues.Catalogue):
            raise Fail(self._texts(f"catalogue-refused-{read.code}", **read.values))
        async with session_for(self._url) as session:
            _, new = self._done(await load_catalogue(session, read, self._now))
        return {"code": read.code, "version": read.version, "criteria": len(read.criteria), "new": new}

    async def open_cycle(self, unit: str, year: int, catalogue: str) -> Document:
        async with session_for(self._url) as session:
            cycle, version, askew = self._done(await open_cycle(session, unit, year, catalogue, self._now))
        days = policy(year, {})
        calendar = {
            step: getattr(days, step).isoformat() for step in ("registration", "entry", "rating_schools", "rating")
        }
        document = {"unit": unit, "year": cycle.year, "catalogue": catalogue, "version": version, "calendar": calendar}
        return {**document, "warnings": list(askew)}

    async def set_cycle(self, unit: str, assignments: list[str]) -> Document:
        done = {}
        async with session_for(self._url) as session:
            for text in assignments:
                name, found, value = text.partition("=")
                if not found:
                    raise Fail(self._texts("cli-error-not-a-setting", text=text))
                self._done(await set_setting(session, unit, name.strip(), value.strip(), self._now))
                done[name.strip()] = value.strip()
        return {"unit": unit, "set": done}

    async def close_cycle(self, unit: str) -> Document:
        async with session_for(self._url) as session:
            closed = self._done(await close_cycle(session, unit, self._now))
        if isinstance(closed, tuple):
            forms = "; ".join(f"{form.code} {form.name} ({form.unit})" for form in closed[:10])
            waiting = [asdict(form) for form in closed]
            sentence = self._texts("cli-error-cycle-waiting", count=len(closed), forms=forms)
            raise Fail(sentence, {"unit": unit, "waiting": waiting})
        return {"unit": unit, "year": closed.year, "state": closed.state}

    async def status(self, code: str) -> Document:
        """The counts of the unit and of every branch below it; the total is their sum."""
        today = local_day(self._now).isoformat()
        async with session_for(self._url) as session:
            unit: Unit = self._done(await unit_by_code(session, code))
            name = await unit_name(session, unit.id or 0)
            branches = await standings(session, unit.id or 0, today)
        listed = [{"unit": b.code, "name": b.name, "year": b.year, **asdict(b.standing)} for b in branches]
        return {"unit": code, "name": name, "as_of": today, **asdict(total(branches)), "branches": listed}

    def _done(self, result: Any) -> Any:
        """The result, unless it is a refusal: then its sentence."""
        if isinstance(result, Refused):
            raise Fail(self._texts(f"cli-error-{result.code}", **result.values))
        return result

    def _draw(self, text: str, path: Path) -> None:
        import segno

        try:
            segno.make(text, error="h", micro=False).save(str(path), scale=8)
        except OSError:
            raise Fail(self._texts("cli-error-not-written", path=str(path))) from None


class NothingKept(Exception):
    """Rolls an import back."""


def example_config() -> str:
    """The settings with their defaults and a word on each, as shipped."""
    shipped = files("bot") / "config.example.toml"
    source = shipped if shipped.is_file() else Path(__file__).parents[1] / "config.example.toml"
    return source.read_text("utf-8")


def rate(part: int, whole: int) -> str:
    """A percentage as Vietnamese write it, half up to two decimals: 70,26 %."""
    if not whole:
        return "–"
    hundredths = (Fraction(part, whole) * 20000 + 1) // 2
    return f"{hundredths // 100},{hundredths % 100:02d} %"
