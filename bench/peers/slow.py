"""A database some of whose reads take long: every so many-th turn waits."""

import asyncio

SECONDS = 0.1


class SlowReads:
    """`share` of the turns wait for `seconds`, evenly spread."""

    def __init__(self, share: float, seconds: float) -> None:
        self._share = share
        self._seconds = seconds
        self._owed = 0.0

    async def wait(self) -> None:
        self._owed += self._share
        if self._owed >= 1:
            self._owed -= 1
            await asyncio.sleep(self._seconds)
