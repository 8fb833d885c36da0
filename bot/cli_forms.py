"""The commands about forms on paper: a branch's forms as files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_words import DEFAULT, TEXTS, ConfigFile, Json, Unit, answer, option

commands = typer.Typer()


@commands.command("forms", help=TEXTS("cli-forms"))
def forms(
    unit: Unit,
    out: Annotated[Path, option("out", metavar="FILE.zip")],
    blank: Annotated[bool, option("blank")] = False,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import forms_office

    answer(config, json, lambda office: forms_office.write_pack(office, unit, out, datetime.now(UTC), blank=blank))
