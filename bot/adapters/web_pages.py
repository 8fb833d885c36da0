"""Pages as they are sent: templates of bot/pages with the bot's words, their styles and scripts, the headers that guard
them.

The texts are escaped; nothing is inline; a browser may load what is ours and nothing else.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.adapters.shown import kind_on_a_page
from chat.message import Attachment
from chat.texts import Texts

FILE_BYTES = 10 << 20  # that a person may send
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
FILE = "application/octet-stream"
FOR_GOOD = "public, max-age=31536000, immutable"
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{what}-src 'self'" for what in ("script", "style", "connect")),
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
GUARDED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
OF_A_PAGE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
"""Where no referrer is given at all, a form is sent with "Origin: null", and could be anybody's."""


class Pages:
    """The pages below one address, such as "/chat", and the files that they load from there."""

    def __init__(self, texts: Texts, base: str, assets: Sequence[str]) -> None:
        self._base = base
        self._assets = {name: (files("bot") / "pages" / name).read_bytes() for name in assets}
        self._templates = Environment(
            loader=PackageLoader("bot", "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.globals.update(texts=texts, asset=self.address, base=base, most_bytes=FILE_BYTES)

    def draw(self, name: str, **values: object) -> Response:
        """A page. It is somebody's own, so nobody keeps it."""
        drawn = self._templates.get_template(name).render(values)
        return HTMLResponse(drawn, headers={**GUARDED, **OF_A_PAGE})

    def address(self, name: str) -> str:
        """Where a file is loaded from; another content has another address, so that a browser may keep it for good."""
        return f"{self._base}/{name}?v={_mark(self._assets[name])}"

    def routes(self) -> Sequence[Route]:
        return [Route(f"{self._base}/{name}", self._asset, name=name) for name in self._assets]

    async def _asset(self, request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        body = self._assets[name]
        headers = {**GUARDED, "ETag": f'"{_mark(body)}"', "Cache-Control": _keeping(request.query_params, body)}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=KINDS[name.rpartition(".")[2]], headers=headers)


def download(file: Attachment) -> Response:
    """A file to keep, never to be shown in the page's place; within it a picture may be, where it runs nothing."""
    headers = {**GUARDED, "Cache-Control": "no-store", "Content-Disposition": _named(file.name)}
    return Response(file.content, media_type=kind_on_a_page(file) or FILE, headers=headers)


def _named(name: str) -> str:
    """RFC 6266: the name in full for browsers of this century, without its letters for the others."""
    plain = re.sub(r'[^\w.\- ]|["\\]', "_", name, flags=re.ASCII)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _mark(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]


def _keeping(query: Mapping[str, str], body: bytes) -> str:
    """For good only under the address that names this content: an old page may ask for an older one."""
    return FOR_GOOD if query.get("v") == _mark(body) else "no-cache"
