"""How long the event loop was held: somebody wants to be woken each millisecond and notes by how much it was late."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

TICK = 0.001


@dataclass(slots=True)
class Held:
    """Seconds, the longest each. `at_work`: of those that the loop's own thread worked; the rest it was waited for.

    Other processes of the machine are in `late` and not in `at_work`; threads of our own are in `late` only, too.
    """

    late: float = 0.0
    at_work: float = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Held]:
    held = Held()
    watching = asyncio.create_task(_watch(held))
    await asyncio.sleep(0)
    try:
        yield held
        await asyncio.sleep(2 * TICK)  # what the end held up is seen, too
    finally:
        watching.cancel()


async def _watch(held: Held) -> None:
    while True:
        before, worked = time.perf_counter(), time.thread_time()
        await asyncio.sleep(TICK)
        held.late = max(held.late, time.perf_counter() - before - TICK)
        held.at_work = max(held.at_work, time.thread_time() - worked)
