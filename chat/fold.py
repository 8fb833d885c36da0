"""Text made comparable: case, diacritics and the two ways to place a Vietnamese tone mark."""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyen, sac, nga, hoi, nang
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text as it is kept: composed letters (NFC), no control characters but the line break, outer blanks gone."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"}).strip()


def fold(text: str) -> str:
    """The text for comparing: lower case, no diacritics, single blanks. "Đặng Thị Hoà" becomes "dang thi hoa"."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return _SPACES.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def spelling(name: str) -> str:
    """A name apart from where its tone marks stand, so that "Hoà" is "Hòa" but not "Hoa" (PN-05)."""
    return " ".join(_syllable(s) for s in _SPACES.sub(" ", name.casefold()).split())


def _syllable(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    tones = sorted(c for c in letters if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES)) + "".join(tones)
