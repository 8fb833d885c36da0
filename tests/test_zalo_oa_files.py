"""Files that go out at Zalo's Official Account: as they are where Zalo takes them, else by a link; always somehow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.adapters import zalo_oa_api
from bot.adapters.platform import Elsewhere, Outcome, Sent, Unknown
from bot.adapters.zalo_oa_files import MOST
from bot.app import App, build
from chat.message import Address, Attachment, Reply
from tests.doubles.zalo_oa_switches import Kind
from tests.doubles.zalo_oa_uploads import PATHS
from tests.doubles.zalo_oa_world import Shown
from tests.oa_line import AN, OaLine, oa_line

CS = "/v3.0/oa/message/cs"
IMAGE, FILE = PATHS
AT = Address("zalo-oa", AN)
JPEG, PNG, PDF = b"\xff\xd8\xff" + bytes(60), b"\x89PNG\r\n\x1a\n" + bytes(60), b"%PDF-" + bytes(60)
DOC, DOCX, CSV = b"\xd0\xcf\x11\xe0" + bytes(60), b"PK\x03\x04" + bytes(60), "Họ và tên;Mục\n".encode()
PAPER = Attachment("kết quả năm.pdf", PDF)


@pytest.fixture
async def line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    path = tmp_path / "oa.db"
    path.write_bytes(world_sqlite.read_bytes())
    async with oa_line(f"sqlite:///{path}", unused_tcp_port) as line:
        yield line


async def sends(app: App, *files: Attachment, text: str = "") -> Outcome:
    return await app.adapters["zalo-oa"].send(AT, Reply(text, files=files))


def got(line: OaLine) -> list[tuple[str, bytes]]:
    return [(shown.file, shown.content) for shown in line.double.messages(AN)]


def called(line: OaLine, path: str) -> int:
    return sum(call.path == path for call in line.double.calls)


@pytest.mark.parametrize(
    ("name", "content", "arrives"),
    [
        ("kết quả năm.pdf", PDF, "kết quả năm.pdf"),
        ("Biên bản “họp”.DOC", DOC, "Biên bản “họp”.DOC"),
        ("giấy.docx", DOCX, "giấy.docx"),
        ("danh sách.csv", CSV, "danh sách.csv"),
        ("ảnh.png", PNG, "ảnh.png"),
        ("ảnh.jpg", JPEG, "ảnh.jpg"),
        ("ảnh", JPEG, "ảnh.jpg"),
    ],
)
async def test_what_zalo_takes_is_sent_as_it_is(line: OaLine, name: str, content: bytes, arrives: str) -> None:
    async with line.up() as app:
        assert isinstance(await sends(app, Attachment(name, content), text="Đây"), Sent)
    assert line.double.messages(AN)[0].text == "Đây"
    assert got(line)[1:] == [(arrives, content)]
    assert line.double.refused == []


@pytest.mark.parametrize(("file", "most"), [(PAPER, MOST["file"]), (Attachment("ảnh.png", PNG), MOST["image"])])
@pytest.mark.parametrize("more", [0, 1])
async def test_up_to_a_size(line: OaLine, file: Attachment, most: int, more: int) -> None:
    content = file.content.ljust(most + more, b"\0")
    async with line.up() as app:
        await sends(app, Attachment(file.name, content))
        (shown,) = line.double.messages(AN)
        assert shown.content == (b"" if more else content)
        if more:
            assert await handed_out(shown) == (200, content)
    assert line.double.refused == []


@pytest.mark.parametrize("name", ["kết quả.xlsx", "tất cả.zip", "ảnh.webp", "du-lieu.txt", "pdf", "trống.pdf"])
async def test_of_anything_else_there_is_a_link_that_holds_for_a_while(line: OaLine, name: str) -> None:
    content = b"" if name.startswith("trống") else b"PK\x03\x04" + bytes(20)
    async with line.up() as app:
        await sends(app, Attachment(name, content))
        (shown,) = line.double.messages(AN)
        assert name in shown.text
        assert "15 phút" in shown.text
        assert await handed_out(shown) == (200, content)
        line.clock.passes(minutes=16)
        assert (await handed_out(shown))[0] == 404
    assert called(line, IMAGE) == called(line, FILE) == 0


async def test_a_link_of_one_process_holds_in_another_and_tells_no_secret(line: OaLine) -> None:
    async with line.up() as app:
        await sends(app, Attachment("a.xlsx", b"PK"))
    (shown,) = line.double.messages(AN)
    async with line.up():
        assert await handed_out(shown) == (200, b"PK")
        link = shown.text.split()[-1]
        token = link.split("/")[-2]
        for changed in (token[:-1] + ("0" if token[-1] != "0" else "1"), token.replace(".", ".9", 1), "x"):
            assert (await fetched(link.replace(token, changed)))[0] == 404
    secrets = (line.double.app_secret, line.double.oa_secret_key, str(line.token.tokens[0]))
    assert not any(secret in shown.text for secret in secrets)


REFUSALS: list[Kind] = [-201, -210, -211, -224, -233, -32, -1, "502", "504", "not_json", "cut_before", "cut_after"]


@pytest.mark.parametrize("kind", REFUSALS)
@pytest.mark.parametrize("file", [PAPER, Attachment("ảnh.png", PNG)], ids=["a file", "a picture"])
async def test_what_is_not_taken_goes_as_a_link_once(line: OaLine, file: Attachment, kind: Kind) -> None:
    line.double.fails(FILE if file is PAPER else IMAGE, kind)
    async with line.up() as app:
        assert isinstance(await sends(app, file, text="Đây"), Sent)
        text, shown = line.double.messages(AN)
        assert (text.text, shown.file) == ("Đây", "")
        assert await handed_out(shown) == (200, file.content)


async def test_an_upload_that_never_ends_is_given_up(line: OaLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_oa_api, "SLOWLY", aiohttp.ClientTimeout(total=0.2))
    line.double.fails(FILE, "hang")
    async with line.up() as app:
        await sends(app, PAPER)
        (shown,) = line.double.messages(AN)
        assert "15 phút" in shown.text


@pytest.mark.parametrize("code", [-100, -200, -201, -210, -223, -233])
async def test_what_was_taken_and_is_not_sent_goes_as_a_link(line: OaLine, code: int) -> None:
    line.double.fails(CS, code)
    async with line.up() as app:
        assert isinstance(await sends(app, PAPER), Sent)
        (shown,) = line.double.messages(AN)
        assert await handed_out(shown) == (200, PDF)
    assert called(line, FILE) == 1


async def test_where_nothing_may_be_sent_there_is_no_link_either(line: OaLine) -> None:
    line.double.fails(CS, -230)
    async with line.up() as app:
        assert isinstance(await sends(app, PAPER), Elsewhere)
    assert line.double.messages(AN) == []
    assert called(line, CS) == 1


async def test_a_token_that_is_refused_is_asked_for_anew_for_an_upload_too(line: OaLine) -> None:
    line.token.tokens = ["old"]
    async with line.up() as app:
        await sends(app, PAPER)
    assert got(line) == [("kết quả năm.pdf", PDF)]
    assert line.token.refused == ["old"]


async def test_what_is_out_does_not_go_out_again_with_the_rest(line: OaLine) -> None:
    async with line.up() as app:
        sending = asyncio.create_task(sends(app, PAPER, text="Đây"))
        await line.double.until(lambda: line.double.messages(AN) or None)
        line.double.fails(CS, "cut_before")
        assert isinstance(await sending, Unknown)
        assert isinstance(await sends(app, PAPER, text="Đây"), Sent)
        assert isinstance(await sends(app, text="Đây"), Sent)
    assert [shown.text or shown.file for shown in line.double.messages(AN)] == ["Đây", "kết quả năm.pdf", "Đây"]


async def test_a_member_gets_their_data_as_a_file_by_asking(line: OaLine) -> None:
    async with line.up():
        line.double.says(AN, "/dulieu tep")
        shown = await line.double.until(
            lambda: next((m for m in line.double.messages(AN) if "15 phút" in m.text), None)
        )
        status, content = await handed_out(shown)
        assert (status, "Nguyễn Văn An" in content.decode()) == (200, True)


@asynccontextmanager
async def unreachable(line: OaLine) -> AsyncIterator[App]:
    """Nobody knows under what name our server is called."""
    http = line.config.http.model_copy(update={"public_url": ""})
    config = line.config.model_copy(update={"http": http})
    line.config = config
    async with build(config, clock=line.clock, adapters=line.platforms) as app:
        yield app


async def test_where_nobody_can_call_us_it_is_said_in_a_sentence_where_a_file_can_be_had(line: OaLine) -> None:
    async with unreachable(line) as app:
        await sends(app, Attachment("a.xlsx", b"PK"), PAPER)
    told, shown = line.double.messages(AN)
    assert "nhờ ban chấp hành lấy giúp tệp a.xlsx" in told.text
    assert shown.content == PDF, "what can be uploaded needs no server of ours"


async def handed_out(shown: Shown) -> tuple[int, bytes]:
    """What the link in a message leads to."""
    return await fetched(shown.text.split()[-1])


async def fetched(link: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(link) as answer:
        return answer.status, await answer.read()
