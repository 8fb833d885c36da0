"""How the played Zalo takes files of the account: by kind and size; what it hands out for one serves once, for 7 days.

That the size is counted in millions of bytes, that it serves once, and with which code a file is refused is guessed.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_world import DAY, Json, Refusal, Upload, World, strange

PATHS = {"/v2.0/oa/upload/image": "image", "/v2.0/oa/upload/file": "file"}
NAMED = {"image": "attachment_id", "file": "token"}
LIFE = 7 * DAY
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS: dict[str, dict[str, tuple[str, bytes]]] = {
    "image": {
        "jpg": ("image/jpeg", b"\xff\xd8\xff"),
        "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
        "png": ("image/png", b"\x89PNG"),
    },
    "file": {
        "pdf": ("application/pdf", b"%PDF-"),
        "doc": ("application/msword", b"\xd0\xcf\x11\xe0"),
        "docx": (_WORD, b"PK\x03\x04"),
        "csv": ("text/csv", b""),
    },
}

Check = Callable[[Json], Refusal | None]
Act = Callable[[Json], Json | Refusal]


async def read_upload(request: web.Request) -> Json | Refusal:
    """A form with one part, `file`: its name, its type and its bytes."""
    if request.content_type != "multipart/form-data":
        return strange(f"takes multipart/form-data, not {request.content_type}")
    form = await request.post()
    part = form.get("file")
    if list(form) != ["file"] or not isinstance(part, web.FileField):
        return strange("takes one part with a name, called file")
    with part.file as content:
        return {"name": part.filename, "type": part.content_type, "content": content.read()}


class Uploads:
    def __init__(self, world: World, switches: Switches) -> None:
        self._world = world
        self._switches = switches

    def endpoints(self) -> dict[tuple[str, str], tuple[Check, Act]]:
        return {
            ("POST", path): (partial(self._fault_in, kind), partial(self._take, kind)) for path, kind in PATHS.items()
        }

    def _fault_in(self, kind: str, part: Json) -> Refusal | None:
        wanted = _KINDS[kind].get(part["name"].rpartition(".")[2].lower())
        if wanted is None or not part["content"] or not part["content"].startswith(wanted[1]):
            return Refusal(-201, f"{kind} is invalid: this is none")
        if part["type"] != wanted[0]:
            return strange(f"{part['name']} is {wanted[0]}, not {part['type']}")
        most = self._switches.image_bytes if kind == "image" else self._switches.file_bytes
        return Refusal(-210, f"{kind} is larger than {most}") if len(part["content"]) > most else None

    def _take(self, kind: str, part: Json) -> Json:
        token = self._world.new_id(f"{kind}-")
        self._world.uploads[token] = Upload(kind, part["name"], part["content"], self._world.clock())
        return {NAMED[kind]: token}


def attached(world: World, message: Json) -> Upload | Refusal | None:
    """What goes out with a message; afterwards it is spent."""
    attachment: dict[str, Any] = message.get("attachment", {})
    payload = attachment.get("payload", {})
    if attachment.get("type") == "file":
        kind, token = "file", payload["token"]
    elif payload.get("template_type") == "media":
        kind, token = "image", payload["elements"][0]["attachment_id"]
    else:
        return None
    upload = world.uploads.get(token)
    if upload is None or upload.kind != kind:
        return Refusal(-201, f"{NAMED[kind]} is invalid")
    del world.uploads[token]
    return Refusal(-100, "attachment is older than 7 days") if world.clock() > upload.at + LIFE else upload
