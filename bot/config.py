"""The settings: config.toml, overruled by the environment; an unknown key is an error that names it."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _time(text: str) -> str:
    if not TIME.fullmatch(text):
        raise ValueError("HH:MM")
    return text


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(Section):
    url: str = "sqlite:///renluyen.db"


class BotSettings(Section):
    address: Literal["ban", "dong-chi"] = "ban"


class NoticeSettings(Section):
    version: str = "1"
    controller: str = ""
    contact: str = ""


class TelegramSettings(Section):
    token: SecretStr = SecretStr("")
    username: str = ""
    api_url: str = "https://api.telegram.org"
    proxy: str = ""
    per_second: Annotated[int, Field(ge=1, le=1000)] = 25


class ReminderSettings(Section):
    at: Annotated[str, AfterValidator(_time)] = "08:00"
    days_before: tuple[Annotated[int, Field(ge=0, le=60)], ...] = (14, 7, 3, 1, 0)


class LogSettings(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    json_: Annotated[bool, Field(alias="json")] = True


class Config(BaseSettings):
    """Everything that can be set; config.example.toml has the same keys, defaults and a word on each."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="RENLUYEN_", env_nested_delimiter="__", toml_file=None
    )

    database: DatabaseSettings = DatabaseSettings()
    bot: BotSettings = BotSettings()
    notice: NoticeSettings = NoticeSettings()
    telegram: TelegramSettings = TelegramSettings()
    reminders: ReminderSettings = ReminderSettings()
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


class BadConfig(Exception):
    """The settings cannot be used; each problem names its key."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{key}: {why}" for key, why in problems))
        self.problems = problems


def load_config(path: Path | None) -> Config:
    """The settings of a file, or the defaults where there is none."""
    try:
        told = TomlConfigSettingsSource(Config, path)() if path else {}
        return Config(**told)
    except ValidationError as error:
        problems = [(".".join(map(str, e["loc"])), str(e["type"])) for e in error.errors()]
        raise BadConfig(problems) from None
    except ValueError as error:  # not TOML at all
        raise BadConfig([(str(path), str(error))]) from None
