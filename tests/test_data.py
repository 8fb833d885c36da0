"""/dulieu: what an office holder reads of the sectors, PN-11."""

from storage.organising import appoint
from storage.session import session_for
from tests.player import Chat
from tests.world import START


async def test_whoever_answers_for_sectors_reads_which(chat: Chat) -> None:
    """An office that is held once for each sector is one office."""
    async with session_for(chat.stage.url) as session:
        for sector in ("truong-hoc", "dia-ban"):
            await appoint(session, "DTHPT", "12A1/7", "uy-vien", START, None, sector)
    await chat.says("/dulieu")
    chat.sees("Phụ trách khu vực: trường học", "Phụ trách khu vực: địa bàn dân cư")
    assert chat.screen.all.count("Chức vụ: ủy viên ban chấp hành") == 1
