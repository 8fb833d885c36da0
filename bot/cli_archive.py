"""The commands that take everything out of a database and put it into another one."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_words import DEFAULT, TEXTS, ConfigFile, Json, answer, argument

commands = typer.Typer()
Archive = Annotated[Path, argument("archive")]
TELLS = partial(print, file=sys.stderr, flush=True)


@commands.command("export", help=TEXTS("cli-export"))
def export(archive: Archive, config: ConfigFile = DEFAULT, json: Json = False) -> None:
    from bot import archive_office

    answer(config, json, lambda office: archive_office.export(office, archive, datetime.now(UTC), TELLS))


@commands.command("restore", help=TEXTS("cli-restore"))
def restore(archive: Archive, config: ConfigFile = DEFAULT, json: Json = False) -> None:
    from bot import archive_office

    answer(config, json, lambda office: archive_office.restore(office, archive, TELLS))
