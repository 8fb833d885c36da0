"""What the papers of the tests are read with: the newest that was drawn, what is in an archive, the words in Word."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from docx import Document

from tests.player import Chat
from tests.school import school_at


async def newest_paper(chat: Chat) -> bytes:
    """The file that was drawn last."""
    async with school_at(chat.stage.url) as school:
        store = school.reads(chat.clock.now)
        number = await school.one("SELECT max(id) FROM paper")
        assert isinstance(number, int)
        paper = await store.paper(number)
        assert paper is not None
        content = await store.content_of_paper(paper)
    assert content is not None
    return content


def unpacked(content: bytes) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def words(content: bytes) -> str:
    """Everything that stands in a Word file, tables too."""
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)
