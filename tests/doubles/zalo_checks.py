"""What Zalo refuses at sight, and fields that its reference does not name: such refusals speak of "the double"."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.zalo_switches import Switches
from tests.doubles.zalo_world import Json, Refusal, bad

LONGEST = 2000
FIELDS: dict[str, dict[str, type]] = {
    "getMe": {},
    "getUpdates": {"timeout": int},
    "setWebhook": {"url": str, "secret_token": str},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "testWebhook": {},
    "sendMessage": {"chat_id": str, "text": str, "parse_mode": str, "text_styles": list},
    "sendPhoto": {"chat_id": str, "photo": str, "caption": str},
    "sendSticker": {"chat_id": str, "sticker": str},
    "sendVoice": {"chat_id": str, "voice_url": str},
    "sendChatAction": {"chat_id": str, "action": str},
}
_OPTIONAL = {"timeout", "parse_mode", "text_styles", "caption"}
_STYLE: dict[str, type] = {"start": int, "len": int, "st": list}
_SECONDS = re.compile(r"\d{1,4}")


def from_form(method: str, name: str, raw: str) -> Any:
    """A form's text as the value its field takes; what cannot be read stays text and then fails the check."""
    if FIELDS[method].get(name) is not list:
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def fault_in(method: str, params: Json, switches: Switches) -> Refusal | None:
    """The first thing that is wrong with a call, whoever makes it to whomever."""
    return next(_faults(method, params, switches), None)


def seconds(params: Json) -> int:
    """How long a poll wants to wait; the reference says string in one place and number in another."""
    return int(params.get("timeout", 30))


def _faults(method: str, params: Json, switches: Switches) -> Iterator[Refusal]:
    if method == "sendMessage" and switches.takes_replies:
        params = {name: value for name, value in params.items() if name != "reply_to_message_id"}
    if "timeout" in params:
        params = params | {"timeout": _seconds(params["timeout"])}
    yield from _record(params, FIELDS[method], method)
    for name in FIELDS[method].keys() & {"text", "caption"} & params.keys():
        yield from _text(params[name], name, switches)
    if params.get("parse_mode", "html") not in {"markdown", "html"}:
        yield bad("parse_mode must be markdown or html")
    for number, style in enumerate(params.get("text_styles", [])):
        yield from _style(style, f"text_styles[{number}]", utf16(params["text"]))
    if "photo" in params and not _is_address(params["photo"]):
        yield bad("photo must be the address of a picture")
    if "voice_url" in params and not (_is_address(params["voice_url"]) and params["voice_url"].endswith(".aac")):
        yield bad("voice_url must be an address that ends in .aac")
    if params.get("action", "typing") != "typing":
        yield bad("the double knows no action but typing")


def _seconds(value: Any) -> Any:
    return int(value) if isinstance(value, str) and _SECONDS.fullmatch(value) else value


def _record(value: Json, fields: dict[str, type], where: str) -> Iterator[Refusal]:
    for name in sorted(value.keys() - fields.keys()):
        yield bad(f'the double knows no field "{name}" in {where}')
    for name, kind in fields.items():
        if name not in value:
            if name not in _OPTIONAL:
                yield bad(f"{name} is required in {where}")
        elif not isinstance(value[name], kind) or isinstance(value[name], bool):
            yield bad(f"{where}.{name} must be of type {kind.__name__}")
        elif value[name] == "":
            yield bad(f"{name} is empty")
        elif isinstance(value[name], int) and value[name] < 0:
            yield bad(f"{where}.{name} must not be negative")


def _text(text: str, name: str, switches: Switches) -> Iterator[Refusal]:
    if not text.strip():
        yield bad(f"{name} is empty")
    if (utf16(text) if switches.text_unit == "utf16" else len(text)) > LONGEST:
        yield bad(f"{name} is too long")


def _style(style: Any, where: str, length: int) -> Iterator[Refusal]:
    """Codes that nobody knows are let through, as on the platform; positions outside the text are not."""
    if not isinstance(style, dict):
        yield bad(f"{where} must be an object")
        return
    yield from _record(style, _STYLE, where)
    if not all(isinstance(code, str) for code in style["st"]):
        yield bad(f"{where}.st must hold codes")
    if style["len"] < 1 or style["start"] + style["len"] > length:
        yield bad(f"the double takes no {where} outside the text")


def _is_address(url: str) -> bool:
    scheme, host = address(url)
    return scheme in {"http", "https"} and bool(host)


def address(url: str) -> tuple[str, str]:
    """Scheme and host; both are empty if this is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.hostname or ""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
