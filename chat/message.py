"""What goes in and out of a conversation, the same on every platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is reached: a platform and the platform's own id, as text."""

    platform: str
    user: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.user}"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that a person sent; the platform keeps it until somebody asks for its bytes. Size in bytes."""

    id: str
    name: str = ""
    size: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a person did: words, a tap or files. `id` is the platform's id of this delivery.

    `received` is when it came. What is `left` was kept by a process that is no more: later words may have been heard.
    """

    at: Address
    id: str
    text: str = ""
    tap: str | None = None
    files: tuple[FileRef, ...] = ()
    received: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen.

    A code that begins with a dot steers the conversation (".back") and answers no question. `command` is a canned
    command: it works at any time, can be typed by hand and carries no authority.
    """

    code: str
    label: str
    on: bool = False
    command: str | None = None

    @property
    def steers(self) -> bool:
        return self.code.startswith(".")

    @property
    def shows_code(self) -> bool:
        """Whether the label begins with the code: "1.2 Read about …", "DK-7F3K9 Le Thi Binh"."""
        code = self.code.lstrip("+-")
        return self.label == code or self.label.startswith(f"{code} ")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes out with a reply."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person should see: plain text, of which only the title is drawn bold, by position.

    `turn` is the number of the open question, 0 where none is open (a closing word, a notice). `many` lets several
    options be chosen. `words` says that the answer is free text, so options are typed as words and never as numbers.
    `typed` tells what to type where nothing can be tapped. `edits` lets a tap's answer replace the tapped message.
    """

    text: str
    title: str = ""
    options: tuple[Option, ...] = ()
    many: bool = False
    words: bool = False
    typed: str = ""
    turn: int = 0
    edits: bool = False
    files: tuple[Attachment, ...] = ()

    def numbered(self) -> tuple[Option, ...]:
        """The options that are called by their position, unless words are asked.

        In a list of several things to choose, codes are what one types; of one thing, a form's code is longer than its
        position, and only what is a number already gets no second one.
        """
        if self.words or self.turn == 0:
            return ()
        return tuple(
            o for o in self.options if not o.steers and not (o.shows_code and (self.many or o.code.isdecimal()))
        )
