"""The settings: config.toml, overruled by the environment; an unknown key is an error that names it."""

import hmac
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "RENLUYEN_"
DELIMITER = "__"
SECRET = 32  # signs that a secret has at least
WEBHOOK = b"renluyen webhook"
FILES = b"renluyen files"
FREE = 30  # messages a second that Telegram takes of a bot that does not pay for them
PAID = 1000  # and of one that does

_QUOTED = re.compile(r'"(\w+)"')
_ADDRESS = re.compile(r"https?://\S+")
_PROXY_OF_AIOGRAM = re.compile(r"http://\S+:\d+/?")
_REACHED = re.compile(r"https://\S+|http://(127\.0\.0\.1|localhost)(:\d+)?(/\S*)?")


def _database(text: str) -> str:
    """A file or a server; a database in memory would be a new one for every connection."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ValueError("an address") from error
    usable = {"sqlite": url.database not in (None, "", ":memory:"), "postgresql": True}
    if not usable.get(url.get_backend_name()):
        raise ValueError(" or ".join(usable))
    return text


def _address(url: str) -> str:
    if url and not _ADDRESS.fullmatch(url):
        raise ValueError("http:// or https://")
    return url


def _listen(text: str) -> str:
    host, _, port = text.rpartition(":")
    if text and not (host and port.isascii() and port.isdecimal() and int(port) < 1 << 16):
        raise ValueError("host:port")
    return text


def _long_enough(secret: SecretStr) -> SecretStr:
    if 0 < len(secret.get_secret_value()) < SECRET:
        raise ValueError(f"{SECRET} signs")
    return secret


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(Section):
    url: Annotated[str, AfterValidator(_database)] = "sqlite:///renluyen.db"


class BotSettings(Section):
    address: Literal["ban", "dong-chi"] = "ban"
    safe_mode: bool = False


class NoticeSettings(Section):
    version: str = "1"
    controller: str = ""
    contact: str = ""


class TelegramSettings(Section):
    token: SecretStr = SecretStr("")
    username: Annotated[str, AfterValidator(lambda name: name.removeprefix("@"))] = ""
    api_url: Annotated[str, AfterValidator(_address), Field(min_length=1)] = "https://api.telegram.org"
    proxy: Annotated[str, AfterValidator(_address)] = ""
    per_second: Annotated[int, Field(ge=1, le=PAID)] = 25
    paid: bool = False
    updates: Literal["polling", "webhook"] = "polling"
    framework: Literal["ptb", "aiogram"] = "ptb"

    @property
    def most(self) -> int:
        """Messages that Telegram takes in any second."""
        return PAID if self.paid else FREE

    @property
    def calls_us(self) -> bool:
        return self.updates == "webhook"

    @property
    def webhook_secret(self) -> str:
        """By which Telegram's calls are known; made of the token, so that every process has the same."""
        return hmac.digest(self.token.get_secret_value().encode(), WEBHOOK, "sha256").hex()


class ZaloSettings(Section):
    token: SecretStr = SecretStr("")
    api_url: Annotated[str, AfterValidator(_address), Field(min_length=1)] = "https://bot-api.zaloplatforms.com"
    proxy: Annotated[str, AfterValidator(_address)] = ""
    updates: Literal["polling", "webhook"] = "polling"

    @property
    def calls_us(self) -> bool:
        return self.updates == "webhook"

    @property
    def webhook_secret(self) -> str:
        """By which Zalo's calls are known; made of the token, so that every process has the same."""
        return hmac.digest(self.token.get_secret_value().encode(), WEBHOOK, "sha256").hex()

    @property
    def files_key(self) -> bytes:
        """What links to files are signed with, by every process alike."""
        return hmac.digest(self.token.get_secret_value().encode(), FILES, "sha256")


class ZaloOaSettings(Section):
    app_id: str = ""
    app_secret: SecretStr = SecretStr("")
    oa_id: str = ""
    oa_secret_key: SecretStr = SecretStr("")
    api_url: Annotated[str, AfterValidator(_address), Field(min_length=1)] = "https://openapi.zalo.me"
    business_url: Annotated[str, AfterValidator(_address), Field(min_length=1)] = "https://business.openapi.zalo.me"
    oauth_url: Annotated[str, AfterValidator(_address), Field(min_length=1)] = "https://oauth.zaloapp.com"
    proxy: Annotated[str, AfterValidator(_address)] = ""
    buttons: bool = False
    templates: str = ""

    @property
    def files_key(self) -> bytes:
        """What links to files are signed with, by every process alike."""
        return hmac.digest(self.app_secret.get_secret_value().encode(), FILES, "sha256")

    @property
    def secrets(self) -> tuple[str, str]:
        return self.app_secret.get_secret_value(), self.oa_secret_key.get_secret_value()


class HttpSettings(Section):
    listen: Annotated[str, AfterValidator(_listen)] = ""
    public_url: Annotated[str, AfterValidator(_address)] = ""

    @property
    def listens_at(self) -> tuple[str, int]:
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


class WebSettings(Section):
    secret: Annotated[SecretStr, AfterValidator(_long_enough)] = SecretStr("")
    session_days: Annotated[int, Field(ge=1, le=365)] = 30


class PaperSettings(Section):
    templates: str = ""
    official: str = ""


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    json_: Annotated[bool, Field(alias="json")] = True


class Config(BaseSettings):
    """Everything that can be set; config.example.toml has the same keys, defaults and a word on each."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter=DELIMITER, hide_input_in_errors=True
    )

    database: DatabaseSettings = DatabaseSettings()
    bot: BotSettings = BotSettings()
    notice: NoticeSettings = NoticeSettings()
    telegram: TelegramSettings = TelegramSettings()
    zalo: ZaloSettings = ZaloSettings()
    zalo_oa: ZaloOaSettings = ZaloOaSettings()
    http: HttpSettings = HttpSettings()
    web: WebSettings = WebSettings()
    papers: PaperSettings = PaperSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (env_settings, init_settings)

    @property
    def has_web_chat(self) -> bool:
        return bool(self.http.listen and self.web.secret.get_secret_value())

    @property
    def chat_page(self) -> str:
        """The address of the web chat; empty where there is none, or nobody knows under what name it is reached."""
        public_url = self.http.public_url.rstrip("/")
        return f"{public_url}/chat/" if public_url and self.has_web_chat else ""

    @property
    def has_zalo_oa(self) -> bool:
        return all((self.zalo_oa.app_id, self.zalo_oa.oa_id, *self.zalo_oa.secrets))

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may never be read in a log."""
        addresses = (self.database.url, self.telegram.proxy, self.zalo.proxy, self.zalo_oa.proxy)
        passwords = (make_url(url).password for url in addresses if url)
        bots = (*_of_a_bot(self.telegram), *_of_a_bot(self.zalo), *self.zalo_oa.secrets)
        return tuple(secret for secret in (*bots, self.web.secret.get_secret_value(), *passwords) if secret)


def _of_a_bot(settings: TelegramSettings | ZaloSettings) -> Iterator[str]:
    """Its token, and the secret of its webhook where it has one."""
    if token := settings.token.get_secret_value():
        yield token
        if settings.calls_us:
            yield settings.webhook_secret


@dataclass(frozen=True, slots=True)
class BadConfig:
    """Why the settings cannot be used; the sentence is `cli-error-<code>`."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def load_config(path: Path) -> Config | BadConfig:
    """The settings of a file, overruled by RENLUYEN_SECTION__KEY in the environment."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        for section, called in (*((name, name) for name in told), *_sections_in_environment()):
            if section not in Config.model_fields:
                return BadConfig("unknown-key", {"key": called})
        return _fit(Config(**told))
    except FileNotFoundError:
        return BadConfig("no-config", {"path": str(path)})
    except OSError as error:
        return BadConfig("unreadable-config", {"path": str(path), "problem": error.strerror or ""})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        code = "unknown-key" if first["type"] == "extra_forbidden" else "bad-value"
        return BadConfig(code, {"key": ".".join(map(str, first["loc"]))})
    except SettingsError as error:  # a section, or a list in it, that is no JSON in the environment
        return BadConfig("bad-value", {"key": _QUOTED.findall(str(error))[0]})
    except ValueError as error:  # not UTF-8, not TOML
        return BadConfig("unreadable-config", {"path": str(path), "problem": str(error)})


def _fit(config: Config) -> Config | BadConfig:
    """Settings that are each in order and do not go together."""
    reached = config.http.listen and _REACHED.fullmatch(config.http.public_url)
    for name, bot in (("telegram", config.telegram), ("zalo", config.zalo)):
        if bot.calls_us and not reached:
            return BadConfig("no-webhook", {"section": name})
    if config.zalo_oa.oa_secret_key.get_secret_value() and not (config.has_zalo_oa and config.http.listen):
        return BadConfig("half-a-zalo-oa")
    if config.telegram.per_second > config.telegram.most:
        return BadConfig("pace-not-paid", {"free": str(FREE)})
    if config.telegram.framework == "aiogram":
        return _fit_for_aiogram(config)
    return config


def _fit_for_aiogram(config: Config) -> Config | BadConfig:
    """The library may be missing; and it takes fewer kinds of proxy."""
    if not all(map(find_spec, ("aiogram", "aiohttp_socks"))):
        return BadConfig("no-aiogram")
    if config.telegram.proxy and not _PROXY_OF_AIOGRAM.fullmatch(config.telegram.proxy):
        return BadConfig("bad-value", {"key": "telegram.proxy"})
    return config


def _sections_in_environment() -> Iterator[tuple[str, str]]:
    """Each section that a variable means, and the variable: the library passes over those that it does not know."""
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and DELIMITER in name:
            yield name.upper().removeprefix(PREFIX).partition(DELIMITER)[0].lower(), name


def example_config() -> str:
    """The settings with their defaults and a word on each, as shipped."""
    shipped = files("bot") / "config.example.toml"
    return (shipped if shipped.is_file() else Path(__file__).parents[1] / shipped.name).read_text("utf-8")
