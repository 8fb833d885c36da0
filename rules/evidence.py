"""What may be handed in as evidence (PN-20): how much, of which kinds, and how a file is known by its first signs."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

MOST_BYTES = 10 << 20  # of one file; Telegram itself would hand out 20 MB
PER_LINE = 5  # pieces a member may hand in for one content
PER_FORM = 40
LONGEST_LINK = 500
LONGEST_NOTE = 1000  # characters of all that is written about one content at a time
LONGEST_NAME = 120

MEDIA: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
}
"""What is taken, with the ends of its names, the usual one first."""

_SIGNS = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
    (b"ftyphei", 4, "image/heic"),
    (b"ftyphev", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heic"),
    (b"%PDF-", 0, "application/pdf"),
)
_OFFICE = dict(zip(("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"), list(MEDIA)[-3:], strict=True))
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)


def parts_of(text: str) -> tuple[str, ...]:
    """What somebody wrote, apart: the links in it, each for itself, then the words around them."""
    links = tuple(found[0].rstrip(".,;)") for found in _SCHEME.finditer(text))
    words = " ".join(_SCHEME.sub(" ", text).split()) if links else text
    return (*links, *((words,) if words else ()))


def is_link(part: str) -> bool:
    """Whether a part is meant as a link, good or not."""
    return _SCHEME.fullmatch(part) is not None


def obstacle_to_link(link: str) -> str | None:
    """Why a link is not taken: it must lead to a site, openly named."""
    if len(link) > LONGEST_LINK:
        return "link-long"
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return "link"
    named = re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) is not None and "@" not in parts.netloc
    return None if parts.scheme.lower() in ("http", "https") and named else "link"


def obstacle_to_file(name: str, size: int) -> str | None:
    """Why a file is not taken, as far as its name and its size tell. A photo may come without a name."""
    if size > MOST_BYTES:
        return "big"
    end = _end(name)
    return None if not end or any(end in ends for ends in MEDIA.values()) else "kind"


def obstacle_to_more(on_line: int, on_form: int) -> str | None:
    """Why no further piece is taken, where the member has handed in so many already."""
    if on_line >= PER_LINE:
        return "line-full"
    return "form-full" if on_form >= PER_FORM else None


def obstacle_to_content(content: bytes) -> str | None:
    """Why a file that has arrived is not kept, whatever its name says."""
    if not content:
        return "empty"
    if len(content) > MOST_BYTES:
        return "big"
    return None if media_of(content) else "kind"


def media_of(content: bytes) -> str | None:
    """What a file is, by the signs it has at their place; its name says nothing."""
    found = next((media for signs, at, media in _SIGNS if content.startswith(signs, at)), None)
    return found or (_office(content) if content.startswith(b"PK\x03\x04") else None)


def plain_name(name: str) -> str:
    """A file's name without its folders and without signs that a file system would stumble over."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = re.sub(r'[\x00-\x1f<>:"|?*]', "", last).strip(" .")
    stem, dot, end = kept.rpartition(".")
    return f"{(stem or end)[: LONGEST_NAME - 6]}{dot}{end[:5]}" if stem else end[:LONGEST_NAME]


def name_for(name: str, media: str) -> str:
    """The name under which a file is handed out: it ends in what the file is."""
    ends = MEDIA[media]
    if _end(name) in ends:
        return name
    stem = name.rpartition(".")[0] if _end(name) else name
    return f"{stem or 'file'}.{ends[0]}"


def _end(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _office(content: bytes) -> str | None:
    """Word, Excel or PowerPoint, told by what is packed in it."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    return next((media for part, media in _OFFICE.items() if part in names), None)
