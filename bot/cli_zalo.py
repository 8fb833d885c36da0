"""The commands about Zalo: an administrator's consent, and what is in order with an account."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli_words import DEFAULT, TEXTS, ConfigFile, Json, answer, option

commands = typer.Typer()


@commands.command("login", help=TEXTS("cli-zalo-login"))
def login(
    back: Annotated[str, option("back", metavar="URL")] = "", config: ConfigFile = DEFAULT, json: Json = False
) -> None:
    from bot import zalo_office

    answer(config, json, lambda office: zalo_office.login(office, back, datetime.now(UTC), zalo_office.ask))


@commands.command("check", help=TEXTS("cli-zalo-check"))
def check(
    to: Annotated[str, option("to", "zalo-to", metavar="USER")] = "",
    wait: Annotated[int, option("wait", min=0, max=600, metavar="SECONDS")] = 0,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import zalo_check

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    zalo_check.quietly()
    wish = zalo_check.Wish(to, wait)
    answer(config, json, lambda office: zalo_check.check(office, wish, lambda: datetime.now(UTC), tell))
