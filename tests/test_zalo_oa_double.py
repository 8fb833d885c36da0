"""The stand-in for Zalo's Official Account refuses what Zalo refuses, and otherwise behaves like it."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.doubles.zalo_oa import ZaloOaDouble as Double

Json = dict[str, Any]

HOUR, DAY = 3600.0, 86_400.0
NOON = 1_799_989_200.0  # a Friday in January 2027, 12:00 in Vietnam
CS, QUOTA, BY_UID = "/v3.0/oa/message/cs", "/v3.0/oa/quota/message", "/v3.0/oa/message/template"
BY_PHONE, INFO, DAILY, TOKEN = "/message/template", "/template/info/v2", "/message/quota", "/v4/oa/access_token"
PHONE = "84901234567"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class Client:
    """A program that speaks plain HTTP."""

    def __init__(self, double: Double, session: aiohttp.ClientSession) -> None:
        self.double = double
        self.session = session
        self.token = double.logs_in()["access_token"]

    async def post(self, path: str, /, **body: object) -> Json:
        headers = {"access_token": self.token}
        async with self.session.post(self.double.url + path, json=body, headers=headers) as answer:
            envelope: Json = await answer.json()
            return envelope

    async def get(self, path: str, /, **query: str) -> Json:
        headers = {"access_token": self.token}
        async with self.session.get(self.double.url + path, params=query, headers=headers) as answer:
            envelope: Json = await answer.json()
            return envelope

    async def text(self, user_id: str, text: str, **message: object) -> Json:
        return await self.post(CS, recipient={"user_id": user_id}, message={"text": text, **message})


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    async with Double() as double:
        yield double


@pytest.fixture
async def client(double: Double) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(double, session)


@pytest.fixture
def clock(double: Double) -> Clock:
    double.clock = clock = Clock()
    return clock


async def test_a_person_says_something_and_is_answered(double: Double, client: Client) -> None:
    said = double.says("u1", "/dangky")
    answer = await client.text("u1", "Chào bạn")
    shown = await double.next_message("u1", after=said)
    assert (shown.text, shown.buttons, shown.template) == ("Chào bạn", (), "")
    assert answer["data"]["message_id"] == shown.id
