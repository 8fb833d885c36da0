"""How wrong answers to "who are you" slow a chat account down, without ever locking the right person out."""

from datetime import timedelta

FREE_TRIES = 5
MANY_ON_A_CODE = 15  # wrong answers on one join code in a day, after which the secretary is told
LONGEST = timedelta(hours=1)


def wait_after(wrong: int) -> timedelta:
    """How long an account waits after so many wrong answers: nothing up to four, then 1, 2, 4 … 60 minutes."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(minutes=2.0 ** min(wrong - FREE_TRIES, 10)), LONGEST)
