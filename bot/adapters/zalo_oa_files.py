"""Files at the Official Account: uploaded where Zalo takes their kind and size, else a link to our own server."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import structlog

from bot.adapters.handed_out import Files
from bot.adapters.shown import is_picture
from bot.adapters.zalo_oa_api import Answer, Fault, OaApi, Part, Upload
from chat.message import Attachment
from chat.texts import Texts
from rules.evidence import media_of, name_for, plain_name

log = structlog.get_logger()

MOST: Mapping[Upload, int] = {"image": 1_000_000, "file": 5_000_000}
"""Bytes, 1 and 5 MB: the smaller of the two ways to read that."""

DOCUMENTS: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
}

NOT_TAKEN = frozenset({"shape", "permanent", "settings"})
"""Why a file that was uploaded may be refused, and a sentence may go all the same."""


class OaFiles:
    """Of one account. `links` are None where nobody can call our server: then it is said where a file can be had."""

    def __init__(self, api: OaApi, links: Files | None, texts: Texts) -> None:
        self._api = api
        self._links = links
        self._texts = texts

    async def send(self, user: str, file: Attachment) -> Answer:
        """As a file, or else in words. Nothing is out before it is sent, so whatever becomes of an upload, words go."""
        if (kind := kind_of(file)) and (message := await self._uploaded(kind, file)):
            answer = await self._api.message(user, message)
            if not (isinstance(answer, Fault) and answer.kind in NOT_TAKEN):
                return answer
        return await self._api.message(user, {"text": await self._in_words(file)})

    async def _uploaded(self, kind: Upload, file: Attachment) -> Mapping[str, Any] | None:
        """The message that shows it."""
        answer = await self._api.upload(kind, _part(file))
        match kind, answer:
            case "file", {"token": str(token)}:
                return {"attachment": {"type": "file", "payload": {"token": token}}}
            case "image", {"attachment_id": str(token)}:
                elements = [{"media_type": "image", "attachment_id": token}]
                return {"attachment": {"type": "template", "payload": {"template_type": "media", "elements": elements}}}
        log.warning("zalo_oa.not_uploaded", kind=kind, size=len(file.content))
        return None

    async def _in_words(self, file: Attachment) -> str:
        if self._links is not None:
            return await self._links.told(file, self._texts)
        return self._texts("zalo-file-elsewhere", names=file.name)


def kind_of(file: Attachment) -> Upload | None:
    """As what Zalo takes it, if it does."""
    kind: Upload | None = None
    if is_picture(file):
        kind = "image"
    elif _end(file) in DOCUMENTS:
        kind = "file"
    return kind if kind and 0 < len(file.content) <= MOST[kind] else None


def _part(file: Attachment) -> Part:
    """Under the name that people see, with the end that Zalo goes by."""
    name = plain_name(file.name)
    media = media_of(file.content) if is_picture(file) else None
    if media is None:
        return Part(name, DOCUMENTS[_end(file)], file.content)
    return Part(name_for(name, media), media, file.content)


def _end(file: Attachment) -> str:
    return PurePosixPath(file.name).suffix.lower()
