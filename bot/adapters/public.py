"""Addresses in the open network: what comes with a message must not make us call into our own."""

import socket
from ipaddress import ip_address

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL


class PublicOnly(AbstractResolver):
    """Finds only addresses of the open network, whatever a name stands for by the time it is called."""

    def __init__(self) -> None:
        self._names = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [one for one in await self._names.resolve(host, port, family) if _is_open(one["host"])]
        if not found:
            raise OSError("no public address")
        return found

    async def close(self) -> None:
        await self._names.close()


def is_public(url: str) -> bool:
    """Whether it is an address of the web by a full name, or by a number of the open network."""
    try:
        address = URL(url)
    except ValueError:
        return False
    host = (address.host or "").rstrip(".")
    if address.scheme not in ("http", "https") or not host or address.user or address.password:
        return False
    return _is_open(host) if _is_number(host) else "." in host and not _is_odd_number(host)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_odd_number(host: str) -> bool:
    """ "127.1" or "0x7f.1": no name ends in a number, and the system would read it as one."""
    return host.rpartition(".")[2][:1].isdigit()


def _is_open(host: str) -> bool:
    address = ip_address(host.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None)
    return (inner or address).is_global and not address.is_multicast
