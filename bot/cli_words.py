"""How the command line names its commands, arguments and options, and hands a command to the operator's desk."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chat.texts import load_texts

if TYPE_CHECKING:
    from bot.office import Done
    from bot.people_office import PeopleOffice as Office

TEXTS = load_texts()
DEFAULT = Path("config.toml")


def group(name: str) -> typer.Typer:
    """Commands under one name."""
    return typer.Typer(help=TEXTS(f"cli-{name}"), no_args_is_help=True, add_completion=False, rich_markup_mode=None)


def argument(name: str, **more: Any) -> Any:
    return typer.Argument(metavar=name.upper(), help=TEXTS(f"cli-argument-{name}"), show_default=False, **more)


def option(name: str, about: str = "", **more: Any) -> Any:
    return typer.Option(f"--{name}", help=TEXTS(f"cli-option-{about or name}"), show_default=False, **more)


ConfigFile = Annotated[Path, option("config", envvar="RENLUYEN_CONFIG", metavar="FILE")]
Json = Annotated[bool, option("json")]
Unit = Annotated[str, argument("unit")]
OfUnit = Annotated[str, option("unit", metavar="UNIT")]
Member = Annotated[str, argument("member")]
On = Annotated[str | None, option("on", metavar="DAY")]


def answer(
    config: Path, json: bool, command: "Callable[[Office], Coroutine[Any, Any, Done]]", *, begins: bool = False
) -> None:
    """What does the work is imported here: help needs none of it, nor does a process that only reads a roster."""
    from bot.answering import answer as do

    do(config, command, json=json, begins=begins)
