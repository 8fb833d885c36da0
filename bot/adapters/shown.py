"""Which files a chat shows as pictures; all others are there to be opened."""

from chat.message import Attachment
from rules.evidence import media_of

PHOTOS = ("image/jpeg", "image/png")
DRAWING = "image/svg+xml"


def is_picture(file: Attachment) -> bool:
    """What every platform can show, by its content."""
    return media_of(file.content) in PHOTOS


def kind_on_a_page(file: Attachment) -> str | None:
    """As what a page shows it within itself, where a drawing runs nothing; None where it does not."""
    return media_of(file.content) if is_picture(file) else DRAWING if file.name.lower().endswith(".svg") else None
