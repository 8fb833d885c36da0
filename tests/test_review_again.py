"""A decision is taken back while a colleague is about to hear of it: the form waits, and nobody is told wrongly."""

from bot.router import Router
from chat.message import Address, Incoming
from chat.texts import load_texts
from handlers.context import Notice
from storage.forms import BY_ID
from storage.instants import instant
from storage.sql import Sql
from storage.talks import Talks
from tests.school import AN, BINH, Watched, school_at
from tests.world import START


async def test_what_is_taken_back_the_same_moment_waits_for_the_next_who_decides(world: str) -> None:
    async with school_at(world) as school:
        card, binh = await school.sends(AN), await school.person(BINH)
        async with school.writes() as store:
            await store.confirm(card, binh, "telegram")
        looked: list[Sql] = []

        async def taken_back_between_two_looks(sql: Sql) -> None:
            looked.extend([sql] if sql is BY_ID else [])
            if sql is BY_ID and len(looked) == 2:
                async with school.writes() as store:
                    deeds = await store.last_decision(binh, instant(START))
                    assert (await store.undo(deeds, binh, "telegram")).back

        talks = Talks(Watched(school.database, taken_back_between_two_looks))
        router = Router(talks, load_texts(), Notice("1", "", ""), lambda: START)
        reply = await router.turn(Incoming(Address("telegram", "cuong"), "1", f"/duyet {card.code}"))
        assert reply is not None
        assert f"Đã xác nhận phiếu {card.code}" in reply.text
        assert (await school.form(card)).state == "confirmed"
