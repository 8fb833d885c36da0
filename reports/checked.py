"""What was found in somebody's tables, in sentences, as it is kept until its person has read it."""

from dataclasses import dataclass

import orjson

from chat.texts import Texts
from reports.tables import Seen, looked_at, said
from reports.workbook import Refused


@dataclass(frozen=True, slots=True)
class Checked:
    """`wrong` is wrong whoever is asked, `unclear` could not be judged; `why` nothing could be read at all."""

    wrong: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    why: str = ""


def spelled(seen: Seen | Refused, texts: Texts) -> bytes:
    """As it is kept."""
    if isinstance(seen, Refused):
        return unread(texts(f"tables-refused-{seen.code}", **seen.values))
    told = [(finding.sure, said(finding, texts, several=seen.several)) for finding in seen.findings]
    wrong, unclear = (tuple(sentence for sure, sentence in told if sure is wanted) for wanted in (True, False))
    return orjson.dumps(Checked(wrong, unclear, tuple(looked_at(seen, texts))))


def unread(why: str) -> bytes:
    return orjson.dumps(Checked(why=why))


def read_checked(kept: bytes) -> Checked:
    found = orjson.loads(kept)
    return Checked(tuple(found["wrong"]), tuple(found["unclear"]), tuple(found["seen"]), found["why"])
