"""The floor: one message to many without any framework, the same bodies over aiohttp, so many at once."""

import asyncio

import aiohttp
import uvloop

from bench.peers.on_aiohttp import CONNECTIONS, Floor, drawn
from bench.peers.registration import Registration
from bench.peers.screens import Screens
from bench.peers.telling import Telling, gather, telling


async def main(given: Telling) -> None:
    paid = {"allow_paid_broadcast": True} if given.paid else {}
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(None)) as session:
        floor = Floor(session, f"{given.url}/bot{given.token}", Screens({}))
        await floor.call("getUpdates", timeout=0)
        await asyncio.to_thread(given.wait)

        async def send(chat: int) -> None:
            await floor.call("sendMessage", chat_id=chat, **drawn(given.screen, Registration()), **paid)

        await gather(send, given)
        await asyncio.to_thread(given.wait)


if __name__ == "__main__":
    uvloop.run(main(telling(__doc__)))
