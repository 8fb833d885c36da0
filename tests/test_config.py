"""The settings: the example is complete, the environment comes before the file, and what is wrong is named."""

import os
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from bot.config import BadConfig, Config, example_config, load_config
from chat.texts import load_texts

ROOT = Path(__file__).parents[1]
TEXTS = load_texts()
TOKEN = "123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"
ZALO = "12345689:abc-xyz"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("RENLUYEN_")]:
        monkeypatch.delenv(name)


def told(folder: Path, text: str) -> Config | BadConfig:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return load_config(path)


def good(folder: Path, text: str = "") -> Config:
    config = told(folder, text)
    assert isinstance(config, Config), config
    return config


def plain(model: BaseModel) -> dict[str, Any]:
    """Every setting by the key it has in the file."""
    found: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        value = plain(value) if isinstance(value, BaseModel) else value
        value = value.get_secret_value() if isinstance(value, SecretStr) else value
        found[field.alias or name] = list(value) if isinstance(value, tuple) else value
    return found


# --- the example


def test_the_example_has_every_setting_with_its_default_and_no_other(tmp_path: Path) -> None:
    assert tomllib.loads(example_config()) == plain(good(tmp_path))


def test_the_example_as_it_stands_is_the_default_configuration(tmp_path: Path) -> None:
    assert good(tmp_path, example_config()) == good(tmp_path)


@pytest.mark.parametrize("line", [line for line in example_config().splitlines() if re.match(r"\w+ = ", line)])
def test_every_setting_of_the_example_has_one_comment(line: str) -> None:
    assert re.search(r'(?<=[\d"\]e]) {2,}# \S.{9,}$', line)
    assert len(line) <= 120


def test_the_example_beside_the_readme_is_the_one_that_is_shipped() -> None:
    assert example_config() == (ROOT / "config.example.toml").read_text("utf-8")


# --- the environment comes before the file

OVERRULED: list[tuple[str, str, str, object]] = [
    ("DATABASE__URL", "sqlite:///other.db", "database.url", "sqlite:///other.db"),
    ("BOT__ADDRESS", "dong-chi", "bot.address", "dong-chi"),
    ("NOTICE__VERSION", "2", "notice.version", "2"),
    ("TELEGRAM__USERNAME", "mau_bot", "telegram.username", "mau_bot"),
    ("TELEGRAM__PER_SECOND", "5", "telegram.per_second", 5),
    ("BOT__SAFE_MODE", "true", "bot.safe_mode", True),
    ("TELEGRAM__PAID", "true", "telegram.paid", True),
    ("TELEGRAM__FRAMEWORK", "aiogram", "telegram.framework", "aiogram"),
    ("PAPERS__TEMPLATES", "/srv/mau", "papers.templates", "/srv/mau"),
    ("PAPERS__OFFICIAL", "/srv/map.toml", "papers.official", "/srv/map.toml"),
    ("LOG__LEVEL", "debug", "log.level", "debug"),
    ("LOG__JSON", "false", "log.json_", False),
]


@pytest.mark.parametrize(("name", "value", "where", "expected"), OVERRULED, ids=[name for name, *_ in OVERRULED])
def test_the_environment_overrules_the_file(
    name: str, value: str, where: str, expected: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"RENLUYEN_{name}", value)
    found: object = good(tmp_path, example_config())
    for part in where.split("."):
        found = getattr(found, part)
    assert found == expected


def test_a_variable_leaves_the_other_settings_of_its_section_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENLUYEN_TELEGRAM__TOKEN", TOKEN)
    telegram = good(tmp_path, '[telegram]\nusername = "mau_bot"\ntoken = "1:file"').telegram
    assert (telegram.token.get_secret_value(), telegram.username) == (TOKEN, "mau_bot")


# --- what is wrong is named

REFUSED: list[tuple[str, str, str]] = [
    ("[telegram]\ntokn = 'x'", "unknown-key", "telegram.tokn"),
    ("[telegrm]\ntoken = 'x'", "unknown-key", "telegrm"),
    ("colour = 'red'", "unknown-key", "colour"),
    ("_env_prefix = 'OTHER_'", "unknown-key", "_env_prefix"),
    ("[log]\njson_ = true", "unknown-key", "log.json_"),
    ("database = 'sqlite:///a.db'", "bad-value", "database"),
    ("[database]\nurl = 3", "bad-value", "database.url"),
    ("[database]\nurl = 'mysql://host/name'", "bad-value", "database.url"),
    ("[database]\nurl = 'renluyen.db'", "bad-value", "database.url"),
    ("[database]\nurl = 'sqlite://'", "bad-value", "database.url"),
    ("[database]\nurl = 'sqlite:///:memory:'", "bad-value", "database.url"),
    ("[database]\nurl = 'postgresql://host:port/name'", "bad-value", "database.url"),
    ("[bot]\naddress = 'em'", "bad-value", "bot.address"),
    ("[telegram]\napi_url = ''", "bad-value", "telegram.api_url"),
    ("[telegram]\napi_url = 'api.telegram.org'", "bad-value", "telegram.api_url"),
    ("[telegram]\nproxy = 'localhost'", "bad-value", "telegram.proxy"),
    ("[telegram]\nper_second = 0", "bad-value", "telegram.per_second"),
    ("[telegram]\nper_second = 1001", "bad-value", "telegram.per_second"),
    ("[bot]\nsafe_mode = 'perhaps'", "bad-value", "bot.safe_mode"),
    ("[zalo]\napi_url = ''", "bad-value", "zalo.api_url"),
    ("[zalo]\nupdates = 'sometimes'", "bad-value", "zalo.updates"),
    ("[telegram]\npaid = 25", "bad-value", "telegram.paid"),
    ("[telegram]\nframework = 'telebot'", "bad-value", "telegram.framework"),
    ("[reminders]\nat = '08:00'", "unknown-key", "reminders"),
    ("[log]\nlevel = 'loud'", "bad-value", "log.level"),
    ("[log]\njson = 'perhaps'", "bad-value", "log.json"),
]


@pytest.mark.parametrize(("text", "code", "key"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_a_wrong_setting_is_refused_by_its_name(text: str, code: str, key: str, tmp_path: Path) -> None:
    refused = told(tmp_path, text)
    assert refused == BadConfig(code, {"key": key})
    assert key in TEXTS(f"cli-error-{code}", **refused.values)


ACCEPTED = [
    "[database]\nurl = 'sqlite:////var/lib/renluyen/a.db'",
    "[database]\nurl = 'postgresql://user:password@host/name'",
    "[telegram]\nper_second = 1",
    "[telegram]\nper_second = 30",
    "[telegram]\nper_second = 1000\npaid = true",
    "[telegram]\nproxy = 'http://localhost:3128'",
    "[bot]\nsafe_mode = true",
    "[log]\nlevel = 'error'",
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_setting_at_its_limit_is_taken(text: str, tmp_path: Path) -> None:
    good(tmp_path, text)


VARIABLES = [
    ("RENLUYEN_TELEGRM__TOKEN", "x", "unknown-key", "RENLUYEN_TELEGRM__TOKEN"),
    ("renluyen_telegrm__token", "x", "unknown-key", "renluyen_telegrm__token"),
    ("RENLUYEN_TELEGRAM__TOKN", "x", "unknown-key", "telegram.tokn"),
    ("RENLUYEN_TELEGRAM__PER_SECOND", "many", "bad-value", "telegram.per_second"),
    ("RENLUYEN_BOT__SAFE_MODE", "perhaps", "bad-value", "bot.safe_mode"),
    ("RENLUYEN_REMINDERS__AT", "08:00", "unknown-key", "RENLUYEN_REMINDERS__AT"),
    ("RENLUYEN_BOT", "7, 1", "bad-value", "bot"),
    ("RENLUYEN_DATABASE", "sqlite:///a.db", "bad-value", "database"),
]


@pytest.mark.parametrize(("name", "value", "code", "key"), VARIABLES, ids=[f"{n}={v}" for n, v, *_ in VARIABLES])
def test_a_wrong_variable_is_refused_by_its_name(
    name: str, value: str, code: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert told(tmp_path, "") == BadConfig(code, {"key": key})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert load_config(tmp_path / "no.toml") == BadConfig("no-config", {"path": str(tmp_path / "no.toml")})


def test_a_folder_is_no_file_of_settings(tmp_path: Path) -> None:
    refused = load_config(tmp_path)
    assert isinstance(refused, BadConfig)
    assert (refused.code, refused.values["path"]) == ("unreadable-config", str(tmp_path))


@pytest.mark.parametrize("content", [b"[telegram", b"\xff\xfe", b"token = "], ids=["table", "UTF-16", "no value"])
def test_a_file_that_is_no_toml_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    refused = load_config(path)
    assert isinstance(refused, BadConfig)
    assert (refused.code, refused.values["path"]) == ("unreadable-config", str(path))
    assert refused.values["problem"]


# --- settings that do not go together

WEBHOOK = '[telegram]\nupdates = "webhook"\n'
REACHED = ["https://bot.example.vn", "https://bot.example.vn:8443/bot", "http://127.0.0.1:8080", "http://localhost"]
NOT_REACHED = ["", "http://bot.example.vn", "http://127.0.0.1.example.vn", "http://localhost.example.vn:80"]


@pytest.mark.parametrize("url", REACHED)
def test_telegram_can_call_a_server_that_it_reaches(url: str, tmp_path: Path) -> None:
    good(tmp_path, f"{WEBHOOK}[http]\nlisten = '127.0.0.1:8080'\npublic_url = '{url}'")


@pytest.mark.parametrize("http", ["", *(f"[http]\nlisten = ':1:80'\npublic_url = '{url}'" for url in NOT_REACHED)])
def test_telegram_calls_nobody_who_is_not_there(http: str, tmp_path: Path) -> None:
    refused = told(tmp_path, WEBHOOK + http)
    assert refused == BadConfig("no-webhook", {"section": "telegram"})
    assert "http.public_url" in TEXTS("cli-error-no-webhook", **refused.values)


def test_telegram_calls_nobody_where_nobody_listens(tmp_path: Path) -> None:
    assert told(tmp_path, f"{WEBHOOK}[http]\npublic_url = '{REACHED[0]}'") == BadConfig(
        "no-webhook", {"section": "telegram"}
    )


@pytest.mark.parametrize("paid", ["", "\npaid = false"])
def test_more_than_thirty_a_second_are_for_whoever_pays(paid: str, tmp_path: Path) -> None:
    """telegram.md 2"""
    refused = told(tmp_path, f"[telegram]\nper_second = 31{paid}")
    assert refused == BadConfig("pace-not-paid", {"free": "30"})
    assert "telegram.paid" in TEXTS("cli-error-pace-not-paid", **refused.values)


AIOGRAM = '[telegram]\nframework = "aiogram"\n'


@pytest.mark.parametrize("missing", ["aiogram", "aiohttp_socks"])
def test_a_library_that_is_not_installed_is_told_with_how_to_get_it(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert told(tmp_path, AIOGRAM) == BadConfig("no-aiogram")
    assert "pip install 'renluyen[aiogram]'" in TEXTS("cli-error-no-aiogram")
    good(tmp_path)


@pytest.mark.parametrize("proxy", ["http://host:3128", "http://user:pass1@host:3128/"])
def test_aiogram_goes_through_a_proxy_of_http(proxy: str, tmp_path: Path) -> None:
    good(tmp_path, f"{AIOGRAM}proxy = '{proxy}'")


@pytest.mark.parametrize("proxy", ["https://host:3128", "http://host", "http://host:3128/path"])
def test_aiogram_goes_through_no_other_proxy(proxy: str, tmp_path: Path) -> None:
    good(tmp_path, f"[telegram]\nproxy = '{proxy}'")
    assert told(tmp_path, f"{AIOGRAM}proxy = '{proxy}'") == BadConfig("bad-value", {"key": "telegram.proxy"})


# --- small kindnesses, and what stays secret


def test_a_bot_may_be_named_with_its_sign(tmp_path: Path) -> None:
    assert good(tmp_path, "[telegram]\nusername = '@mau_bot'").telegram.username == "mau_bot"


def test_the_token_is_in_nothing_that_is_printed(tmp_path: Path) -> None:
    config = good(tmp_path, f"[telegram]\ntoken = '{TOKEN}'")
    assert TOKEN not in f"{config!r} {config} {config.model_dump()}"


def test_a_wrong_value_is_not_repeated_in_the_refusal(tmp_path: Path) -> None:
    refused = told(tmp_path, f"[telegram]\ntoken = ['{TOKEN}']")
    assert refused == BadConfig("bad-value", {"key": "telegram.token"})


SECRETS: list[tuple[str, tuple[str, ...]]] = [
    ("", ()),
    (f"[telegram]\ntoken = '{TOKEN}'", (TOKEN,)),
    ("[database]\nurl = 'postgresql://user:s%40fe@host/name'", ("s@fe",)),
    ("[telegram]\nproxy = 'http://user:pass1@host:3128'", ("pass1",)),
    (f"[zalo]\ntoken = '{ZALO}'\nproxy = 'http://user:pass2@host:3128'", (ZALO, "pass2")),
]


def test_zalo_calls_nobody_who_is_not_there_and_its_secret_is_one(tmp_path: Path) -> None:
    zalo = f"[zalo]\ntoken = '{ZALO}'\nupdates = 'webhook'\n"
    assert told(tmp_path, zalo) == BadConfig("no-webhook", {"section": "zalo"})
    config = good(tmp_path, f"{zalo}[http]\nlisten = 'h:1'\npublic_url = '{REACHED[0]}'")
    assert config.secrets == (ZALO, config.zalo.webhook_secret)
    assert 8 <= len(config.zalo.webhook_secret) <= 256


def test_the_secret_of_the_webhook_is_one(tmp_path: Path) -> None:
    http = f"[http]\nlisten = 'h:1'\npublic_url = '{REACHED[0]}'"
    config = good(tmp_path, f"[telegram]\ntoken = '{TOKEN}'\nupdates = 'webhook'\n{http}")
    assert config.secrets == (TOKEN, config.telegram.webhook_secret)


@pytest.mark.parametrize(("text", "secrets"), SECRETS, ids=["none", "token", "database", "proxy", "zalo"])
def test_secrets_are_known_as_such(text: str, secrets: tuple[str, ...], tmp_path: Path) -> None:
    assert good(tmp_path, text).secrets == secrets
