"""Either library that may call Telegram does the same: the same calls go out, and errors mean the same."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.adapters.platform import Later, Moved, Refused, Trouble, Unknown
from bot.adapters.telegram_api import BotApi, NotDone, WrongToken, api_of
from bot.config import TelegramSettings
from chat.message import Attachment
from tests.doubles.proxy import Proxy
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_switches import Kind

AN = 1007

Opens = Callable[..., BotApi]


@pytest.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    async with TelegramDouble() as double:
        double.meets(AN)
        yield double


@pytest.fixture
async def opens(double: TelegramDouble, framework: str) -> AsyncIterator[Opens]:
    """A way to the double; what was opened is closed in the end."""
    opened: list[BotApi] = []

    def opens(**settings: str) -> BotApi:
        told = {"token": double.token, "api_url": double.url, "framework": framework, **settings}
        opened.append(api_of(TelegramSettings.model_validate(told)))
        return opened[-1]

    yield opens
    for api in opened:
        await api.stop()


@pytest.fixture
async def api(opens: Opens) -> BotApi:
    api = opens()
    await api.start()
    return api


async def trouble(api: BotApi, method: str = "SendMessage", **values: Any) -> Trouble:
    with pytest.raises(NotDone) as caught:
        await api.call(method, **(values or {"chat_id": AN, "text": "x"}))
    return caught.value.outcome


# --- what goes out and comes back


async def test_values_arrive_as_they_are_and_the_answer_comes_as_it_is(api: BotApi, double: TelegramDouble) -> None:
    values: dict[str, Any] = {
        "chat_id": AN,
        "text": "Đăng ký",
        "entities": [{"type": "bold", "offset": 0, "length": 7}],
        "reply_markup": {"inline_keyboard": [[{"text": "✅ Xong", "callback_data": "0:a"}]]},
        "allow_paid_broadcast": True,
    }
    sent = await api.call("SendMessage", **values)
    assert double.calls[-1].params == values
    assert sent["message_id"] == double.screen(AN)[-1].message_id


async def test_updates_come_as_telegram_wrote_them(api: BotApi, double: TelegramDouble) -> None:
    """Also those that no library knows yet."""
    new = {"brand_new": {"of": [1, None, "ý"]}}
    double.sends_raw(new)
    (update,) = await api.call("GetUpdates", read_timeout=10.0, offset=0, timeout=5, allowed_updates=[])
    assert update == {**new, "update_id": update["update_id"]}


async def test_a_file_goes_out_with_its_name(api: BotApi, double: TelegramDouble) -> None:
    file = Attachment("dữ liệu của tôi.txt", "Nguyễn Văn An".encode())
    await api.upload("SendDocument", "document", file, chat_id=AN, allow_paid_broadcast=True)
    params = double.calls[-1].params
    assert (params["document"].name, params["document"].content) == (file.name, file.content)
    assert (params["chat_id"], params["allow_paid_broadcast"]) == (AN, True)


async def test_a_file_comes_in(api: BotApi, double: TelegramDouble) -> None:
    kept = double.world.keep_file("ảnh 1.png", b"\x89PNG" + bytes(1 << 17), "image/png")
    assert await api.download(kept.id) == b"\x89PNG" + bytes(1 << 17)


async def test_all_calls_go_through_the_proxy(opens: Opens, double: TelegramDouble) -> None:
    async with Proxy() as proxy:
        api = opens(proxy=proxy.url)
        await api.start()
        kept = double.world.keep_file("a.txt", b"abc", "text/plain")
        assert await api.download(kept.id) == b"abc"
        assert len(double.calls) == 2
        assert proxy.asked
        assert all(double.url.removeprefix("http://") in asked for asked in proxy.asked)
        await api.stop()


# --- what errors mean

TROUBLES: list[tuple[Kind, Trouble]] = [
    ("too_many", Later(9.0)),
    ("migrate", Moved("9")),
    ("blocked", Refused("forbidden: bot was blocked by the user", gone=True)),
    ("chat_not_found", Refused("chat not found", gone=True)),
]


@pytest.mark.parametrize(("kind", "outcome"), TROUBLES, ids=[kind for kind, _ in TROUBLES])
async def test_what_telegram_says_is_understood(
    api: BotApi, double: TelegramDouble, kind: Kind, outcome: Trouble
) -> None:
    double.fails("sendMessage", kind, value=9)
    assert await trouble(api) == outcome


@pytest.mark.parametrize("kind", ["bad_gateway", "cut_before", "cut_after"])
async def test_whether_it_arrived_is_unknown_without_an_answer(api: BotApi, double: TelegramDouble, kind: Kind) -> None:
    double.fails("sendMessage", kind)
    assert isinstance(await trouble(api), Unknown)


async def test_who_does_not_answer_is_not_waited_for_endlessly(api: BotApi, double: TelegramDouble) -> None:
    double.fails("sendMessage", "hang")
    assert isinstance(await trouble(api, chat_id=AN, text="x", read_timeout=0.5), Unknown)


async def test_a_call_that_is_wrong_is_refused_and_nobody_is_gone(api: BotApi) -> None:
    assert await trouble(api, chat_id=AN, text="") == Refused("message text is empty")
    assert await trouble(api, "Dance", x=1) == Refused("not found: method not found")


async def test_of_two_that_poll_one_is_refused(api: BotApi, double: TelegramDouble) -> None:
    first = asyncio.create_task(trouble(api, "GetUpdates", timeout=50))
    await double.until(lambda: double.updates.waiting)
    await api.call("GetUpdates")
    assert isinstance(await first, Refused)


async def test_the_log_learns_why_and_no_number_of_anybody(api: BotApi, double: TelegramDouble) -> None:
    assert NotDone(Moved("777")).why == "Moved"
    double.fails("sendMessage", "blocked")
    assert NotDone(await trouble(api)).why == "forbidden: bot was blocked by the user"


# --- the way itself


@pytest.mark.parametrize("token", ["200:other", "no token", "100"])
async def test_a_token_that_is_not_taken_is_told_at_the_start(opens: Opens, token: str) -> None:
    with pytest.raises(WrongToken) as caught:
        await opens(token=token).start()
    assert token not in str(caught.value)


async def test_a_token_that_is_taken_back_later_ends_nothing(opens: Opens, api: BotApi, double: TelegramDouble) -> None:
    double.token = "100:new"
    assert await trouble(api) == Refused("unauthorized")


async def test_who_only_sends_greets_nobody(opens: Opens, double: TelegramDouble) -> None:
    """Of two processes one may poll, and the other send."""
    await opens().call("SendMessage", chat_id=AN, text="x")
    assert [call.method for call in double.calls] == ["sendMessage"]


async def test_the_start_can_be_tried_again(opens: Opens, double: TelegramDouble) -> None:
    double.fails("getMe", "cut_before")
    api = opens()
    with pytest.raises(NotDone):
        await api.greet()
    await api.start()
    await api.call("SendMessage", chat_id=AN, text="x")


@pytest.mark.parametrize(("framework", "other"), [("ptb", "aiogram"), ("aiogram", "telegram")])
def test_the_other_library_is_not_even_imported(framework: str, other: str) -> None:
    code = (
        "import sys, bot.serving; from bot.adapters.telegram import api_of; from bot.config import TelegramSettings;"
        f"api_of(TelegramSettings(token='1:a', framework='{framework}')); sys.exit('{other}' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
