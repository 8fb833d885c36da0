"""A reply as Zalo takes it: plain numbered text in pieces, photos and files by their links; each piece is counted."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from bot.adapters.halves import Halves
from bot.adapters.handed_out import Files
from bot.adapters.numbered import draw
from bot.adapters.platform import Outcome, Sent
from bot.adapters.shown import is_picture
from bot.adapters.zalo_bot_api import READ_PHOTO, Answer, BotApi, Failed
from bot.adapters.zalo_bot_reading import PLATFORM
from bot.adapters.zalo_bot_troubles import Troubles
from chat.message import Attachment, Reply
from chat.texts import Texts
from programmes.platforms import limits_of
from storage.tally import Tallies, is_nearly

log = structlog.get_logger()

BETWEEN = float(limits_of(PLATFORM).chat_seconds)  # seconds from one piece to the next

Piece = str | Attachment


class Sending:
    """Carries replies. `denied` is set where Zalo does not take the token any more."""

    def __init__(
        self, api: BotApi, files: Files | None, tallies: Tallies, texts: Texts, clock: Callable[[], datetime]
    ) -> None:
        self._api = api
        self._files = files
        self._tallies = tallies
        self._texts = texts
        self._clock = clock
        self._troubles = Troubles(lambda: asyncio.get_running_loop().time())
        self._halves = Halves()
        self.denied = asyncio.Event()

    async def carry(self, chat: str, reply: Reply) -> Outcome:
        """What is out stays out: tried again, the same reply goes on where it stopped."""
        pieces = self._pieces(reply)
        for at in range(self._halves.resumes(chat, reply), len(pieces)):
            if at:
                await asyncio.sleep(BETWEEN)
            answer = await self._put(chat, pieces[at])
            if isinstance(answer, Failed):
                self._halves.stops(chat, reply, at)
                return self._failed(chat, answer)
            self._troubles.over(chat)
        return Sent()

    async def say(self, chat: str, text: str) -> Answer:
        """A message by itself. One that may have arrived is counted, too."""
        return await self._counted("sendMessage", chat_id=chat, text=text)

    def _failed(self, chat: str, failed: Failed) -> Outcome:
        if failed.kind == "auth":
            self.denied.set()
        return self._troubles.outcome(chat, failed)

    def _pieces(self, reply: Reply) -> Sequence[Piece]:
        pieces: list[Piece] = [text for text in draw(reply, self._texts) if text.strip()]
        if self._files is None and reply.files:
            names = ", ".join(file.name for file in reply.files)
            return [*pieces, self._texts("zalo-file-elsewhere", names=names)]
        return [*pieces, *reply.files]

    async def _put(self, chat: str, piece: Piece) -> Answer:
        if isinstance(piece, str):
            return await self.say(chat, piece)
        assert self._files is not None  # noqa: S101 - without it no file is a piece
        if is_picture(piece):
            url = await self._files.link(piece)
            shown = await self._counted("sendPhoto", READ_PHOTO, chat_id=chat, photo=url, caption=piece.name)
            if not (isinstance(shown, Failed) and shown.kind == "permanent"):
                return shown
        return await self.say(chat, await self._files.told(piece, self._texts))

    async def _counted(self, method: str, read_timeout: float | None = None, **values: str) -> Answer:
        answer = await self._api.call(method, read_timeout=read_timeout, **values)
        if isinstance(answer, Failed) and answer.kind != "unknown":
            return answer
        count, most = await self._tallies.add(PLATFORM, self._clock()), limits_of(PLATFORM).per_month
        if most and is_nearly(count, most) and not is_nearly(count - 1, most):
            log.warning("zalo.plan_nearly_used", sent=count, most=most)
        return answer
