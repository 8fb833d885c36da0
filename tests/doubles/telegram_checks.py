"""What Telegram refuses at sight: calls that do not fit its specification, and contents past its limits.

The real server ignores fields it does not know. Here they are refused, at any depth, because an unknown field is a
mistake of ours; such refusals speak of "the double". Lengths are counted in UTF-16 code units, never more lenient than
Telegram, which speaks of characters.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.doubles.telegram_world import Json, Refusal, Upload, bad

_SPEC: Json = json.loads(Path(__file__).with_name("bot_api.json").read_text("utf-8"))
FIELDS: dict[str, Json] = _SPEC["methods"]
UPDATES = frozenset(_SPEC["updates"])
METHODS = {name.lower(): name for name in FIELDS}

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "file_id": "file_id not specified",
}
_NO_ACTION = {"text", "icon_custom_emoji_id", "style"}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code"}
_ENTITIES = _STYLES | {"pre", "text_link", "text_mention", "custom_emoji", "date_time"}
_MEDIA = {"photo", "video", "voice", "document", "video_note"}
_CHAT_ACTIONS = {"typing", "choose_sticker", "find_location", "record_video", "record_voice", "record_video_note"}
_CHAT_ACTIONS |= {f"upload_{medium}" for medium in _MEDIA}
_INTEGER = re.compile(r"-?\d+")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


def from_form(method: str, name: str, raw: str) -> Any:
    """A form's text as the JSON value its field takes; what cannot be read stays text and then fails the check."""
    types = FIELDS[method].get(name, {"types": ["String"]})["types"]
    if "Integer" in types and _INTEGER.fullmatch(raw):
        return int(raw)
    if "String" in types:
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def fault_in(method: str, params: Json) -> Refusal | None:
    """The first thing that is wrong with a call, whoever makes it to whomever."""
    return next(_faults(method, params), None)


def _faults(method: str, params: Json) -> Iterator[Refusal]:
    yield from _record(params, FIELDS[method], method, missing=_MISSING)
    if method == "answerCallbackQuery":
        if utf16(params.get("text", "")) > 200:
            yield bad("MESSAGE_TOO_LONG")
    elif "text" in FIELDS[method]:
        yield from _text(params.get("text", ""), params.get("entities", []))
    if utf16(params.get("caption", "")) > 1024:
        yield bad("message caption is too long")
    yield from _entities(params.get("caption", ""), params.get("caption_entities", []))
    yield from _keyboard(params.get("reply_markup", {}).get("inline_keyboard", []))
    yield from _commands(params.get("commands", []))
    if unknown := set(params.get("allowed_updates", [])) - UPDATES:
        yield bad(f"the double knows no updates called {', '.join(sorted(unknown))}")
    if method == "sendChatAction" and params["action"] not in _CHAT_ACTIONS:
        yield bad("wrong parameter action in request")
    if not _LANGUAGE.fullmatch(params.get("language_code", "")):
        yield bad("the double takes a two-letter language_code")


def _record(value: Json, fields: Json, where: str, missing: dict[str, str] | None = None) -> Iterator[Refusal]:
    for name in value.keys() - fields.keys():
        yield bad(f'the double knows no field "{name}" in {where}')
    for name, spec in fields.items():
        if name in value:
            yield from _value(value[name], spec["types"], f"{where}.{name}")
            if value[name] != spec.get("value", value[name]):
                yield bad(f'{where}.{name} must be "{spec["value"]}"')
        elif spec.get("required"):
            yield bad((missing or {}).get(name, f'parameter "{name}" is required in {where}'))


def _value(value: Any, types: list[str], where: str) -> Iterator[Refusal]:
    kinds = [kind for name in types for kind in _SPEC["unions"].get(name, [name])]
    records = [kind for kind in kinds if kind in _SPEC["types"]]
    arrays = [kind.removeprefix("Array of ") for kind in kinds if kind.startswith("Array of ")]
    if isinstance(value, dict) and records:
        kind = max(records, key=lambda name: _likeness(value, _SPEC["types"][name]))
        yield from _record(value, _SPEC["types"][kind], where)
    elif isinstance(value, list) and arrays:
        for number, item in enumerate(value):
            yield from _value(item, arrays, f"{where}[{number}]")
    elif not any(_is(value, kind) for kind in kinds):
        yield bad(f"{where} must be of type {' or '.join(kinds)}")


def _likeness(value: Json, fields: Json) -> tuple[bool, int]:
    """How well an object fits a type of a union: by the word in its `type` field, else by its field names."""
    word = fields.get("type", {}).get("value")
    return word is not None and value.get("type") == word, len(value.keys() & fields.keys())


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "Boolean"
    if isinstance(value, Upload):
        return kind == "InputFile"
    return (isinstance(value, int) and kind == "Integer") or (isinstance(value, str) and kind == "String")


def utf16(text: str) -> int:
    return len(_units(text)) // 2


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _text(text: str, entities: list[Json]) -> Iterator[Refusal]:
    if not text:
        yield bad("message text is empty")
    if not text.strip():
        yield bad("text must be non-empty")
    if utf16(text) > 4096:
        yield bad("message is too long")
    yield from _entities(text, entities)


def _entities(text: str, entities: list[Json]) -> Iterator[Refusal]:
    if len(entities) > 100:
        yield bad("the double takes at most 100 entities")
    units = _units(text)
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] not in _ENTITIES:
            yield bad("can't parse MessageEntity: Unsupported type specified")
        if entity["type"] == "text_link" and not entity.get("url"):
            yield bad("can't parse MessageEntity: Can't find field \"url\"")
        if start < 0 or entity["length"] < 1:
            yield bad("the double takes no entity before the text or without length")
        if start * 2 >= len(units):
            yield bad(f"entity begins after the end of the text at UTF-16 offset {start}")
        if end * 2 > len(units):
            yield bad(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
            )
        if _splits_pair(units, start):
            yield bad(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {start}")
        if _splits_pair(units, end):
            yield bad(
                f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol at UTF-16 offset {end}"
            )


def _splits_pair(units: bytes, offset: int) -> bool:
    """Whether the code unit at the offset is the second half of a surrogate pair."""
    return 2 * offset < len(units) and units[2 * offset + 1] & 0xFC == 0xDC


def _keyboard(rows: list[list[Json]]) -> Iterator[Refusal]:
    if sum(map(len, rows)) > 100:
        yield bad("the double takes at most 100 buttons")
    for row in rows:
        if len(row) > 8:
            yield bad("the double takes at most 8 buttons in a row")
        for button in row:
            yield from _button(button)


def _button(button: Json) -> Iterator[Refusal]:
    if not button["text"].strip():
        yield bad("can't parse inline keyboard button: the double takes no button without a text")
    actions = button.keys() - _NO_ACTION
    if not actions or button.get("callback_data") == "":
        yield bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        yield bad(
            f"can't parse inline keyboard button: the double takes one action, not {' and '.join(sorted(actions))}"
        )
    if len(button.get("callback_data", "").encode("utf-8", "surrogatepass")) > 64:
        yield bad("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        yield bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "web_app" in button and not button["web_app"]["url"].startswith("https://"):
        yield bad(
            f"inline keyboard button Web App URL '{button['web_app']['url']}' is invalid: Only HTTPS links are allowed"
        )


def _commands(commands: list[Json]) -> Iterator[Refusal]:
    if len(commands) > 100:
        yield bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            yield bad("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"]) <= 256:
            yield bad("BOT_COMMAND_DESCRIPTION_INVALID")
