"""What a page sends, read with suspicion: where it comes from, how much it is, what it is."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from bot.adapters.web_pages import FILE_BYTES
from chat.fold import clean

JSON_BYTES = 64 << 10
FORM_BYTES = FILE_BYTES + (64 << 10)
NAME = 200  # signs of a file's name

KINDS = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"WEBP", 8, "image/webp"),
    (b"ftypheic", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heic"),
    (b"%PDF-", 0, "application/pdf"),
    (b"PK\x03\x04", 0, "application/zip"),  # Word and Excel among them
)
"""What a file is, by the signs it has at this place; its name says nothing."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not taken: its sentence is `web-error-<code>`."""

    status: int
    code: str


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What a person did on a page. `id` is the page's own number of it, the same at every try."""

    id: str
    text: str = ""
    tap: str | None = None
    on: str = ""
    file: Upload | None = None


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: UUID
    text: Annotated[str, Field(max_length=JSON_BYTES)] = ""
    tap: Annotated[str, Field(max_length=200)] | None = None
    on: Annotated[str, Field(pattern=r"^[\w-]{0,60}$")] = ""


class _TooLarge(Exception):
    """More is coming than is taken."""


def comes_from_us(request: Request, public_url: str) -> bool:
    """Only our own pages may speak for a session: other sites can make a browser send requests, and cookies with them.

    Both headers are set by the browser; what has neither is no browser of the last years.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = {request.headers.get("host"), urlsplit(public_url).netloc} - {None, ""}
    if origin is not None and urlsplit(origin).netloc not in ours:
        return False
    return site == "same-origin" or (site is None and origin is not None)


async def read_message(request: Request) -> Said | Refusal:
    """Words or a tap, as JSON."""
    if _type_of(request) != "application/json":
        return Refusal(415, "unreadable")
    try:
        sent = _Sent.model_validate_json(await _bounded(request, JSON_BYTES).body())
    except _TooLarge:
        return Refusal(413, "too-large")
    except ValidationError:
        return Refusal(400, "unreadable")
    return Said(str(sent.id), sent.text, sent.tap, sent.on)


async def read_file(request: Request) -> Said | Refusal:
    """A file, with words or without."""
    if _type_of(request) != "multipart/form-data":
        return Refusal(415, "unreadable")
    try:
        async with _bounded(request, FORM_BYTES).form(max_files=1, max_fields=2, max_part_size=JSON_BYTES) as form:
            sent = _Sent.model_validate({"id": form.get("id"), "text": form.get("text") or ""})
            file = form.get("file")
            if not isinstance(file, UploadFile):
                return Refusal(400, "unreadable")
            content = await file.read()
    except _TooLarge:
        return Refusal(413, "too-large")
    except (ValidationError, HTTPException, ClientDisconnect):
        return Refusal(400, "unreadable")
    if len(content) > FILE_BYTES:
        return Refusal(413, "too-large")
    kind = kind_of(content)
    if kind is None:
        return Refusal(415, "file-kind")
    return Said(str(sent.id), sent.text, file=Upload(clean(file.filename or "")[:NAME], kind, content))


def kind_of(content: bytes) -> str | None:
    return next((kind for signs, at, kind in KINDS if content.startswith(signs, at)), None)


def _type_of(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _bounded(request: Request, most: int) -> Request:
    """The same request, which stops being read as soon as it is too much."""
    return Request(request.scope, _counting(request.receive, most))


def _counting(receive: Receive, most: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise _TooLarge
        return message

    return counted
