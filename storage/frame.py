"""What a catalogue offers: its criteria in their order, with their groups and what stands on their buttons."""

from collections.abc import Mapping
from dataclasses import dataclass

EVERYBODY = "tat_ca"


@dataclass(frozen=True, slots=True)
class Content:
    """A criterion as it is offered. `short` fits on a button."""

    code: str
    group_code: str
    group_title: str
    title: str
    short: str
    example: str
    how_example: str
    kind: str
    audience: str
    selectable: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The criteria that a member may choose from, in the order of the catalogue."""

    contents: Mapping[str, Content]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.contents)

    @property
    def group_of(self) -> Mapping[str, str]:
        return {code: content.group_code for code, content in self.contents.items()}

    def __getitem__(self, code: str) -> Content:
        return self.contents[code]

    def label(self, code: str) -> str:
        return f"{code} {self.contents[code].short}"

    def group(self, code: str) -> str:
        content = self.contents[code]
        return f"{content.group_code}. {content.group_title}"

    def fit_for(self, audience: str | None) -> "Frame":
        """Without what is meant for other people (TV-04)."""
        fits = {
            code: content
            for code, content in self.contents.items()
            if content.selectable and {EVERYBODY, audience} & set(content.audience.split(",")) - {None}
        }
        return Frame(fits)
