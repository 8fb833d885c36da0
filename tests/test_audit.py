"""`renluyen audit`: the record holds, a cheat shows, and what was erased rightly does not (products 85)."""

import json
import sqlite3
from pathlib import Path

import orjson
import pytest

from bot.auditing import newest_links, verify_record
from bot.office import Fail
from tests.office import Operator, renluyen
from tests.school import AN, BINH, DUNG, school_at
from tests.test_commands import desk


@pytest.fixture
async def operator(world_sqlite: Path, tmp_path: Path) -> Operator:
    """A database in which two forms were sent and one was returned with a reason."""
    (tmp_path / "world.db").write_bytes(world_sqlite.read_bytes())
    url = f"sqlite:///{tmp_path / 'world.db'}"
    async with school_at(url) as school:
        first, _ = await school.sends(AN), await school.sends(DUNG)
        async with school.writes() as store:
            await store.give_back(first, await school.person(BINH), "telegram", (), "An viết rõ hơn nhé")
    return renluyen(tmp_path, url)


def cheats(operator: Operator, *statements: str) -> None:
    """Somebody with the database in hands takes the locks off and changes what was written."""
    connection = sqlite3.connect(operator.folder / "world.db")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


async def test_a_cheated_row_is_found_and_an_erased_reason_is_not(operator: Operator) -> None:
    office = desk(operator.config.database.url)
    done = await verify_record(office, None, None)
    assert (done.document["ok"], done.document["links"]) == (True, 3)
    cheats(operator, "UPDATE decision SET reason = '', salt = ''")
    assert (await verify_record(office, "12A1", None)).lines == ["Nhật ký nguyên vẹn: 1 chuỗi, 3 việc."]
    cheats(operator, "UPDATE decision SET actor_id = person_id WHERE act = 'returned'")
    told = operator.runs("audit", "verify", "--json", ok=False)
    assert (told.returncode, told.stderr) == (1, "Nhật ký không nguyên vẹn: 1 chỗ đứt.\n")
    (found,) = json.loads(told.stdout)["breaks"]
    assert (found["unit"], found["year"], found["seq"], found["problem"]) == ("12A1", 2027, 3, "changed")
    assert (await verify_record(office, "DTHPT", None)).document["chains"] == 0, "another unit's chain is none of this"


CUT = (
    "DELETE FROM decision WHERE act = 'returned'",
    "UPDATE chain SET seq = 2, digest = (SELECT digest FROM decision WHERE seq = 2)",
)


async def test_heads_kept_elsewhere_show_what_was_cut_or_written_anew(operator: Operator) -> None:
    """A chain that was cut properly, or forged from its first link on, holds in itself."""
    office, kept = desk(operator.config.database.url), operator.folder / "heads.json"
    kept.write_bytes(orjson.dumps((await newest_links(office, None)).document))
    async with school_at(operator.config.database.url) as school:
        card = await school.sends(BINH)
        async with school.writes() as store:
            await store.confirm(card, await school.person(AN), "web")
    assert (await verify_record(office, None, kept)).document["kept"] == 1, "what grew since still holds it"
    cheats(operator, "DELETE FROM decision WHERE seq > 3", *CUT)
    assert (await verify_record(office, None, None)).document["ok"], "by itself it cannot know"
    with pytest.raises(Fail) as cut:
        await verify_record(office, None, kept)
    assert cut.value.found is not None
    assert cut.value.found.lines == ["12A1, năm 2027: chuỗi bị cắt, không còn việc 3."]
    head = orjson.loads(kept.read_bytes())["heads"][0]
    kept.write_bytes(orjson.dumps({"heads": [{**head, "seq": 2}]}))
    with pytest.raises(Fail) as rewritten:
        await verify_record(office, None, kept)
    assert rewritten.value.found is not None
    assert rewritten.value.found.document["breaks"][0]["problem"] == "rewritten"  # type: ignore[index]


@pytest.mark.parametrize(
    ("unit", "against", "sentence"),
    [
        ("XX", None, "Không có đơn vị XX."),
        (None, "config.toml", "Không đọc được"),
        (None, "none.json", "Không đọc được"),
    ],
)
async def test_what_cannot_be_looked_at_is_said_in_one_sentence(
    operator: Operator, unit: str | None, against: str | None, sentence: str
) -> None:
    with pytest.raises(Fail, match=sentence):
        await verify_record(desk(operator.config.database.url), unit, operator.folder / against if against else None)
