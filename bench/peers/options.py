"""What every peer is told on its command line."""

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """`redis` is the address of a server; `slow` the share of turns in which reading the state takes long."""

    url: str
    token: str
    screens: Path
    redis: str
    slow: float


def options(purpose: str | None) -> Options:
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--screens", type=Path, required=True)
    parser.add_argument("--redis", default="")
    parser.add_argument("--slow", type=float, default=0.0)
    return Options(**vars(parser.parse_args()))
