"""Reading a call as the Bot Platform does (query, form, multipart or JSON body) and answering in its envelope."""

import orjson
from aiohttp import web

from tests.doubles.zalo_checks import from_form
from tests.doubles.zalo_switches import Switches
from tests.doubles.zalo_world import Json, Refusal, bad

LARGEST = 1 << 20  # bytes of a request
NOTHING = object()  # a result that is absent


async def read(request: web.Request, method: str) -> Json | Refusal:
    """The parameters of a call."""
    params = {name: from_form(method, name, raw) for name, raw in request.query.items()}
    try:
        if request.content_type == "application/json":
            body = orjson.loads(await request.read() or b"{}")
            return params | body if isinstance(body, dict) else bad("the double takes a JSON object")
        form = await request.post()
    except orjson.JSONDecodeError:
        return bad("the double can't read this JSON")
    except web.HTTPRequestEntityTooLarge:
        return Refusal(413, "Request Entity Too Large")
    if any(isinstance(raw, web.FileField) for raw in form.values()):
        return bad("the double takes no files")
    return params | {name: from_form(method, name, str(raw)) for name, raw in form.items()}


def reply(result: object, switches: Switches) -> web.Response:
    """An answer in Zalo's envelope; a gateway answers with a page."""
    if not isinstance(result, Refusal):
        return _json({"ok": True} if result is NOTHING else {"ok": True, "result": result}, 200)
    status = result.status or (result.code if switches.failure_status == "code" else 200)
    if result.page:
        page = f"<html><body><h1>{result.code} {result.description}</h1></body></html>"
        return web.Response(status=result.status or result.code, text=page, content_type="text/html")
    code = switches.spelling_426 if result.code == 426 else "error_code"
    return _json({"ok": False, code: result.code, "description": result.description}, status)


def _json(envelope: Json, status: int) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(envelope), content_type="application/json")
