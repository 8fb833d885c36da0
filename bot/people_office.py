"""The operator's commands about people and units that change: moving, merging, ending, terms of office."""

from collections.abc import Sequence
from datetime import date

from bot.office import Done, Office
from chat.dates import say_day
from chat.texts import Value
from storage.moving import dissolve, merge, move, set_member
from storage.organising import appoint, end_office


class PeopleOffice(Office):
    """The whole desk: what Office does, and what changes later."""

    async def move(self, member: str, to: str, roll: int | None, on: str | None) -> Done:
        day = self._day(on)
        async with self._transaction() as session:
            new = self._done(await move(session, member, to, roll, day, self._now))
            place = f"{to}/{new.roll}"
        line = self._texts("cli-move-done", member=member, to=place, day=say_day(day, self._texts))
        return Done({"from": member, "to": place, "on": day}, [line])

    async def merge(self, units: Sequence[str], into: str, on: str | None) -> Done:
        """All of the units or none; the members before and after are the same."""
        day = self._day(on)
        async with self._transaction() as session:
            came = self._done(await merge(session, units, into, day, self._now))
        told: dict[str, Value] = {"count": came, "units": ", ".join(units), "into": into}
        return Done(
            {"units": units, "into": into, "on": day, "members": came},
            [self._texts("cli-merge-done", day=say_day(day, self._texts), **told)],
        )

    async def dissolve(self, unit: str, on: str | None) -> Done:
        day = self._day(on)
        async with self._transaction() as session:
            self._done(await dissolve(session, unit, day, self._now))
        line = self._texts("cli-dissolve-done", unit=unit, day=say_day(day, self._texts))
        return Done({"unit": unit, "on": day}, [line])

    async def appoint_until(
        self, unit: str, member: str, office: str, until: str | None, replaces: str | None = None, sector: str = ""
    ) -> Done:
        """An office for a term, or without an end; who held it before hands over in the same moment (TV-14).

        `sector`: whose units below the member answers for (PN-11).
        """
        day = self._day(until) if until else None
        async with self._transaction() as session:
            self._done(await appoint(session, unit, member, office, self._now, day, sector))
            if replaces:
                self._done(await end_office(session, unit, replaces, office, self._now, sector))
        told: dict[str, Value] = {"unit": unit, "member": member, "office": self._texts(f"office-{office}")}
        line = self._texts("cli-appoint-done", **told)
        if day:
            line = self._texts("cli-appoint-until", day=say_day(day, self._texts), **told)
        lines = [line]
        if sector:
            lines.append(self._texts("cli-appoint-sector", unit=unit, member=member, sector=self._sector(sector)))
        if replaces:
            lines.append(self._ended(unit, replaces, office, sector))
        document = {"unit": unit, "member": member, "office": office, "sector": sector, "until": day}
        return Done({**document, "replaces": replaces}, lines)

    async def end_office(self, unit: str, member: str, office: str, sector: str = "") -> Done:
        """The office ends; with a sector, only the answering for it."""
        async with self._transaction() as session:
            role = self._done(await end_office(session, unit, member, office, self._now, sector))
        document = {"unit": unit, "member": member, "office": role.office, "sector": sector, "ended": role.until}
        return Done(document, [self._ended(unit, member, role.office, sector)])

    async def set_member(self, member: str, admitted: str | None, party: str | None) -> Done:
        day = self._day(admitted) if admitted else None
        if party not in (None, "yes", "no"):
            raise self._failed("yes-or-no", value=party or "")
        if day is None and party is None:
            raise self._failed("nothing-to-set")
        in_party = None if party is None else party == "yes"
        async with self._transaction() as session:
            person = self._done(await set_member(session, member, day, in_party, self._now))
        line = self._texts("cli-member-set-done", member=member)
        return Done({"member": member, "admitted": person.admitted, "party": bool(person.party)}, [line])

    def _ended(self, unit: str, member: str, office: str, sector: str) -> str:
        if sector:
            return self._texts("cli-sector-ended", unit=unit, member=member, sector=self._sector(sector))
        return self._texts("cli-office-ended", unit=unit, member=member, office=self._texts(f"office-{office}"))

    def _sector(self, code: str) -> str:
        return self._texts(f"sector-{code}")

    def _day(self, text: str | None) -> date:
        """Today, unless another day is named."""
        try:
            return date.fromisoformat(text) if text else self._today
        except ValueError:
            raise self._failed("not-a-day", value=text or "") from None
