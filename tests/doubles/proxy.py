"""An HTTP proxy on 127.0.0.1 that remembers what it was asked for: whole addresses, and tunnels (CONNECT)."""

import asyncio
from typing import Self
from urllib.parse import urlsplit


class Proxy:
    """`asked` holds the first line of each connection."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, rest = head.partition(b"\r\n")
        method, target, _ = first.decode().split()
        self.asked.append(f"{method} {target}")
        tunnel = method == "CONNECT"
        there = urlsplit(f"//{target}" if tunnel else target)
        far_reader, far_writer = await asyncio.open_connection(there.hostname, there.port)
        if tunnel:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            far_writer.write(f"{method} {there.path} HTTP/1.1\r\n".encode() + rest)
        await asyncio.gather(_pipe(reader, far_writer), _pipe(far_reader, writer))


async def _pipe(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    try:
        while part := await source.read(1 << 16):
            to.write(part)
            await to.drain()
    except ConnectionError:
        pass
    finally:
        to.close()
