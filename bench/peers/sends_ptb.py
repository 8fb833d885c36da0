"""One message to many on python-telegram-bot as it comes: "loop", the same behind its "limiter", or "gather"."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot

from bench.peers.on_ptb import bold, keyboard
from bench.peers.telling import Send, Telling, gather, telling


async def loop(send: Send, given: Telling) -> None:
    """One after another; the limiter, if there is one, lets each wait for its turn."""
    for chat in given.chats:
        await send(chat)


WAYS = {"limiter": loop, "loop": loop, "gather": gather}


async def main(given: Telling) -> None:
    limiter = AIORateLimiter(overall_max_rate=given.per_second, overall_time_period=1)
    bot: ExtBot[Any] = ExtBot(given.token, f"{given.url}/bot", rate_limiter=limiter if given.way == "limiter" else None)
    screen = given.screen

    async with bot:

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
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait.total_seconds() if isinstance(wait, timedelta) else wait)
                await send(chat)

        await bot.get_updates(timeout=0)
        await asyncio.to_thread(given.wait)
        await WAYS[given.way](send, given)
        await asyncio.to_thread(given.wait)


if __name__ == "__main__":
    logging.disable()
    asyncio.run(main(telling(__doc__)))
