"""Text made comparable: case, diacritics and the two ways to place a Vietnamese tone mark."""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyen, sac, nga, hoi, nang
JOINER = "\u200d"  # makes one sign of several: a family, a flag
_MARKS = re.compile("[\u0300-\u036f]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """The text as it is kept: composed letters (NFC), nothing unseen but line breaks and joiners, outer blanks gone."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if composed.isprintable():
        return composed.strip()
    kept = (c for c in composed if c in {"\n", JOINER} or unicodedata.category(c) not in _UNSEEN)
    return "".join(kept).strip()


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """The text for comparing: lower case, no diacritics, single blanks. "Đặng Thị Hoà" becomes "dang thi hoa"."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold())).replace("đ", "d")
    return " ".join(plain.split())


def spelling(name: str) -> str:
    """A name apart from where its tone marks stand, so that "Hoà" is "Hòa" but not "Hoa" (PN-05)."""
    return " ".join(_syllable(s) for s in name.casefold().split())


def _syllable(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    tones = sorted(c for c in letters if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in TONES)) + "".join(tones)
