"""Whether our address, as the world sees it, leads to us: tried from here."""

from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.config import Config
from bot.zalo_check_findings import Findings

HEALTH = "/healthz"
PATIENCE = aiohttp.ClientTimeout(total=10.0)
LOCAL = ("127.0.0.1", "localhost")
MOST = 4096  # bytes of the answer that are read


async def look_from_outside(findings: Findings, config: Config, proof: str) -> None:
    """`proof`: what we serve there ourselves just now; else the bot must answer there, or nobody does."""
    url = config.http.public_url.rstrip("/")
    if not url:
        if config.zalo_oa.app_id:
            findings.bad("public", "none")
        return
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        findings.bad("public", "plain")
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.get(f"{url}{HEALTH}", allow_redirects=False) as answer,
        ):
            status, body = answer.status, await answer.content.read(MOST)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        findings.bad("public", "unreached", why=type(error).__name__)
        return
    ours = body.decode(errors="replace") == proof if proof else _is_health(body)
    findings.judged(ours, "public", "ours" if ours else "elsewhere", status=status)


def _is_health(body: bytes) -> bool:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return isinstance(told, dict) and isinstance(told.get("ok"), bool)
