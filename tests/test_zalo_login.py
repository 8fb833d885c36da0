"""`renluyen zalo login`: an administrator consents once, and the account has its first pair of tokens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from bot.config import Config
from bot.office import Done, Fail, Office
from bot.zalo_office import TEXTS, login, new_verifier
from storage.database import open_database
from storage.zalo_tokens import Kept, TokenBox
from tests.doubles.zalo_oa import ZaloOaDouble
from tests.world import START

BACK = "https://rl.example/zalo"


class Stays(HTTPRedirectHandler):
    """A browser that only tells where it was led."""

    def redirect_request(self, *_: object) -> None:
        return None


def consents(address: str) -> str:
    """Opens the address, agrees, and copies the address of the page that comes then."""
    try:
        build_opener(Stays).open(address)
    except HTTPError as led:
        return str(led.headers["Location"])
    raise AssertionError("nobody was led anywhere")


@pytest.fixture
async def double() -> AsyncIterator[ZaloOaDouble]:
    async with ZaloOaDouble() as double:
        double.clock = START.timestamp
        yield double


def desk(url: str, double: ZaloOaDouble, **more: str) -> Office:
    zalo = {"app_id": double.app_id, "app_secret": double.app_secret, "oauth_url": double.url, **more}
    return Office(Config.model_validate({"database": {"url": url}, "zalo_oa": zalo}), TEXTS, START)


async def asked(office: Office, ask: Callable[[str], str]) -> list[str]:
    """What the command says; it waits for its administrator in a thread, as the terminal does."""
    with ThreadPoolExecutor(1) as pool:
        return list((await asyncio.wrap_future(pool.submit(_in_a_loop, office, ask))).lines)


def _in_a_loop(office: Office, ask: Callable[[str], str]) -> Done:
    return asyncio.run(login(office, BACK, START, ask))


async def kept(url: str) -> Kept | None:
    database = await open_database(url)
    try:
        return await TokenBox(database, "oa1").kept()
    finally:
        await database.close()


async def test_whoever_consents_gives_the_account_its_tokens(empty: str, double: ZaloOaDouble) -> None:
    assert await asked(desk(empty, double), consents) == [TEXTS("cli-zalo-login-done")]
    found = await kept(empty)
    assert found is not None
    assert (found.state, found.pair.until) == ("good", START + timedelta(hours=25))


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        (lambda _: "", "cli-error-zalo-no-consent"),
        (lambda _: "https://rl.example/zalo?error=-14003", "cli-error-zalo-no-consent"),
        (lambda address: consents(address).replace("state=", "state=x"), "cli-error-zalo-no-consent"),
    ],
)
async def test_an_address_that_is_no_answer_changes_nothing(
    empty: str, double: ZaloOaDouble, pasted: Callable[[str], str], sentence: str
) -> None:
    with pytest.raises(Fail, match=TEXTS(sentence)[:30]):
        await asked(desk(empty, double), pasted)
    assert await kept(empty) is None


async def test_a_consent_is_good_once(empty: str, double: ZaloOaDouble) -> None:
    answers: list[str] = []

    def first(address: str) -> str:
        answers.append(consents(address))
        return answers[0]

    def code_of_the_first(address: str) -> str:
        code = answers[0].partition("code=")[2].partition("&")[0]
        fresh = consents(address)
        return fresh.replace(fresh.partition("code=")[2].partition("&")[0], code)

    await asked(desk(empty, double), first)
    before = await kept(empty)
    with pytest.raises(Fail, match="10 phút"):
        await asked(desk(empty, double), code_of_the_first)
    assert await kept(empty) == before


@pytest.mark.parametrize(("seconds", "good"), [(599, True), (600, False)])
async def test_a_consent_is_good_for_ten_minutes(empty: str, double: ZaloOaDouble, seconds: int, good: bool) -> None:
    def late(address: str) -> str:
        answer = consents(address)
        double.jumps(seconds)
        return answer

    if good:
        assert await asked(desk(empty, double), late) == [TEXTS("cli-zalo-login-done")]
    else:
        with pytest.raises(Fail, match="10 phút"):
            await asked(desk(empty, double), late)
    assert (await kept(empty) is not None) == good


async def test_the_wrong_account_the_wrong_secret_and_no_zalo_are_each_a_sentence(
    empty: str, double: ZaloOaDouble
) -> None:
    for more, words in (
        ({"oa_id": "another"}, "oa1"),
        ({"app_secret": "wrong"}, "10 phút"),
        ({"app_secret": ""}, "zalo_oa.app_id"),
    ):
        with pytest.raises(Fail, match=words):
            await asked(desk(empty, double, **more), consents)
    away = desk(empty, double, oauth_url="http://127.0.0.1:1")
    with pytest.raises(Fail, match="thử lại"):
        await asked(away, lambda address: consents(address.replace("http://127.0.0.1:1", double.url)))
    assert await kept(empty) is None


def test_a_verifier_is_what_zalo_takes() -> None:
    for verifier in (new_verifier() for _ in range(50)):
        assert len(verifier) == 43
        assert verifier.isalnum()
        assert verifier.isascii()
