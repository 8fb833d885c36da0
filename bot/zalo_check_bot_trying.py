"""What the Bot Platform takes, tried with messages to one person who is to get them."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import segno

from bot.adapters.handed_out import Files
from bot.adapters.zalo_bot_api import READ_PHOTO, Answer, BotApi, Done, Failed
from bot.adapters.zalo_bot_sending import BETWEEN
from bot.zalo_check_findings import Findings
from chat.message import Attachment
from chat.texts import load_texts

LENGTHS = (1900, 2000, 2001)  # UTF-16 units: what the bot sends at most, what is documented, one more
FACE = "\N{SLIGHTLY SMILING FACE}"  # one character of two units
TEXTS = load_texts()


class Trying:
    """About eight messages; `counts` writes each down that may have been taken, for the plan counts it, too."""

    def __init__(
        self, api: BotApi, files: Files | None, findings: Findings, counts: Callable[[], Awaitable[object]]
    ) -> None:
        self._api = api
        self._files = files
        self._findings = findings
        self._counts = counts

    async def tries(self, chat: str, *, fetched: bool) -> None:
        """`fetched`: whether Zalo can fetch a picture from us just now."""
        first = await self._send("sendMessage", chat_id=chat, text=TEXTS("zalo-check-hello"))
        if isinstance(first, Failed):
            self._findings.bad("sent", "quota" if first.kind == "quota" else "refused", why=_why(first))
            return
        self._findings.good("sent", "taken")
        await self._answer(chat, str((first.result or {}).get("message_id", "")))
        await self._picture(chat, fetched=fetched)
        await self._lengths(chat)
        await self._stranger()

    async def _say(self, chat: str, text: str, **more: Any) -> Answer:
        await asyncio.sleep(BETWEEN)
        return await self._send("sendMessage", chat_id=chat, text=text, **more)

    async def _send(self, method: str, **values: Any) -> Answer:
        answer = await self._api.call(method, **values)
        if isinstance(answer, Done) or answer.kind == "unknown":
            await self._counts()
        return answer

    async def _answer(self, chat: str, to: str) -> None:
        match await self._say(chat, TEXTS("zalo-check-hello-answer"), reply_to_message_id=to):
            case Done():
                self._findings.by_hand("answer", "taken")
            case failed:
                self._findings.good("answer", "refused", why=_why(failed))

    async def _picture(self, chat: str, *, fetched: bool) -> None:
        if self._files is None or not fetched:
            self._findings.by_hand("picture", "nowhere")
            return
        drawn = BytesIO()
        segno.make("renluyen zalo check").save(drawn, kind="png", scale=8)
        url = await self._files.link(Attachment("zalo-check.png", drawn.getvalue()))
        await asyncio.sleep(BETWEEN)
        match await self._send("sendPhoto", read_timeout=READ_PHOTO, chat_id=chat, photo=url):
            case Done():
                self._findings.by_hand("picture", "taken")
            case failed:
                self._findings.bad("picture", "refused", why=_why(failed))

    async def _lengths(self, chat: str) -> None:
        taken, refused = 0, ""
        for length in LENGTHS:
            match await self._say(chat, "x" * length):
                case Done():
                    taken = length
                case failed:
                    refused = _why(failed)
                    break
        self._findings.judged(taken >= LENGTHS[0], "length", "most", most=taken, why=refused or "–")
        if taken == LENGTHS[1]:
            unit = "characters" if isinstance(await self._say(chat, FACE * (LENGTHS[1] // 2 + 1)), Done) else "utf16"
            self._findings.good("unit", unit)

    async def _stranger(self) -> None:
        """A chat of which we know that nobody has it."""
        match await self._say(uuid4().hex, TEXTS("zalo-check-hello")):
            case Done():
                self._findings.bad("stranger", "taken")
            case failed:
                self._findings.good("stranger", "refused", why=_why(failed))


def _why(failed: Failed) -> str:
    """Its number: Zalo's own words may repeat what was sent."""
    return str(failed.code or failed.why)
