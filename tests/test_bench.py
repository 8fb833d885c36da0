"""The bench itself: the talk still runs through, and an answer that is lost, doubled or mixed up is noticed."""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from bench.__main__ import RECORDED
from bench.checking import misread
from bench.crowd import Crowd, Met, holds_own_words
from bench.databases import Databases
from bench.double import Double
from bench.layers import split
from bench.lineup import LINEUP, ROOT
from bench.office import school_of
from bench.people import people
from bench.processes import Figures
from bench.report import tables
from bench.results import result_of
from bench.run import Load, run
from bench.scenes import CALM, DAILY, SCENES, TOLD
from bench.talk import CHOICES
from bench.wire import Wire
from tests.conftest import finished

LOAD = Load(chats=2, rounds=2)
FIGURES: Figures = {"cpu": 1.0, "peak_mib": 50.0, "messages": 9, "lost": 0, "doubled": 0, "unfinished": 0}
FIGURES |= {"strange": 0, "misread": [], "log": ""}
FLOOR = replace(LINEUP["aiohttp"], python=sys.executable)  # what it needs, our own environment has


@dataclass(slots=True)
class Played:
    """The smallest load, played to our bot and then, from the screens recorded, to the floor."""

    folder: Path
    ours: Figures
    floor: Figures

    @property
    def database(self) -> Path:
        return self.folder / "ours" / "bot.db"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("bench")
    screens = folder / "screens.json"
    seen: list[Figures] = []

    async def play() -> None:
        databases = Databases(folder, school_of(LOAD.everybody))
        for bot, name in ((LINEUP["ours-sqlite"], "ours"), (FLOOR, "floor")):
            place = folder / name
            place.mkdir()
            seen.append(await run(bot, LOAD, databases, place, screens, record=name == "ours"))

    finished(play())
    return Played(folder, *seen)


def test_the_product_still_plays_the_talk(played: Played) -> None:
    assert played.ours["finished"] == LOAD.measured, played.ours
    assert result_of([played.ours]).sound, played.ours
    assert played.ours["cpu"] > 0


def test_a_peer_answers_with_the_same_screens(played: Played) -> None:
    assert played.floor["finished"] == LOAD.measured, played.floor
    assert result_of([played.floor]).sound, played.floor
    assert played.floor["messages"] == played.ours["messages"]
    assert played.floor["signs"] == played.ours["signs"]


LINES_OF_NOUGHT = (
    "SELECT line.id FROM line JOIN form ON form.id = line.form_id JOIN link ON link.person_id = form.person_id"
    " WHERE link.user = '5000000000' ORDER BY line.id"
)
COPIED = "position, criterion, group_title, title, action, folded, due_precision, due_start, due_end, how"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DELETE FROM line WHERE id = ?", "person 0: 2 lines, not the 3"),
        ("UPDATE line SET how = (SELECT max(how) FROM line WHERE id > ?1) WHERE id = ?1", "person 0: 3 lines"),
        (
            f"INSERT INTO line (form_id, version, {COPIED}) SELECT form_id, 2, {COPIED} FROM line WHERE id = ?",  # noqa: S608
            "person 0: 4 lines, not the 3",
        ),
        ("UPDATE link SET user = ? || 'x' WHERE user = '5000000000'", "x: a form of nobody"),
    ],
    ids=["lost", "mixed up", "doubled", "of nobody"],
)
async def test_a_form_that_is_not_what_was_written_is_noticed(
    change: str, told: str, played: Played, tmp_path: Path
) -> None:
    database = shutil.copy(played.database, tmp_path)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(change, connection.execute(LINES_OF_NOUGHT).fetchone())
    assert any(told in fault for fault in await misread(f"sqlite:///{database}", people(LOAD.everybody)))


class ByHand(Wire):
    """The connection of a bot that answers as the test has it."""

    def __init__(self, double: Double) -> None:
        super().__init__(double.take, 0)
        self.double = double
        self.got: list[Any] = []

    @property
    def gone(self) -> bool:
        return False

    def answer(self, body: bytes) -> None:
        self.got.append(orjson.loads(body)["result"])

    def polls(self) -> list[Any]:
        self.double.take(self, "getupdates", {"offset": 0})
        updates: list[Any] = self.got[-1]
        return updates

    def shows(self, text: str) -> None:
        self.double.take(self, "sendmessage", {"chat_id": SOMEBODY.user, "text": text})


SOMEBODY = people(1)[0]


@dataclass(slots=True)
class Meeting:
    """Somebody has just said the first word to a bot that is played by hand."""

    crowd: Crowd
    bot: ByHand
    playing: asyncio.Task[Met]


@pytest.fixture
async def meeting(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Meeting]:
    monkeypatch.setattr("bench.crowd.LOOK", 0.01)
    crowd = Crowd()
    playing = asyncio.create_task(crowd.plays([SOMEBODY], 1, 60))
    await asyncio.sleep(0)  # one step of the loop
    yield Meeting(crowd, ByHand(crowd.double), playing)
    playing.cancel()


async def test_a_message_is_handed_out_until_it_is_confirmed(meeting: Meeting) -> None:
    (update,) = meeting.bot.polls()
    assert meeting.bot.polls() == [update]
    assert update["message"]["text"] == "/dangky"


async def test_a_second_answer_is_one_too_many(meeting: Meeting) -> None:
    meeting.bot.polls()
    meeting.bot.shows("once")
    meeting.bot.shows("twice")
    assert (len(meeting.crowd.met.seconds), meeting.crowd.met.doubled) == (1, 1)


async def test_an_answer_to_what_was_not_handed_out_is_one_too_many(meeting: Meeting) -> None:
    meeting.bot.shows("early")
    assert (len(meeting.crowd.met.seconds), meeting.crowd.met.doubled) == (0, 1)


async def test_a_message_without_an_answer_is_lost(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.crowd.PATIENCE", 0)
    meeting.bot.polls()
    met = await meeting.playing
    assert (met.lost, met.finished) == (1, 0)


async def test_who_still_reads_says_nothing() -> None:
    crowd = Crowd()
    playing = asyncio.create_task(crowd.plays([SOMEBODY], 1, 60, pause=1e9))
    await asyncio.sleep(0)  # one step of the loop
    assert ByHand(crowd.double).polls() == []
    playing.cancel()


def test_the_clock_of_our_program_is_ours_only_where_a_scene_has_an_hour(tmp_path: Path) -> None:
    ours = LINEUP["ours-sqlite"]
    assert SCENES[DAILY].load.command(ours, "", tmp_path, "")[2:] == ("bot.cli", "run")
    assert [SCENES[name].load.command(ours, "", tmp_path, "")[2:] for name in (CALM, TOLD)] == [
        ("bench.at_hour", "06:00", "run"),
        ("bench.at_hour", "08:00", "run"),
    ]


async def test_a_screen_without_the_wanted_button_is_strange(meeting: Meeting) -> None:
    meeting.bot.polls()
    meeting.bot.shows("nothing to tap")
    met = await meeting.playing
    assert "nothing to tap" in met.strange[0]
    assert met.finished == 0


def test_a_review_holds_all_of_the_own_words_and_nobody_elses() -> None:
    whole = "\n".join(SOMEBODY.words().values())
    assert holds_own_words(SOMEBODY, whole)
    assert not holds_own_words(SOMEBODY, whole.partition("\n")[2])
    assert not holds_own_words(SOMEBODY, f"{whole} (№1)")


def test_each_kind_of_person_is_recorded() -> None:
    assert {person.chosen for person in people(RECORDED.everybody)} == set(CHOICES)


@pytest.mark.parametrize(
    "wrong", [{"lost": 1}, {"doubled": 1}, {"strange": 1}, {"misread": ["?"]}, {"unfinished": 1}, {"log": "?"}]
)
def test_whatever_went_wrong_in_one_run_makes_the_result_unsound(wrong: Figures, played: Played) -> None:
    assert not result_of([played.ours, {**played.ours, **wrong}]).sound


def test_a_goal_that_is_missed_is_called_so() -> None:
    scene = SCENES[DAILY]
    runs = {(scene.name, name): [{**FIGURES, "cpu": cpu}] for name, cpu in (("ours-sqlite", 0.5), ("aiogram", 1.0))}
    lines = list(tables([scene], runs))
    assert "| CPU, beside aiogram in memory | 0.40 × | 0.50 × | **missed** |" in lines
    assert "| peak memory, beside aiogram in memory | 0.60 × | 1.00 × | **missed** |" in lines
    assert "| CPU, PostgreSQL beside SQLite | 1.35 × | – | not measured |" in lines
    assert "| nothing lost, doubled or wrong | 0 | 0 | met |" in lines


def test_a_sample_counts_for_the_innermost_layer() -> None:
    libraries, ours = "/x/site-packages", str(ROOT)
    raw = (
        f"run (/x/asyncio/runners.py:1);turn ({ours}/bot/router.py:1);read (/x/site-packages/aiosqlite/core.py:2) 3",
        f"run (/x/asyncio/runners.py:1);turn ({ours}/bot/router.py:1);sub (/x/re.py:1) 2",
        f"send ({ours}/bot/adapters/telegram.py:1);do_request ({libraries}/aiohttp/client.py:1) 1",
        "run (/x/asyncio/runners.py:1) 4",
    )
    layers, functions = split("\n".join(raw))
    wanted = {"database driver": 3, "router, lanes, inbox, outbox": 2, "transport": 1, "event loop": 4}
    assert layers == wanted
    assert functions["read (aiosqlite/core.py)"] == 3
