"""What must hold before a branch says that it has entered its forms in the official software (PN-08)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a branch stands: members on the list, those with the app, and the head-count of the official software."""

    heads: int
    app: int
    official: int | None = None

    @property
    def red(self) -> tuple[str, ...]:
        """The codes of the gates that are not passed: app (100 % have it), heads-unknown or heads-differ."""
        app = ("app",) if self.app < self.heads else ()
        if self.official is None:
            return (*app, "heads-unknown")
        return (*app, "heads-differ") if self.official != self.heads else app


def read_count(text: str) -> int | None:
    """A head-count as it was typed, or None: a whole number below a hundred thousand."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else None
