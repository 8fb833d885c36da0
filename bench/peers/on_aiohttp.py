"""The floor: the talk without any framework, getUpdates and its answers over aiohttp, state in a dictionary."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
import uvloop

from bench.peers.options import Options, options
from bench.peers.registration import Registration
from bench.peers.screens import Screen, Screens
from bench.talk import COMMAND, Part

Json = dict[str, Any]

POLL = 50  # seconds
CONNECTIONS = 256
HEADERS = {"Content-Type": "application/json"}
AFTER: dict[Part, Part] = {"action": "due", "due": "how", "how": "action"}


@dataclass(slots=True)
class Person:
    registration: Registration = field(default_factory=Registration)
    part: Part = "action"


@dataclass(slots=True)
class Floor:
    session: aiohttp.ClientSession
    address: str
    screens: Screens
    people: dict[int, Person] = field(default_factory=dict)

    async def call(self, method: str, **values: Any) -> Any:
        url = f"{self.address}/{method}"
        async with self.session.post(url, data=orjson.dumps(values), headers=HEADERS) as answer:
            return orjson.loads(await answer.read())["result"]

    async def poll(self) -> None:
        offset = 0
        async with asyncio.TaskGroup() as tasks:
            while True:
                for update in await self.call("getUpdates", offset=offset, timeout=POLL):
                    offset = update["update_id"] + 1
                    work = self.edit(update["callback_query"]) if "callback_query" in update else None
                    tasks.create_task(work or self.answer(update["message"]))

    async def answer(self, message: Json) -> None:
        user = message["from"]["id"]
        if message["text"] == COMMAND:
            person = self.people[user] = Person()
            name = person.registration.begin()
        else:
            person = self.people[user]
            name = person.registration.write(person.part, message["text"])
            person.part = AFTER[person.part]
        await self.call("sendMessage", chat_id=user, **drawn(self.screens[name], person.registration))

    async def edit(self, query: Json) -> None:
        user, data = query["from"]["id"], query["data"]
        registration = self.people[user].registration
        if data.startswith("r:.page"):
            name = registration.turn(int(data.removeprefix("r:.page")))
        elif data.startswith("r:+"):
            name = registration.tick(data.removeprefix("r:+"))
        else:
            name = registration.choose() if data == "r:.done" else registration.send()
        await self.call("answerCallbackQuery", callback_query_id=query["id"])
        at = {"chat_id": user, "message_id": query["message"]["message_id"]}
        await self.call("editMessageText", **at, **drawn(self.screens[name], registration))


def drawn(screen: Screen, registration: Registration) -> Json:
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in screen.rows]
    bold = [{"type": "bold", "offset": 0, "length": screen.title}] if screen.title else []
    return {
        "text": screen.with_words(registration.words),
        "entities": bold,
        "reply_markup": {"inline_keyboard": rows},
    }


async def main(given: Options) -> None:
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(None)) as session:
        await Floor(session, f"{given.url}/bot{given.token}", Screens.read(given.screens)).poll()


if __name__ == "__main__":
    uvloop.run(main(options(__doc__)))
