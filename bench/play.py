"""The double and its crowd as a process of their own: `python -m bench.play` prints JSON lines and waits for "go".

It says {"url"} when it listens, who have finished the warm-up, and what was met at the end.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import uvloop

from bench.crowd import Crowd, Met, Recorded
from bench.double import Shown
from bench.people import people
from bench.wire import Wire

SETTLE = 0.3  # seconds in which an answer too many may still come


def tell(told: dict[str, Any]) -> None:
    print(orjson.dumps(told).decode(), flush=True)


async def play(
    warm: int, measured: int, at_once: int, rtt: float, pause: float, longest: float, *, record: bool
) -> Recorded:
    """The screens that were shown, if they are to be recorded."""
    recorded: Recorded | None = {} if record else None
    crowd = Crowd(recorded)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(crowd.double.take, rtt), "127.0.0.1", 0, backlog=2048)
    tell({"url": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"})
    await crowd.double.polled.wait()
    everybody = people(warm + measured)
    first = await crowd.plays(everybody[:warm], at_once, longest)
    tell({"finished": first.finished, "strange": first.strange[:1]})
    await asyncio.to_thread(sys.stdin.readline)
    crowd.double.calls.clear()
    began, used = time.perf_counter(), time.process_time()
    met = await crowd.plays(everybody[warm:], at_once, longest, pause)
    seconds, busy = time.perf_counter() - began, time.process_time() - used
    tell(figures(met, seconds) | {"unfinished": crowd.unfinished, "double_busy": busy / seconds})
    await asyncio.sleep(SETTLE)
    tell({"doubled": met.doubled, "calls": dict(crowd.double.calls)})
    return recorded or {}


def figures(met: Met, seconds: float) -> dict[str, Any]:
    """Times in milliseconds."""
    waits = sorted(met.seconds)
    count = len(waits)
    p50, p99, longest = (1000 * waits[min(int(count * p), count - 1)] if waits else 0.0 for p in (0.5, 0.99, 1))
    return {
        "messages": count,
        "seconds": seconds,
        "p50": p50,
        "p99": p99,
        "max": longest,
        "finished": met.finished,
        "lost": met.lost,
        "strange": len(met.strange),
        "strangest": met.strange[:3],
        "notices": met.notices,
        "signs": met.signs / max(count, 1),
    }


def template(shown: Shown, words: Mapping[str, str]) -> dict[str, Any]:
    """A screen that others can draw: the person's own words and the number of the question left open."""
    text = shown.text
    for name, word in words.items():
        text = text.replace(word, f"{{{name}}}")
    title = next((entity["length"] for entity in shown.body.get("entities", ())), 0)
    rows = [[(button["text"], _lasting(button["callback_data"])) for button in row] for row in shown.keyboard]
    return {"text": text, "title": title, "rows": rows}


def _lasting(data: str) -> str:
    turn, colon, code = data.partition(":")
    return f"r:{code}" if colon and turn.isdecimal() else data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warm", type=int, default=0, help="people who play before it counts")
    parser.add_argument("--measured", type=int, required=True, help="people who count")
    parser.add_argument("--at-once", type=int, required=True, help="chats at the same time")
    parser.add_argument("--rtt", type=float, default=0.0, help="seconds by which every answer is held back")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds in which people read, on average")
    parser.add_argument("--longest", type=float, default=120.0, help="seconds after which it ends in any case")
    parser.add_argument("--record", type=Path, help="where the screens are kept for the peers")
    given = vars(parser.parse_args())
    record: Path | None = given.pop("record")
    recorded = uvloop.run(play(**given, record=record is not None))
    if record:
        screens = {name: template(shown, who.words()) for name, (who, shown) in recorded.items()}
        record.write_bytes(orjson.dumps(screens))


if __name__ == "__main__":
    main()
