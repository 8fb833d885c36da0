"""One message to many on aiogram 3: "loop" as broadcasters are written with it, "gather" for many at once."""

import asyncio
import logging

import uvloop
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter

from bench.peers.on_aiogram import bold, keyboard
from bench.peers.telling import Send, Telling, gather, telling


async def loop(send: Send, given: Telling) -> None:
    """One after another, with a pause after each."""
    for chat in given.chats:
        await send(chat)
        await asyncio.sleep(1 / given.per_second)


WAYS = {"loop": loop, "gather": gather}


async def main(given: Telling) -> None:
    bot = Bot(given.token, session=AiohttpSession(api=TelegramAPIServer.from_base(given.url)))
    screen = given.screen

    async def send(chat: int) -> None:
        """Again after a pause, where it was too fast."""
        try:
            await bot.send_message(
                chat,
                screen.text,
                entities=bold(screen),
                reply_markup=keyboard(screen),
                allow_paid_broadcast=given.paid or None,
            )
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            await send(chat)

    await bot.get_updates(timeout=0)
    await asyncio.to_thread(given.wait)
    await WAYS[given.way](send, given)
    await asyncio.to_thread(given.wait)


if __name__ == "__main__":
    logging.disable()
    uvloop.run(main(telling(__doc__)))
