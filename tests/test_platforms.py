"""What platforms take of a bot account: the shipped file is sound, a doubtful one is refused, an unknown one spared."""

from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.pacing import gap_in
from chat.message import Address
from programmes.files import Refused
from programmes.platforms import ANY, Limits, limits, limits_of, load

GOOD = {
    "per_second": "25",
    "chat_seconds": "1",
    "group_per_minute": "20",
    "rank": "1",
    "source": '["somewhere"]',
    "certainty": '"high"',
}


def written(folder: Path, **said: str | None) -> Path:
    place = folder / "platforms.toml"
    lines = [f"{name} = {value}" for name, value in {**GOOD, **said}.items() if value is not None]
    place.write_text("\n".join(["[telegram]", *lines]), "utf-8")
    return place


def test_the_shipped_file_is_whole() -> None:
    assert not isinstance(load(files("programmes") / "platforms.toml"), Refused)
    assert {"telegram", "zalo", "zalo-oa", "web"} <= limits().keys()
    assert limits_of("zalo").per_month == 3000
    assert limits_of("zalo").people == 50


def test_a_platform_that_is_not_in_the_file_is_treated_with_care() -> None:
    assert limits_of("smoke signals") == ANY


def test_telegram_is_tried_first_and_a_page_last() -> None:
    by_rank = sorted(limits(), key=lambda platform: limits_of(platform).rank)
    assert by_rank == ["telegram", "zalo-oa", "zalo", "web"]
    assert limits_of("zalo").rank < limits_of("smoke signals").rank < limits_of("web").rank


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert load(written(tmp_path, per_month="10")) == {"telegram": Limits(25, 1, 20, 1, 10)}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"per_second": "0"}, "wrong-value"),
        ({"per_second": "true"}, "wrong-value"),
        ({"chat_seconds": "-1"}, "wrong-value"),
        ({"group_per_minute": "0"}, "wrong-value"),
        ({"rank": "0"}, "wrong-value"),
        ({"rank": None}, "missing-key"),
        ({"per_month": "0"}, "wrong-value"),
        ({"certainty": '"sure"'}, "wrong-value"),
        ({"source": "[]"}, "wrong-value"),
        ({"per_second": None}, "missing-key"),
        ({"per_week": "1"}, "unknown-key"),
    ],
)
def test_a_doubtful_file_is_refused_as_a_whole(tmp_path: Path, said: dict[str, str | None], code: str) -> None:
    refused = load(written(tmp_path, **said))
    assert isinstance(refused, Refused)
    assert refused.code == code


@pytest.mark.parametrize(
    ("platform", "user", "seconds"),
    [("telegram", "7", 1), ("telegram", "-1007", 3), ("web", "7", 0), ("somewhere", "7", 1)],
)
def test_the_gap_in_a_chat(platform: str, user: str, seconds: float) -> None:
    assert gap_in(Address(platform, user)) == timedelta(seconds=seconds)
