"""The command `renluyen`: the operator's commands, the server, the demo."""

import gc
import os
import sys
import traceback
from collections.abc import Coroutine
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli_archive import commands as of_everything
from bot.cli_clock import commands as of_the_clock
from bot.cli_forms import commands as of_forms
from bot.cli_forms import imports as of_filled_forms
from bot.cli_words import DEFAULT, TEXTS, ConfigFile, Json, Member, OfUnit, On, Unit, answer, argument, group, option
from bot.cli_zalo import commands as of_zalo
from bot.usage import WRONG_USAGE, usage

if TYPE_CHECKING:
    from bot.office import Done
    from bot.people_office import PeopleOffice as Office

STARTING = (100_000, 20, 50)  # new objects before the collector looks: nearly all that a start makes stays


def _group(name: str) -> typer.Typer:
    """A command with commands of its own, below the program."""
    words = group(name)
    cli.add_typer(words, name=name)
    return words


cli = group("app")
unit_cli, member_cli, import_cli, catalogue_cli = map(_group, ("unit", "member", "import", "catalogue"))
cycle_cli, quiz_cli, audit_cli, zalo_cli = map(_group, ("cycle", "quiz", "audit", "zalo"))


@cli.command("init", help=TEXTS("cli-init"))
def init(config: ConfigFile = DEFAULT, json: Json = False) -> None:
    answer(config, json, lambda office: office.init(config), begins=True)


@unit_cli.command("add", help=TEXTS("cli-unit-add"))
def unit_add(
    code: Unit,
    name: Annotated[str, option("name", metavar="NAME")],
    kind: Annotated[str, option("kind", metavar="KIND")],
    sector: Annotated[str, option("sector", metavar="SECTOR")] = "",
    parent: Annotated[str | None, option("parent", metavar="UNIT")] = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.add_unit(code, name, kind, sector, parent))


@unit_cli.command("merge", help=TEXTS("cli-unit-merge"))
def unit_merge(
    units: Annotated[list[str], argument("units")],
    into: Annotated[str, option("into", metavar="UNIT")],
    on: On = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.merge(units, into, on))


@unit_cli.command("dissolve", help=TEXTS("cli-unit-dissolve"))
def unit_dissolve(unit: Unit, on: On = None, config: ConfigFile = DEFAULT, json: Json = False) -> None:
    answer(config, json, lambda office: office.dissolve(unit, on))


@cli.command("move", help=TEXTS("cli-move"))
def move(
    member: Member,
    to: Annotated[str, option("to", metavar="UNIT")],
    roll: Annotated[int | None, option("roll", min=1, max=9999, metavar="NUMBER")] = None,
    on: On = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.move(member, to, roll, on))


@member_cli.command("set", help=TEXTS("cli-member-set"))
def member_set(
    member: Member,
    admitted: Annotated[str | None, option("admitted", metavar="DAY")] = None,
    party: Annotated[str | None, option("party", metavar="YES|NO")] = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.set_member(member, admitted, party))


@import_cli.command("roster", help=TEXTS("cli-import-roster"))
def import_roster(
    file: Annotated[Path, argument("file")],
    unit: OfUnit,
    dry_run: Annotated[bool, option("dry-run")] = False,
    only_valid: Annotated[bool, option("only-valid")] = False,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.import_roster(file, unit, dry_run=dry_run, only_valid=only_valid))


@cli.command("appoint", help=TEXTS("cli-appoint"))
def appoint(
    unit: Unit,
    member: Member,
    office: Annotated[str, option("office", metavar="OFFICE")],
    sector: Annotated[str, option("sector", "answers-for", metavar="SECTOR")] = "",
    until: Annotated[str | None, option("until", metavar="DAY")] = None,
    end: Annotated[bool, option("end")] = False,
    replaces: Annotated[str | None, option("replaces", metavar="MEMBER")] = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    def do(desk: "Office") -> Coroutine[Any, Any, "Done"]:
        if end:
            return desk.end_office(unit, member, office, sector)
        return desk.appoint_until(unit, member, office, until, replaces, sector)

    answer(config, json, do)


@cli.command("invite", help=TEXTS("cli-invite"))
def invite(
    unit: Unit,
    qr: Annotated[Path | None, option("qr", metavar="FILE")] = None,
    days: Annotated[int, option("days", min=1, max=366, metavar="DAYS")] = 90,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.invite(unit, days, qr))


@cli.command("paper", help=TEXTS("cli-paper"))
def paper(
    member: Member,
    reason: Annotated[str, option("reason", metavar="REASON")] = "operator",
    off: Annotated[bool, option("off")] = False,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.paper(member, None if off else reason))


@catalogue_cli.command("load", help=TEXTS("cli-catalogue-load"))
def catalogue_load(
    file: Annotated[str, argument("catalogue")], config: ConfigFile = DEFAULT, json: Json = False
) -> None:
    answer(config, json, lambda office: office.load_catalogue(file))


@quiz_cli.command("load", help=TEXTS("cli-quiz-load"))
def quiz_load(
    file: Annotated[str, argument("quiz")], unit: OfUnit, config: ConfigFile = DEFAULT, json: Json = False
) -> None:
    answer(config, json, lambda office: office.load_quiz(file, unit))


@cycle_cli.command("open", help=TEXTS("cli-cycle-open"))
def cycle_open(
    unit: OfUnit,
    year: Annotated[int, option("year", min=2000, max=2100, metavar="YEAR")],
    catalogue: Annotated[str, option("catalogue", metavar="CODE")],
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.open_cycle(unit, year, catalogue))


@cycle_cli.command("set", help=TEXTS("cli-cycle-set"))
def cycle_set(
    unit: OfUnit,
    settings: Annotated[list[str], typer.Argument(metavar="KEY=VALUE", help=TEXTS("cli-argument-setting"))],
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    answer(config, json, lambda office: office.set_cycle(unit, settings))


@cycle_cli.command("close", help=TEXTS("cli-cycle-close"))
def cycle_close(unit: OfUnit, config: ConfigFile = DEFAULT, json: Json = False) -> None:
    answer(config, json, lambda office: office.close_cycle(unit))


@cli.command("status", help=TEXTS("cli-status"))
def status(unit: Unit, config: ConfigFile = DEFAULT, json: Json = False) -> None:
    answer(config, json, lambda office: office.status(unit))


@audit_cli.command("verify", help=TEXTS("cli-audit-verify"))
def audit_verify(
    unit: Annotated[str | None, option("unit", metavar="UNIT")] = None,
    against: Annotated[Path | None, option("against", metavar="FILE")] = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot.auditing import verify_record

    answer(config, json, lambda office: verify_record(office, unit, against))


@audit_cli.command("heads", help=TEXTS("cli-audit-heads"))
def audit_heads(
    unit: Annotated[str | None, option("unit", metavar="UNIT")] = None,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot.auditing import newest_links

    answer(config, json, lambda office: newest_links(office, unit))


@cli.command("check", help=TEXTS("cli-check"))
def check(file: Annotated[Path, argument("file")], json: Json = False) -> None:
    from bot import answering

    answering.check(file, json=json)


@cli.command("templates", help=TEXTS("cli-templates"))
def templates(folder: Annotated[Path, argument("folder")], config: ConfigFile = DEFAULT, json: Json = False) -> None:
    from bot.templates import write_templates

    answer(config, json, lambda office: write_templates(office, folder))


@cli.command("doctor", help=TEXTS("cli-doctor"))
def doctor(config: ConfigFile = DEFAULT, json: Json = False) -> None:
    answer(config, json, lambda office: office.doctor())


cli.registered_commands += of_the_clock.registered_commands + of_everything.registered_commands
cli.registered_commands += of_forms.registered_commands
import_cli.registered_commands += of_filled_forms.registered_commands
zalo_cli.registered_commands += of_zalo.registered_commands


@cli.command("run", help=TEXTS("cli-run"))
def run(config: ConfigFile = DEFAULT) -> None:
    from bot.answering import run_bot

    run_bot(config)


@cli.command("simulate", help=TEXTS("cli-simulate"))
def simulate(
    members: Annotated[int, option("members", min=100, max=1_000_000, metavar="N")] = 400,
    seed: Annotated[int, option("seed", min=0, metavar="N")] = 1,
    config: ConfigFile = DEFAULT,
    json: Json = False,
) -> None:
    from bot import answering

    answering.simulate(config, members, seed, json=json)


@cli.command("demo", help=TEXTS("cli-demo"))
def demo(
    folder: Annotated[Path | None, option("folder", metavar="FOLDER")] = None,
    port: Annotated[int | None, option("port", min=1, max=65535, metavar="PORT")] = None,
    console: Annotated[bool, option("console")] = False,
) -> None:
    from bot.answering import play_demo

    play_demo(folder, port, console=console)


def main() -> None:
    """The console script. Wrong usage ends with 2, a command that is not done with 1 and one sentence."""
    gc.set_threshold(*STARTING)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli(standalone_mode=False) or 0
    except Exception as error:  # noqa: BLE001 - after this there is only the operator
        wrong_usage = getattr(error, "exit_code", None) == WRONG_USAGE
        code = WRONG_USAGE if wrong_usage else 1
        print(usage(error) if wrong_usage else _fault(error), file=sys.stderr)
    sys.exit(code)


def _fault(error: Exception) -> str:
    """A bug. The operator gets a sentence, and who looks for the bug gets everything."""
    if os.environ.get("RENLUYEN_LOG__LEVEL") == "debug":
        from bot.logs import redactor

        return redactor(())(traceback.format_exc())
    return TEXTS("cli-error-unexpected", problem=type(error).__name__)


if __name__ == "__main__":
    main()
