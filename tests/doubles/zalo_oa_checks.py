"""What Zalo finds wrong with the shape of a call; fields that the reference does not name are wrong too."""

from typing import Any

from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_world import Json, Refusal, strange

MOST_BUTTONS = 5
_TITLE, _PAYLOAD = 100, 1000
_OBJECTS = {
    "oa.open.url": {"url"},
    "oa.open.phone": {"phone_code"},
    "oa.open.sms": {"content", "phone_code"},
}


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def fields(
    value: Any, name: str, required: set[str], optional: frozenset[str] = frozenset(), code: int = -201
) -> Refusal | None:
    """An object has all the fields that it needs and none that is not known."""
    if not isinstance(value, dict):
        return Refusal(code, f"{name} is invalid: no object")
    if unknown := sorted(value.keys() - required - optional):
        return strange(f"{name} has unknown fields {unknown}")
    if missing := sorted(required - value.keys()):
        return Refusal(code, f"{name} is invalid: {missing} missing")
    return None


def texts(value: Json, *names: str, code: int = -201) -> Refusal | None:
    """These fields, if they are there, are texts and say something."""
    for name in names:
        if name in value and not (isinstance(value[name], str) and value[name].strip()):
            return Refusal(code, f"{name} is invalid: no text")
    return None


def fault_in_cs(body: Json, switches: Switches) -> Refusal | None:
    """POST /v3.0/oa/message/cs"""
    return (
        fields(body, "body", {"recipient", "message"})
        or fields(body["recipient"], "recipient", {"user_id"})
        or texts(body["recipient"], "user_id")
        or _fault_in_message(body["message"], switches)
    )


def _fault_in_message(message: Any, switches: Switches) -> Refusal | None:
    if isinstance(message, dict) and "attachment" in message:
        return _fault_in_attachment(message, switches)
    return fields(message, "message", {"text"}) or _fault_in_text(message, switches)


def _fault_in_text(holder: Json, switches: Switches) -> Refusal | None:
    if refusal := texts(holder, "text"):
        return refusal
    if utf16(holder["text"]) > switches.text_limit:
        return Refusal(switches.text_code, f"text is longer than {switches.text_limit}")
    return None


def _fault_in_attachment(message: Json, switches: Switches) -> Refusal | None:
    attachment = message["attachment"]
    if refusal := fields(attachment, "attachment", {"type", "payload"}):
        return refusal
    payload = attachment["payload"]
    if attachment["type"] == "file" and isinstance(payload, dict):
        return _fault_in_file(message)
    if attachment["type"] != "template" or not isinstance(payload, dict):
        return strange("plays no attachment but templates with a payload")
    match payload.get("template_type"):
        case None if switches.buttons:
            return (
                fields(message, "message", {"text", "attachment"})
                or fields(payload, "payload", {"buttons"})
                or _fault_in_text(message, switches)
                or _fault_in_buttons(payload["buttons"])
            )
        case "button" if switches.buttons_inside:
            return (
                fields(message, "message", {"attachment"})
                or fields(payload, "payload", {"template_type", "text", "buttons"})
                or _fault_in_text(payload, switches)
                or _fault_in_buttons(payload["buttons"])
            )
        case "media":
            return _fault_in_media(message)
        case "request_user_info":
            return fields(message, "message", {"attachment"}) or _fault_in_request(payload)
    return Refusal(switches.buttons_code, "attachment is invalid: this shape is not supported")


def _fault_in_file(message: Json) -> Refusal | None:
    payload = message["attachment"]["payload"]
    return (
        fields(message, "message", {"attachment"}) or fields(payload, "payload", {"token"}) or texts(payload, "token")
    )


def _fault_in_media(message: Json) -> Refusal | None:
    payload = message["attachment"]["payload"]
    if refusal := fields(message, "message", {"attachment"}) or fields(
        payload, "payload", {"template_type", "elements"}
    ):
        return refusal
    elements = payload["elements"]
    if not isinstance(elements, list) or len(elements) != 1:
        return Refusal(-201, "elements is invalid: there is one")
    names = {"media_type", "attachment_id"}
    refusal = fields(elements[0], "element", names) or texts(elements[0], *names)
    return refusal or (None if elements[0]["media_type"] == "image" else strange("plays no media but images"))


def _fault_in_request(payload: Json) -> Refusal | None:
    if refusal := fields(payload, "payload", {"template_type", "elements"}):
        return refusal
    elements = payload["elements"]
    if not isinstance(elements, list) or len(elements) != 1:
        return Refusal(-201, "elements is invalid: there is one")
    names = {"title", "subtitle", "image_url"}
    return fields(elements[0], "element", names) or texts(elements[0], *names)


def _fault_in_buttons(buttons: Any) -> Refusal | None:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST_BUTTONS:
        return Refusal(-201, f"buttons is invalid: 1 to {MOST_BUTTONS}")
    return next((refusal for button in buttons if (refusal := _fault_in_button(button))), None)


def _fault_in_button(button: Any) -> Refusal | None:
    if refusal := fields(button, "button", {"type", "title", "payload"}, frozenset({"image_icon"})):
        return refusal
    if refusal := texts(button, "title"):
        return refusal
    if utf16(button["title"]) > _TITLE:
        return Refusal(-201, f"title is longer than {_TITLE}")
    kind, payload = button["type"], button["payload"]
    if kind in {"oa.query.show", "oa.query.hide"}:
        if refusal := texts(button, "payload"):
            return refusal
        return Refusal(-201, f"payload is longer than {_PAYLOAD}") if utf16(payload) > _PAYLOAD else None
    if kind not in _OBJECTS:
        return Refusal(-201, f"type is invalid: {kind}")
    return fields(payload, "payload", _OBJECTS[kind]) or texts(payload, *_OBJECTS[kind])
