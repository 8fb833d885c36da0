"""Times and days as the database keeps them: text that sorts."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def instant(moment: datetime) -> str:
    """An aware time as UTC text, to the second."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def local_day(now: datetime) -> date:
    """The calendar day in Viet Nam."""
    return now.astimezone(ZONE).date()


def end_of_day(now: datetime) -> datetime:
    """The last second of the day in Viet Nam."""
    return datetime.combine(local_day(now), time(23, 59, 59), tzinfo=ZONE)
