"""The methods of the Bot Platform; each is called with checked parameters."""

from collections.abc import Awaitable, Callable

import aiohttp

from tests.doubles.zalo_requests import NOTHING
from tests.doubles.zalo_switches import Plan, Switches
from tests.doubles.zalo_updates import Updates
from tests.doubles.zalo_world import Chat, Json, Refusal, World, bad

FETCHING = aiohttp.ClientTimeout(total=5)
_KINDS = {"text": "text", "photo": "image", "sticker": "sticker", "voice_url": "voice"}


class Methods:
    """One function a method; what a method sends has happened whole or not at all."""

    def __init__(self, world: World, switches: Switches, updates: Updates) -> None:
        self.world = world
        self.switches = switches
        self.updates = updates
        self.plan = Plan(switches)
        self.fetched: dict[str, bytes] = {}
        self.table: dict[str, Callable[[Json], Awaitable[object]]] = {
            "getMe": self._now(lambda _: world.bot),
            "getUpdates": updates.poll,
            "setWebhook": updates.set_webhook,
            "deleteWebhook": self._now(lambda _: updates.delete_webhook()),
            "getWebhookInfo": self._now(lambda _: updates.webhook_info()),
            "testWebhook": lambda _: updates.test_webhook(),
            "sendMessage": self._now(self.send_message),
            "sendPhoto": self.send_photo,
            "sendSticker": self._now(lambda params: self._send(params, sticker=params["sticker"])),
            "sendVoice": self._now(self.send_voice),
            "sendChatAction": self._now(self.send_action),
        }

    @staticmethod
    def _now(method: Callable[[Json], object]) -> Callable[[Json], Awaitable[object]]:
        async def call(params: Json) -> object:
            return method(params)

        return call

    def send_message(self, params: Json) -> Json | Refusal:
        """If both are given, parse_mode wins over text_styles."""
        mode = params.get("parse_mode", "")
        styles = () if mode else tuple(params.get("text_styles", ()))
        return self._send(params, text=params["text"], styles=styles, parse_mode=mode)

    async def send_photo(self, params: Json) -> Json | Refusal:
        url, caption = params["photo"], params.get("caption", "")
        if self.switches.fetches_photos and url.startswith("http://127.0.0.1:") and not await self._fetch(url):
            return bad("the picture can't be fetched")
        return self._send(params, text=caption, photo=url)

    async def _fetch(self, url: str) -> bool:
        try:
            async with (
                aiohttp.ClientSession(timeout=FETCHING) as session,
                session.get(url, allow_redirects=False) as answer,
            ):
                if answer.status == 200 and answer.content_type.startswith("image/"):
                    self.fetched[url] = await answer.read()
        except (aiohttp.ClientError, TimeoutError):
            pass
        return url in self.fetched

    def send_voice(self, params: Json) -> Json | Refusal:
        """In a group it is accepted and never arrives."""
        return self._send(params, voice=params["voice_url"])

    def send_action(self, params: Json) -> object:
        chat = self._open_chat(params)
        return chat if isinstance(chat, Refusal) else NOTHING

    def _send(self, params: Json, **content: object) -> Json | Refusal:
        chat = self._open_chat(params)
        if isinstance(chat, Refusal):
            return chat
        if refusal := self.plan.refusal(chat, self.world.clock()):
            return refusal
        self.plan.count(chat, self.world.clock())
        message_id = self.world.new_id()
        if "voice" in content and chat.type == "GROUP":
            return {"message_id": message_id, "date": self.world.now()}
        shown = self.world.show(chat, message_id, from_bot=True, **content)
        if self.switches.echo:
            self._echo(chat, message_id, shown.date, params)
        return {"message_id": message_id, "date": shown.date}

    def _echo(self, chat: Chat, message_id: str, date: int, params: Json) -> None:
        """What the bot sent, as an event of its own: some see their own messages come back on both transports."""
        kind = next(kind for name, kind in _KINDS.items() if name in params)
        named = {"photo": self.switches.photo_field}
        bot = {"id": self.world.bot["id"], "display_name": self.world.bot["account_name"]}
        message: Json = {
            "message_id": message_id,
            "date": date,
            "from": bot | {"is_bot": self.switches.echo_is_bot},
            "chat": chat.body,
            **{named.get(name, name): params[name] for name in (*_KINDS, "caption") if name in params},
        }
        self.updates.add(message_id, chat.id, {"event_name": f"message.{kind}.received", "message": message})

    def _open_chat(self, params: Json) -> Chat | Refusal:
        chat = self.world.chats.get(params["chat_id"])
        if chat is None:
            return Refusal(self.switches.unknown_chat, "chat not found")
        return Refusal(self.switches.blocked_chat, "the chat can't be written to") if chat.blocked else chat
