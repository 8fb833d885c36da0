"""The commands about forms on paper: a branch's forms as files, and filled forms read back."""

from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli_words import DEFAULT, TEXTS, ConfigFile, Json, OfUnit, Unit, answer, argument, option

if TYPE_CHECKING:
    from bot.office import Done
    from bot.people_office import PeopleOffice as Office

commands = typer.Typer()
imports = typer.Typer()


@commands.command("forms", help=TEXTS("cli-forms"))
def forms(
    unit: Unit,
    out: Annotated[Path, option("out", metavar="FILE.zip")],
    blank: Annotated[bool, option("blank")] = False,
    kind: Annotated[str, option("format", metavar="FORMAT")] = "xlsx",
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import forms_office

    def do(office: "Office") -> Coroutine[Any, Any, "Done"]:
        return forms_office.write_pack(office, unit, out, datetime.now(UTC), blank=blank, kind=kind)

    answer(config, json, do)


@imports.command("forms", help=TEXTS("cli-import-forms"))
def import_forms(
    file: Annotated[Path, argument("form-file")],
    unit: OfUnit,
    dry_run: Annotated[bool, option("dry-run")] = False,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import forms_back

    answer(config, json, lambda office: forms_back.read_back(office, file, unit, datetime.now(UTC), dry_run=dry_run))
