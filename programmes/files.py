"""A file of a programme: its table, or why it cannot be read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not taken; its sentence begins with what was to be read: `catalogue-refused-<code>`."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def read_table(place: Path | Traversable) -> dict[str, Any] | Refused:
    try:
        return tomllib.loads(place.read_text("utf-8"))
    except OSError:
        return Refused("no-file", {"file": place.name})
    except UnicodeDecodeError:
        return Refused("not-utf-8", {"file": place.name})
    except tomllib.TOMLDecodeError as fault:
        return Refused("not-toml", {"file": place.name, "fault": str(fault)})
