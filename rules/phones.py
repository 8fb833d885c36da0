"""A mobile number as it is kept: ten digits, in whichever of the usual ways somebody writes it (products.md N13)."""

import re

_BETWEEN = re.compile(r"[\s.()-]")
_NUMBER = re.compile(r"(?:\+?84|0)?([35789][0-9]{8})")


def kept_phone(text: str) -> str | None:
    """With the leading zero that a spreadsheet drops, without the country; None where it is no mobile number."""
    number = _NUMBER.fullmatch(_BETWEEN.sub("", text))
    return f"0{number[1]}" if number else None
