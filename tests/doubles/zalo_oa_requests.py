"""Reading a call as Zalo does (JSON to the API, forms with tokens and files) and answering in its envelope."""

import orjson
from aiohttp import web

from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_tokens import PATH as TOKENS
from tests.doubles.zalo_oa_uploads import PATHS as UPLOADS
from tests.doubles.zalo_oa_uploads import read_upload
from tests.doubles.zalo_oa_world import Json, Refusal, strange

LARGEST = 1 << 23  # bytes of a whole request


async def read(request: web.Request) -> Json | Refusal:
    """The parameters of a call: a GET has them in its query, everything else in its body."""
    if request.method == "GET":
        return dict(request.query)
    if request.query:
        return strange("a POST has no query")
    if request.path in UPLOADS:
        return await read_upload(request)
    wanted = "application/x-www-form-urlencoded" if request.path == TOKENS else "application/json"
    if request.content_type != wanted:
        return strange(f"takes {wanted}, not {request.content_type}")
    if request.path == TOKENS:
        return {name: str(value) for name, value in (await request.post()).items()}
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        return strange("can't read this JSON")
    return body if isinstance(body, dict) else strange("takes a JSON object")


def reply(path: str, result: Json | Refusal, headers: dict[str, str], switches: Switches) -> web.Response:
    """HTTP 200 even for errors, unless a test wants it otherwise; the token endpoint has no envelope."""
    status = switches.error_status if isinstance(result, Refusal) else 200
    if isinstance(result, Refusal):
        body: Json = {"error": result.code, "message": result.message}
        if path == TOKENS and switches.grant_error == "error_name":
            body = {"error": result.code, "error_name": result.message, "error_description": result.message}
    else:
        body = result if path == TOKENS else {"error": 0, "message": "Success", "data": result}
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json", headers=headers)


def page(status: int, text: str) -> web.Response:
    """What comes from the proxies before Zalo and is no JSON."""
    body = f"<html><body><h1>{text}</h1></body></html>"
    return web.Response(status=status, text=body, content_type="text/html")


def nowhere() -> web.Response:
    return page(404, "Not Found")
