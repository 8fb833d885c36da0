"""The people on the other side: what they do to the Official Account and what they see of it."""

from tests.doubles.driving import Driven
from tests.doubles.zalo_oa_hook import Hook, Push
from tests.doubles.zalo_oa_messages import echo
from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_templates import State, Templates
from tests.doubles.zalo_oa_world import Json, Shown, World


class People(Driven):
    """Every act is pushed to the webhook and returns its id: the msg_id, or the double's own where there is none."""

    world: World

    def __init__(self, world: World, switches: Switches, hook: Hook, templates: Templates) -> None:
        self.world = world
        self.url = ""
        self.switches = switches
        self._hook = hook
        self._templates = templates
        self._pushes: dict[str, Push] = {}

    def follows(self, user_id: str) -> str:
        self.world.followers.add(user_id)
        self.world.person(user_id).unfollowed = False
        self.world.person(user_id).interacted = self.world.clock()
        return self._emit(user_id, {"event_name": "follow", **self._follower(user_id)})

    def unfollows(self, user_id: str) -> str:
        self.world.followers.discard(user_id)
        self.world.person(user_id).unfollowed = True
        return self._emit(user_id, {"event_name": "unfollow", **self._follower(user_id)})

    def says(self, user_id: str, text: str, *, quotes: str = "") -> str:
        message = {"text": text} | ({"quote_msg_id": quotes} if quotes else {})
        return self._sends(user_id, "user_send_text", message, heard=not self._filtered(text))

    def taps(self, user_id: str, payload: str, *, forged: bool = False) -> str:
        """A tap is a text like any other. Forged: typed by hand, or on a message that never had the button."""
        there = [p for shown in self.messages(user_id) for p in shown.payloads if isinstance(p, str)]
        assert forged or payload in there, f"{user_id} sees the buttons {there}, not {payload!r}"
        return self.says(user_id, payload)

    def sends_image(self, user_id: str, content: bytes, *, text: str = "") -> str:
        return self._sends_file(user_id, "image", "jpg", content, text)

    def sends_file(self, user_id: str, name: str, content: bytes) -> str:
        more = {"name": name, "size": str(len(content)), "type": name.rpartition(".")[2]}
        return self._sends_file(user_id, "file", more["type"], content, "", more)

    def sends_attachment(self, user_id: str, kind: str, payload: Json) -> str:
        """A sticker, a place, a card or anything else: the event user_send_<kind>."""
        return self._sends(user_id, f"user_send_{kind}", {"attachments": [{"type": kind, "payload": payload}]})

    def submits_info(self, user_id: str, name: str, phone: str, **more: str) -> str:
        """The form behind a request_user_info message; the number has been verified by Zalo."""
        self.world.zalo_phones.add(phone)
        event: Json = {"event_name": "user_submit_info", "sender": {"id": user_id}}
        event |= {"recipient": {"id": self.world.oa_id}, "info": {"name": name, "phone": phone, **more}}
        self.world.person(user_id).interacted = self.world.clock()
        return self._emit(user_id, event)

    def sees(self, user_id: str) -> str:
        """The read receipt of everything so far."""
        ids = [shown.id for shown in self.messages(user_id)]
        event: Json = {"event_name": "user_seen_message", "sender": {"id": self.world.oa_id}}
        return self._emit(user_id, event | {"recipient": {"id": user_id}, "message": {"msg_ids": ids}})

    def admin_writes(self, user_id: str, text: str, *, admin_id: str = "admin1") -> str:
        """A human answers in OA chat: an echo with admin_id."""
        shown = Shown(text, (), self.world.new_id("message-"), "", {}, self.world.clock())
        self.world.show(self.world.person(user_id).messages, shown)
        echo(self.world, self.switches, self._hook, user_id, shown, admin_id)
        return shown.id

    def reviews(self, template_id: str, state: State, reason: str = "") -> str:
        """Zalo's reviewer, or its complaints department."""
        template = self._templates.registry[template_id]
        status = {"prev_status": template.state, "new_status": state}
        template.state = state
        event: Json = {"event_name": "change_template_status", "oa_id": self.world.oa_id}
        return self._emit("", event | {"template_id": template_id, "status": status, "reason": reason})

    def changes_quota(self, quota: int) -> str:
        before, self.world.quota = self.world.quota, quota
        event: Json = {"event_name": "change_oa_daily_quota", "oa_id": self.world.oa_id}
        return self._emit("", event | {"quota": {"prev_quota": str(before), "new_quota": str(quota)}})

    def sends_raw(self, event: Json, *, forged: bool = False) -> str:
        """Any object as an event; forged: signed with another secret."""
        sender = event.get("sender")
        subject = str(sender.get("id", "")) if isinstance(sender, dict) else ""
        return self._emit(subject, event, forged=forged)

    def again(self, event_id: str) -> str:
        """The same bytes once more, as a retry of which Zalo does not say that it is one."""
        first = self._pushes[event_id]
        self._hook.send(Push(first.id, first.subject, first.name, first.body, first.headers))
        return event_id

    def messages(self, user_id: str) -> list[Shown]:
        """All that the OA sent to a person, from the oldest to the newest."""
        person = self.world.people.get(user_id)
        return list(person.messages) if person else []

    def to_phone(self, phone: str) -> list[Shown]:
        return list(self.world.by_phone[phone])

    async def next_message(self, user_id: str, *, after: str | Shown | None = None, timeout: float = 5.0) -> Shown:
        """What the OA first sent after an act (its id), after a message, or after the last thing the person did."""
        person = self.world.people.get(user_id)
        known = after.id if isinstance(after, Shown) else after
        acted = person.acted if person else 0
        moment = acted if known is None else self.world.moments[known]
        try:
            return await self.until(lambda: self.world.shown_after(self.messages(user_id), moment), timeout=timeout)
        except TimeoutError:
            so_far = self.messages(user_id)
            raise TimeoutError(f"no message to {user_id} in {timeout} s; so far: {so_far}") from None

    def _sends_file(
        self, user_id: str, kind: str, suffix: str, content: bytes, text: str, more: Json | None = None
    ) -> str:
        name = f"{self.world.new_id('file-')}.{suffix}"
        self.world.files[name] = content
        self.world.filed[name] = self.world.clock()
        payload = {"url": f"{self.url}/file/{name}", **(more or {})}
        if kind == "image":
            payload["thumbnail"] = payload["url"]
        message: Json = {"attachments": [{"type": kind, "payload": payload}]}
        return self._sends(user_id, f"user_send_{kind}", message | ({"text": text} if text else {}))

    def _sends(self, user_id: str, name: str, message: Json, *, heard: bool = True) -> str:
        message = {**message, "msg_id": self.world.new_id("message-")}
        event = {"event_name": name, "sender": {"id": user_id}, "recipient": {"id": self.world.oa_id}}
        event |= {"user_id_by_app": f"app-{user_id}", "message": message}
        self.world.person(user_id).interacted = self.world.clock()
        return self._emit(user_id, event, message["msg_id"], heard=heard)

    def _filtered(self, text: str) -> bool:
        return self.switches.syntax_filter and not text.startswith("#")

    def _follower(self, user_id: str) -> Json:
        event = {"oa_id": self.world.oa_id, "user_id_by_app": f"app-{user_id}", "source": "qr"}
        return event | {self.switches.follow_names: {"id": user_id}}

    def _emit(self, user_id: str, event: Json, msg_id: str = "", *, forged: bool = False, heard: bool = True) -> str:
        event_id = msg_id or self.world.new_id("event-")
        if user_id:
            self.world.act(user_id, event_id)
        if heard:
            self._pushes[event_id] = self._hook.emit(event, user_id, event_id, forged=forged)
        return event_id
