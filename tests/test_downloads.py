"""Where what somebody sent may be fetched from: where the platform itself is, and the open network; never our own."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.downloads import HOPS, Downloads
from bot.adapters.platform import Refused, Unknown
from bot.adapters.public import PublicOnly, is_public

INSIDE = [
    *("http://127.0.0.1/x", "http://localhost/x", "http://[::1]/", "http://10.1.2.3/", "http://192.168.1.1/"),
    *("http://169.254.169.254/latest/meta-data", "http://[::ffff:10.0.0.1]/", "http://[fd00::1]/", "http://0/"),
    *("http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://intranet/"),
    *("ftp://a.vn/1.jpg", "file:///etc/passwd", "http://u:p@a.vn/", "", "x", "http://[", "http://a.vn:99999/"),
    "http://224.0.0.1/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_our_own_network_is_not_called(url: str) -> None:
    assert not is_public(url)


@pytest.mark.parametrize("url", ["https://photo-stal-1.zadn.vn/a.jpg", "http://8.8.8.8/a.jpg", "https://a.vn:8443/x?y"])
def test_the_open_network_is(url: str) -> None:
    assert is_public(url)


async def test_a_public_name_that_stands_for_our_own_machine_is_not_found() -> None:
    names = PublicOnly()
    with pytest.raises(OSError, match="no public address"):
        await names.resolve("localhost", 80)
    await names.close()


class Host:
    """Hands out one file, leads on as often as it is asked to, and remembers every call."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.leads_to = ""
        app = web.Application()
        app.router.add_get("/file", self._file)
        app.router.add_get("/on/{left}", self._on)
        app.router.add_get("/away", self._away)
        app.router.add_get("/status/{status}", self._status)
        self._runner = web.AppRunner(app)

    async def __aenter__(self) -> "Host":
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _file(self, request: web.Request) -> web.Response:
        self.called.append(request.path)
        return web.Response(body=b"x" * 100)

    async def _on(self, request: web.Request) -> web.Response:
        left = int(request.match_info["left"])
        raise web.HTTPFound(f"/on/{left - 1}" if left else "/file")

    async def _away(self, _request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": self.leads_to})

    async def _status(self, request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with Host() as host:
        yield host


@pytest.fixture
async def downloads(host: Host) -> AsyncIterator[Downloads]:
    downloads = Downloads(host.url, None)
    yield downloads
    await downloads.close()


async def test_a_file_is_fetched_up_to_a_size(host: Host, downloads: Downloads) -> None:
    assert await downloads.get(f"{host.url}/file", 100) == b"x" * 100
    assert await downloads.get(f"{host.url}/file", 99) == Refused("file is too big")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, Refused("not handed out: 404")),
        (410, Refused("not handed out: 410")),
        (408, Unknown("not handed out: 408")),
        (429, Unknown("not handed out: 429")),
        (302, Unknown("not handed out: 302")),
        (500, Unknown("not handed out: 500")),
        (503, Unknown("not handed out: 503")),
    ],
)
async def test_what_is_gone_is_refused_and_what_may_come_back_is_not(
    host: Host, downloads: Downloads, status: int, outcome: Refused | Unknown
) -> None:
    assert await downloads.get(f"{host.url}/status/{status}") == outcome


@pytest.mark.parametrize(("hops", "got"), [(HOPS - 2, b"x" * 100), (HOPS - 1, Refused("led on and on"))])
async def test_a_file_may_lie_some_addresses_further(
    host: Host, downloads: Downloads, hops: int, got: bytes | Refused
) -> None:
    assert await downloads.get(f"{host.url}/on/{hops}") == got


async def test_nobody_makes_us_call_another_server_of_our_own(host: Host, downloads: Downloads) -> None:
    """Neither by the address of a file, nor by where that leads."""
    async with Host() as other:
        inside = (f"{other.url}/file", f"{host.url}.localhost/file", other.url.replace("127.0.0.1", "127.1") + "/file")
        for url in inside:
            host.leads_to = url
            assert await downloads.get(url) == Refused("no public address")
            assert isinstance(await downloads.get(f"{host.url}/away"), Refused)
        assert other.called == []


async def test_a_host_that_is_not_there_may_be_there_later(downloads: Downloads, unused_tcp_port: int) -> None:
    gone = Downloads(f"http://127.0.0.1:{unused_tcp_port}", None)
    got = await gone.get(f"http://127.0.0.1:{unused_tcp_port}/file")
    await gone.close()
    assert got == Unknown(aiohttp.ClientConnectorError.__name__)
