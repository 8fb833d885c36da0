"""The commands about the clock: who would be told what, what came of it, what safe mode held back."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli_words import DEFAULT, TEXTS, ConfigFile, Json, answer, option

commands = typer.Typer()
Within = Annotated[str | None, option("unit", "within", metavar="UNIT")]


@commands.command("remind", help=TEXTS("cli-remind"))
def remind(
    on: Annotated[str | None, option("on", "told-on", metavar="DAY")] = None,
    unit: Within = None,
    dry_run: Annotated[bool, option("dry-run", "forecast")] = False,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import clock_office

    answer(config, json, lambda office: clock_office.remind(office, on, unit, datetime.now(UTC), dry_run=dry_run))


@commands.command("ledger", help=TEXTS("cli-ledger"))
def ledger(
    cycle: Annotated[int, option("cycle", min=2000, max=2100, metavar="YEAR")],
    unit: Within = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import clock_office

    answer(config, json, lambda office: clock_office.ledger(office, cycle, unit, datetime.now(UTC)))


@commands.command("tray", help=TEXTS("cli-tray"))
def tray(clear: Annotated[bool, option("clear")] = False, config: ConfigFile = DEFAULT, json: Json = False) -> None:
    from bot import clock_office

    answer(config, json, lambda office: clock_office.tray(office, datetime.now(UTC), clear=clear))
