"""Reading a call as the Bot API does (query, form, multipart or JSON body) and answering in its envelope."""

from typing import Any

import orjson
from aiohttp import web

from tests.doubles.telegram_checks import from_form
from tests.doubles.telegram_world import Json, Refusal, Upload, bad

LARGEST = 1 << 26  # bytes of a whole request; files have their own, smaller limits
TOO_LARGE = Refusal(413, "Request Entity Too Large")
_ATTACHED = "attach://"


async def read(request: web.Request, method: str) -> Json | Refusal:
    """The parameters of a call as JSON values and uploads."""
    params = {name: from_form(method, name, raw) for name, raw in request.query.items()}
    try:
        if request.content_type == "application/json":
            body = orjson.loads(await request.read() or b"{}")
            return params | body if isinstance(body, dict) else bad("the double takes a JSON object")
        form = await request.post()
    except orjson.JSONDecodeError:
        return bad("the double can't read this JSON")
    except web.HTTPRequestEntityTooLarge:
        return TOO_LARGE
    params |= {name: _value(method, name, raw) for name, raw in form.items()}
    for name, value in tuple(params.items()):
        if isinstance(value, str) and value.startswith(_ATTACHED):
            params[name] = params.pop(value.removeprefix(_ATTACHED), value)
    return params


def _value(method: str, name: str, raw: str | bytearray | bytes | web.FileField) -> Any:
    if isinstance(raw, web.FileField):
        with raw.file as file:
            return Upload(raw.filename, file.read(), raw.content_type)
    return from_form(method, name, raw if isinstance(raw, str) else raw.decode())


def reply(result: object) -> web.Response:
    """An answer in Telegram's envelope; 5xx come from the proxies before it and are no JSON."""
    if not isinstance(result, Refusal):
        return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")
    if result.code >= 500:
        page = f"<html><body><h1>{result.code} {result.description}</h1></body></html>"
        return web.Response(status=result.code, text=page, content_type="text/html")
    envelope: Json = {"ok": False, "error_code": result.code, "description": result.description}
    headers = {}
    if result.parameters is not None:
        envelope["parameters"] = result.parameters
        headers = {"Retry-After": str(result.parameters["retry_after"])} if result.code == 429 else {}
    return web.Response(
        status=result.code, body=orjson.dumps(envelope), content_type="application/json", headers=headers
    )
