"""Two processes of the program at one Official Account: they want a token in the same moment, again and again.

The clock jumps by a day, and by three months, after which the refresh token is stale; a process is killed while Zalo
keeps the next pair from it. No refresh token is ever shown twice, and no message is lost (zalo.md B.1, B.7-1).
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from bot.adapters.zalo_oa_sending import LOGIN
from bot.adapters.zalo_oa_tokens import LEASE
from bot.doctor import examine
from storage.instants import instant
from storage.outbox import LEASE as CLAIM
from tests.conftest import Figure, copy_of
from tests.doubles.zalo_oa_tokens import PATH as TOKENS
from tests.oa_line import AN, BINH, CUONG
from tests.oa_processes import PATIENCE, Processes, oa_processes

CS = "/v3.0/oa/message/cs"
FIRST, SECOND = "first", "second"
EVERYBODY = {AN: FIRST, BINH: SECOND, CUONG: SECOND}
"""Whose words come to which process."""
ROUNDS = (24.5,) * 24 + (25.0,) * 2
"""Hours: half of an hour before its end a token is bought anew while it still serves, after 25 it serves no more."""
HEARD = "SELECT count(*) FROM link WHERE heard_at = CAST(:now AS text) AND \"user\" IN ('an', 'binh', 'cuong')"
STATE = "SELECT state FROM oa_token"


@pytest.fixture(params=["sqlite", "postgresql"])
async def two(
    request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> AsyncIterator[Processes]:
    ports = {name: unused_tcp_port_factory() for name in (FIRST, SECOND)}
    async for url in copy_of(request.param, "world", request, tmp_path):
        async with oa_processes(url, tmp_path, ports) as two:
            await two.logs_in()
            for name in ports:
                await two.starts(name)
            two.double.switch(webhook_behind={user: two.address(name) for user, name in EVERYBODY.items()})
            two.double.webhook_url = two.address(FIRST)
            assert await two.double.probes() == [200]
            yield two


async def test_two_processes_never_show_one_token_twice_and_lose_no_message(two: Processes, figure: Figure) -> None:
    told: list[str] = []
    said: Counter[str] = Counter()
    for hours in ROUNDS:
        await two.passes(hours=hours)
        await answered(two, await says(two, said), told)
    before = len(two.double.refreshes)
    await nobody_knows_whether_it_arrived(two, told)
    await killed_while_it_buys(two, said, told)
    await three_months_later(two, said, told)
    for hours in ROUNDS[-2:]:
        await two.passes(hours=hours)
        await answered(two, await says(two, said), told)

    shown = two.double.refreshes
    figure(f"{len(shown)} refresh tokens shown, {said.total()} answers, {len(told)} messages")
    assert before == len(ROUNDS)
    assert len(shown) == len(set(shown)) == len(ROUNDS) + 4
    assert two.log.count('"zalo_oa.needs_login"') == 2, "one alert each time"
    assert [token for token in shown if token in two.log] == []
    await every_message_is_accounted_for(two, said, told)


async def says(two: Processes, said: Counter[str], *users: str) -> Sequence[tuple[str, str]]:
    """Each of them, to their process, in one moment."""
    who = users or tuple(EVERYBODY)
    said.update(who)
    asked = [(user, two.double.says(user, "trợ giúp")) for user in who]
    await two.takes()
    return asked


async def answered(two: Processes, asked: Sequence[tuple[str, str]], told: list[str]) -> None:
    """Everybody is answered, and told something besides."""
    await tells(two, told)
    await two.answers(asked)
    await two.rests()


async def tells(two: Processes, told: list[str]) -> None:
    """Not in the second in which a chat has got something already."""
    await two.passes(seconds=2)
    told.append(f"tin thứ {len(told)}.")
    await two.tells(CUONG, told[-1])


async def nobody_knows_whether_it_arrived(two: Processes, told: list[str]) -> None:
    """Zalo takes a message and says nothing: it goes out again, and that is written down."""
    two.double.fails(CS, "cut_after")
    await tells(two, told)
    await two.finds("SELECT count(*) FROM outbox WHERE doubtful > 0", 1)
    await two.passes(minutes=1)
    await two.sends_all()


async def killed_while_it_buys(two: Processes, said: Counter[str], told: list[str]) -> None:
    """Zalo has used the token up, and its answer never comes. The other process gives it up once it may."""
    two.double.fails(TOKENS, "hang")
    await two.passes(hours=25)
    before = len(two.double.refreshes)
    asked = [*await says(two, said, AN)]
    await two.double.until(lambda: len(two.double.refreshes) > before or None, timeout=PATIENCE)
    asked += await says(two, said, BINH, CUONG)
    await two.finds(HEARD, 3, now=instant(two.now))
    await tells(two, told)
    await two.dies(FIRST)
    await two.passes(seconds=LEASE.total_seconds())
    await somebody_has_to_log_in(two)
    await two.passes(seconds=CLAIM.total_seconds() + 1)
    await two.starts(FIRST)
    await healed(two, asked)


async def three_months_later(two: Processes, said: Counter[str], told: list[str]) -> None:
    """The refresh token is stale, which one of the two hears from Zalo, and the other one from it."""
    await two.passes(days=93)
    asked = await says(two, said)
    await two.finds(HEARD, 3, now=instant(two.now))
    await tells(two, told)
    await somebody_has_to_log_in(two)
    await healed(two, asked)


async def somebody_has_to_log_in(two: Processes) -> None:
    """It is written down, and the doctor says so."""
    await two.finds(STATE, "spent")
    assert not await is_logged_in(two)


async def healed(two: Processes, asked: Sequence[tuple[str, str]]) -> None:
    """By an administrator's consent: whoever waits is answered, and what waits is sent."""
    await two.logs_in()
    await two.answers(asked)
    await two.passes(seconds=LOGIN + 1)
    await two.sends_all()
    assert await is_logged_in(two)


async def is_logged_in(two: Processes) -> bool:
    return {check.name: check.ok for check in await examine(two.config, two.now)}["zalo-oa"]


async def every_message_is_accounted_for(two: Processes, said: Counter[str], told: Sequence[str]) -> None:
    """Each arrived once; one that came again is written down as such, and one that did not come has its reason."""
    await two.sends_all()
    assert await two.rows("SELECT id FROM inbox") == []
    rows = await two.rows("SELECT kind, state, doubtful, problem, message_id, reply FROM outbox ORDER BY id")
    shown = {user: two.double.messages(user) for user in EVERYBODY}
    texts = Counter(one.text for one in shown[CUONG])
    for (_, state, doubtful, problem, _, _), words in zip([row for row in rows if row[0] == "told"], told, strict=True):
        assert state == "sent", (words, problem)
        assert 1 <= texts[words] <= 1 + doubtful, words
        assert ("again" in (problem or "")) == (doubtful > 0), (words, problem)
    assert {state for _, state, *_ in rows} <= {"sent", "dropped", "failed"}
    assert all(problem for _, state, _, problem, *_ in rows if state == "failed"), "with its reason"
    assert await two.rows("SELECT id FROM reminder WHERE state IN ('skipped', 'failed') AND reason = ''") == []
    sent = {message for _, state, _, _, message, _ in rows if state == "sent"}
    assert sent <= {one.id for user in two.double.world.people for one in two.double.messages(user)}
    answers = {user: [one for one in shown[user] if one.id not in sent and one.text not in told] for user in shown}
    assert {user: len(got) for user, got in answers.items()} == said
