"""The memory of a person: it outlives restarts and deploys, and one conversation or chat never touches another."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.memory import Memory, Open, as_json, restored
from chat.message import Attachment, FileRef, Option, Reply
from chat.question import Screen
from chat.talk import SEEN, Chat, Talk, dump_reply, load_reply, said

NOON = "2026-11-23T05:00:00Z"


def reloaded(talk: Talk) -> Talk:
    return Talk(talk.dumps())


def question(key: str, before: str | None = None, **view: Any) -> Open:
    return Open(key, before, Screen("?"), view, ())


# A talk


def test_nothing_is_remembered_of_somebody_new() -> None:
    assert orjson.loads(Talk().dumps()) == {"flows": {}, "chats": {}, "unfinished": ""}
    chat = Talk().chat("telegram:an")
    assert (chat.flow, chat.key, chat.turn, chat.shown, chat.seen) == ("", "", 0, None, [])


def test_a_talk_is_the_same_after_it_was_kept() -> None:
    talk = Talk()
    memory = talk.memory("register")
    memory.answers = {"criteria": {"on": ["1.1"], "done": True}, "action.1.1": "Đọc sách"}
    memory.kept, memory.ahead = {"due.1.1": ["day", "2027-03-01", "2027-03-01"]}, {"how.1.1": "mượn"}
    memory.given, memory.about, memory.change, memory.was = "sua 5", "3/0", "due.1.1", ["x"]
    talk.unfinished = "register"
    chat = talk.chat("telegram:an")
    chat.opens("register", question("due.1.1", "action.1.1", page=2))
    chat.heard("m1", NOON)
    chat.reply = dump_reply(Reply("?", options=(Option("a", "A"),), turn=1))
    again = reloaded(reloaded(talk))
    assert again.memory("register") == memory
    assert again.chat("telegram:an") == chat
    assert again.unfinished == "register"
    assert orjson.loads(again.dumps()) == orjson.loads(talk.dumps())


def test_what_a_turn_does_not_touch_is_kept_as_it_is() -> None:
    raw = orjson.dumps(
        {"flows": {"old": {"answers": {"a": 1}}}, "chats": {"zalo:an": {"turn": 4}}, "unfinished": "old"}
    )
    talk = Talk(raw.decode())
    talk.memory("new").answers["b"] = 2
    talk.chat("telegram:an").heard("m1", NOON)
    kept = orjson.loads(talk.dumps())
    assert kept["flows"] == {"old": {"answers": {"a": 1}}, "new": {"answers": {"b": 2}}}
    assert kept["chats"] == {"zalo:an": {"turn": 4}, "telegram:an": {"seen": ["m1"], "last": NOON}}


def test_what_another_version_kept_besides_is_no_fault() -> None:
    reply = {"text": "?", "new": 1, "turn": 2, "options": [{"code": "a", "label": "A", "colour": "red"}]}
    raw = {
        "flows": {"f": {"answers": {"a": 1}, "new": 1}},
        "chats": {"c": {"turn": 2, "new": 1, "reply": reply}},
        "new": 1,
    }
    talk = Talk(orjson.dumps(raw).decode())
    assert talk.memory("f").answers == {"a": 1}
    assert talk.chat("c").shown == Reply("?", options=(Option("a", "A"),), turn=2)


def test_a_conversation_about_which_nothing_is_known_takes_no_room() -> None:
    talk = Talk()
    talk.memory("home")
    talk.memory("register").answers["a"] = 1
    talk.memory("register").answers.clear()
    assert orjson.loads(talk.dumps())["flows"] == {}


def test_conversations_do_not_know_of_each_other() -> None:
    talk = Talk()
    talk.memory("register").answers["name"] = "An"
    assert talk.memory("join").answers == {}
    talk.forget("join")
    assert reloaded(talk).memory("register").answers == {"name": "An"}


def test_to_forget_a_conversation_is_to_forget_that_it_was_unfinished() -> None:
    talk = Talk()
    talk.memory("register").answers["a"] = 1
    talk.unfinished = "register"
    talk = reloaded(talk)
    talk.forget("other")
    assert talk.unfinished == "register"
    talk.forget("register")
    assert (talk.unfinished, talk.memory("register").answers) == ("", {})
    assert orjson.loads(talk.dumps())["flows"] == {}


def test_chats_are_independent_and_answers_are_the_persons() -> None:
    talk = Talk()
    talk.chat("telegram:an").opens("register", question("name"))
    talk.memory("register").answers["name"] = "An"
    zalo = talk.chat("zalo:an")
    assert (zalo.flow, zalo.turn) == ("", 0)
    zalo.opens("register", question("birth"))
    zalo.closes()
    assert reloaded(talk).chat("telegram:an").key == "name"


def test_a_chat_moves_to_another_person_whole() -> None:
    talk, theirs = Talk(), Talk()
    talk.chat("telegram:an").heard("m1", NOON)
    talk = reloaded(talk)
    theirs.give_chat("telegram:an", talk.take_chat("telegram:an"))
    assert reloaded(theirs).chat("telegram:an").seen == ["m1"]
    assert orjson.loads(talk.dumps())["chats"] == {}
    assert reloaded(talk).chat("telegram:an").seen == []


# A chat


def test_a_question_drawn_again_keeps_its_turn_and_another_one_takes_the_next() -> None:
    chat = Chat()
    chat.opens("register", question("name"))
    assert chat.turn == 1
    chat.opens("register", question("name", page=1))
    assert (chat.turn, chat.view) == (1, {"page": 1})
    chat.opens("register", question("birth", "name"))
    assert (chat.turn, chat.before, chat.view) == (2, "name", {})
    chat.opens("join", question("birth"))
    assert chat.turn == 3


def test_a_closed_chat_takes_the_next_turn_even_for_the_same_question() -> None:
    chat = Chat()
    chat.opens("register", question("name", "x", page=1))
    chat.closes()
    assert (chat.flow, chat.key, chat.before, chat.view, chat.turn) == ("", "", None, {}, 2)
    chat.opens("register", question("name"))
    assert chat.turn == 3


def test_the_last_sixteen_deliveries_are_remembered() -> None:
    chat = Chat()
    for n in range(SEEN):
        chat.heard(f"m{n}", NOON)
    assert chat.seen == [f"m{n}" for n in range(SEEN)]
    chat.heard("m16", NOON)
    assert (len(chat.seen), chat.seen[0], chat.seen[-1]) == (SEEN, "m1", "m16")


# A memory


@pytest.mark.parametrize("answer", ["An", ["day", "2027-03-01", "2027-03-01"], {"yes": True, "of": 1}, {"id": "f"}])
def test_what_is_opened_again_is_set_aside(answer: Any) -> None:
    memory = Memory(answers={"name": answer, "other": 1}, ahead={"name": "x", "next": "y"})
    memory.reopen("name")
    assert (memory.answers, memory.kept, memory.ahead) == ({"other": 1}, {"name": answer}, {"next": "y"})
    memory.settles("name")
    assert memory.kept == {}


def test_ticks_stay_ticked_when_their_list_is_opened_again() -> None:
    memory = Memory(answers={"items": {"on": ["a"], "done": True, "page": 2}})
    memory.reopen("items")
    assert (memory.answers, memory.kept) == ({"items": {"on": ["a"], "done": False, "page": 2}}, {})


def test_what_was_never_answered_can_be_opened() -> None:
    memory = Memory()
    memory.reopen("name")
    memory.changes("name")
    memory.restore("name")
    assert memory == Memory()


@pytest.mark.parametrize("was", ["An", {"on": ["a"], "done": True}])
def test_a_change_that_is_left_brings_back_what_was_there(was: Any) -> None:
    memory = Memory(answers={"name": was})
    memory.changes("name")
    assert (memory.change, memory.was) == ("name", was)
    memory = restored(Memory, orjson.loads(orjson.dumps(as_json(memory))))
    memory.kept["name"] = "doubtful"
    if isinstance(was, dict):
        memory.answers["name"] = {"on": ["a", "b"], "done": False}
    memory.restore("name")
    assert memory == Memory(answers={"name": was})


def test_a_change_ends_with_its_answer_and_with_no_other() -> None:
    memory = Memory(answers={"name": "An", "place": "x"})
    memory.changes("name")
    memory.settles("place")
    assert (memory.change, memory.was) == ("name", "An")
    memory.settles("name")
    assert (memory.change, memory.was) == ("", None)


def test_to_leave_what_is_not_being_changed_changes_nothing() -> None:
    memory = Memory(answers={"place": "x"}, change="name", was="An")
    memory.restore("place")
    assert memory == Memory(answers={"place": "x"}, change="name", was="An")


def test_to_forget_leaves_the_words_after_the_command_and_what_they_are_about() -> None:
    memory = Memory({"a": 1}, {"b": 1}, {"c": "x"}, "sua 5", "3/0", "a", 1)
    memory.forget()
    assert memory == Memory(given="sua 5", about="3/0")


# A reply

options = st.builds(
    Option,
    st.text(min_size=1),
    st.text(min_size=1),
    st.booleans(),
    st.none() | st.text(st.characters(codec="utf-8"), min_size=1),
)
replies = st.builds(
    Reply,
    st.text(),
    st.text(),
    st.lists(options, max_size=4).map(tuple),
    st.booleans(),
    st.booleans(),
    st.text(),
    st.integers(0, 9999),
    st.booleans(),
    st.lists(st.builds(Attachment, st.text(min_size=1), st.binary()), max_size=2).map(tuple),
)


@given(replies)
def test_a_reply_is_the_same_after_it_was_kept(reply: Reply) -> None:
    assert load_reply(orjson.loads(orjson.dumps(dump_reply(reply)))) == reply


def test_what_is_empty_is_not_kept() -> None:
    assert dump_reply(Reply("?", options=(Option("a", "A"),))) == {
        "text": "?",
        "options": [{"code": "a", "label": "A"}],
    }


def test_what_was_said_is_read_against_the_numbers_that_were_shown() -> None:
    options = (Option("+a", "A"), Option("-b", "B", on=True), Option("1.1", "1.1 C"), Option(".done", "Xong"))
    file = FileRef("f")
    assert said("1", None, [file], Reply("?", options=options, many=True, turn=1)).numbers == ("a", "b")
    assert said("1", None, [file], Reply("?", options=options, turn=1)).files == (file,)
    assert said("1", None, (), Reply("?", options=options, turn=1, words=True)).numbers == ()
    assert said("1", None, (), Reply("?", options=options)).numbers == ()
    assert said("1", None, (), None).numbers == ()
