"""What runs when: APScheduler as a cron and nothing more. Every job is a sweep, harmless to repeat and to run late."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.escalation import plan_escalations
from scheduler.pairs import dissolve_broken
from scheduler.reminders import plan_reminders
from scheduler.retention import forget_old
from storage.database import Database
from storage.instants import ZONE

log = structlog.get_logger()

NIGHT = time(3, 30)
MORNING = time(8)
EVERY = 5  # minutes between looks who is to be told of something: each unit has its own hours


class Clockwork:
    """The jobs of one process. Several processes may run them side by side: the keys of the rows keep order."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        days_off: frozenset[date],
        web_sessions: timedelta,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._days_off = days_off
        self._web_sessions = web_sessions
        self._wake = wake

    def scheduler(self) -> AsyncIOScheduler:
        """When each job runs, in the time of Viet Nam on whichever machine."""
        scheduler = AsyncIOScheduler(
            timezone=ZONE, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        scheduler.add_job(self.reminders, "cron", id="reminders", minute=f"*/{EVERY}")
        scheduler.add_job(self.morning, "cron", id="morning", hour=MORNING.hour, minute=MORNING.minute)
        scheduler.add_job(self.night, "cron", id="night", hour=NIGHT.hour, minute=NIGHT.minute)
        return scheduler

    async def run(self) -> None:
        """Until it is cancelled. What became due while nobody ran it is done at once."""
        scheduler = self.scheduler()
        scheduler.start()  # first of all: what becomes due during the rest is not missed either
        try:
            await self.night()
            await self.reminders()
            if self._clock().astimezone(ZONE).time() >= MORNING:
                await self.morning()
            await asyncio.Event().wait()
        finally:
            scheduler.shutdown(wait=False)

    async def reminders(self) -> None:
        """Write down who is to be told of what has come due; the sender does the rest."""
        escalated = await plan_escalations(self._database, self._clock(), self._days_off)
        planned = await plan_reminders(self._database, self._clock(), self._days_off)
        if planned or escalated:
            log.info("job.reminders", planned=planned, escalated=escalated)
        self._wake()

    async def morning(self) -> None:
        """Pairs of whom one has left end at an hour at which one may be told."""
        ended = await dissolve_broken(self._database, self._clock())
        log.info("job.morning", pairs=ended)
        self._wake()

    async def night(self) -> None:
        """Forget what has passed its time."""
        await forget_old(self._database, self._clock(), self._web_sessions)
