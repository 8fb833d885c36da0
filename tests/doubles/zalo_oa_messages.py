"""How the played Zalo takes free text: to whom, how long after they were last heard of, and at whose cost."""

from dataclasses import replace

from tests.doubles.zalo_oa_checks import fault_in_cs, fields, texts
from tests.doubles.zalo_oa_hook import Hook
from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_uploads import attached
from tests.doubles.zalo_oa_world import DAY, HOUR, Button, Json, Person, Refusal, Shown, Upload, World

FREE = 48 * HOUR
OPEN = 7 * DAY
NO_USER = Refusal(-201, "user_id is invalid")
UNFOLLOWED = Refusal(-213, "User does not follow the OA")


class Messages:
    def __init__(self, world: World, switches: Switches, hook: Hook) -> None:
        self._world = world
        self._switches = switches
        self._hook = hook

    def fault_in_send(self, body: Json) -> Refusal | None:
        return fault_in_cs(body, self._switches)

    def send(self, body: Json) -> Json | Refusal:
        person = self._world.people.get(body["recipient"]["user_id"])
        if person is None:
            return NO_USER
        silent = self._world.clock() - (person.interacted or 0.0)
        if refusal := self._closed(person, silent):
            return refusal
        upload = attached(self._world, body["message"])
        if isinstance(upload, Refusal):
            return upload
        shown = _drawn(body["message"], upload, self._world.new_id("message-"), self._world.clock())
        if silent > FREE:
            self._world.money -= self._switches.text_price
            self._world.billed.append(shown.id)
        self._world.show(person.messages, shown)
        echo(self._world, self._switches, self._hook, person.id, shown)
        answer = {"message_id": shown.id, "user_id": person.id, "sent_time": str(self._world.ms())}
        return answer | ({"quota": {"quota_type": "reply"}} if silent <= FREE else {})

    def fault_in_quota(self, body: Json) -> Refusal | None:
        return fields(body, "body", {"user_id"}) or texts(body, "user_id")

    def quota(self, body: Json) -> Json | Refusal:
        """When the person was last heard of, in milliseconds."""
        person = self._world.people.get(body["user_id"])
        if person is None:
            return NO_USER
        last = int((person.interacted or 0.0) * 1000)
        return {"last_interaction": str(last) if self._switches.interaction_as_text else last}

    def _closed(self, person: Person, silent: float) -> Refusal | None:
        stranger = person.id not in self._world.followers and not self._switches.strangers
        if person.unfollowed or stranger:
            return UNFOLLOWED
        if silent > OPEN:
            return Refusal(self._switches.window_code, "User has not interacted with the OA in the last 7 days")
        if silent > FREE and self._world.money < self._switches.text_price:
            return Refusal(-321, "Zalo Cloud account is out of money")
        return None


def echo(world: World, switches: Switches, hook: Hook, user_id: str, shown: Shown, admin_id: str = "") -> None:
    """Zalo tells of what the OA sent, too; `admin_id` only if a human wrote it in OA chat."""
    if switches.echo or admin_id:
        sender = {"id": world.oa_id} | ({"admin_id": admin_id} if admin_id else {})
        message = {"text": shown.text, "msg_id": shown.id}
        event = {
            "event_name": "oa_send_file" if shown.file else "oa_send_text",
            "sender": sender,
            "recipient": {"id": user_id},
            "message": message,
        }
        hook.emit(event, user_id, shown.id)


def _drawn(message: Json, upload: Upload | None, message_id: str, at: float) -> Shown:
    payload = message.get("attachment", {}).get("payload", {})
    text, template = message.get("text", payload.get("text", "")), ""
    if payload.get("template_type") == "request_user_info":
        element, template = payload["elements"][0], "request_user_info"
        text = f"{element['title']}\n{element['subtitle']}"
    buttons = tuple(Button(b["type"], b["title"], b["payload"]) for b in payload.get("buttons", []))
    shown = Shown(text, buttons, message_id, template, {}, at)
    return replace(shown, file=upload.name, content=upload.content) if upload else shown
