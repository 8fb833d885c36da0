"""The command `renluyen`: the operator's commands, the server, the demo."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import orjson
import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.app import utc_now
from bot.config import BadConfig, Config, load_config
from bot.doctor import examine
from bot.office import Document, Fail, Office, example_config, rate
from chat.texts import Value, load_texts
from storage import schema

TEXTS = load_texts()
DEFAULT = Path("config.toml")


def _group(name: str) -> typer.Typer:
    return typer.Typer(help=TEXTS(f"cli-{name}"), no_args_is_help=True, add_completion=False, rich_markup_mode=None)


def _option(name: str, *flags: str) -> Any:
    return typer.Option(*flags, help=TEXTS(f"cli-option-{name}"))


cli = _group("app")
unit_cli, import_cli, catalogue_cli, cycle_cli = (_group(name) for name in ("unit", "import", "catalogue", "cycle"))
cli.add_typer(unit_cli, name="unit")
cli.add_typer(import_cli, name="import")
cli.add_typer(catalogue_cli, name="catalogue")
cli.add_typer(cycle_cli, name="cycle")

ConfigFile = Annotated[Path | None, _option("config", "--config")]
Json = Annotated[bool, _option("json", "--json")]
UnitOption = Annotated[str, _option("unit", "--unit")]


@cli.command("init", help=TEXTS("cli-init"))
def init(config: ConfigFile = None, json: Json = False) -> None:
    path = _path(config)
    if not path.exists():
        path.write_text(example_config(), "utf-8")
    done = {"config": str(path)} | _run(_office(path).init())
    _print(done, json, lambda d: TEXTS("cli-init-done", **d))


@unit_cli.command("add", help=TEXTS("cli-unit-add"))
def unit_add(
    code: str,
    name: Annotated[str, _option("name", "--name")],
    kind: Annotated[str, _option("kind", "--kind")],
    sector: Annotated[str, _option("sector", "--sector")] = "",
    parent: Annotated[str | None, _option("parent", "--parent")] = None,
    config: ConfigFile = None,
    json: Json = False,
) -> None:
    done = _run(_office(config).add_unit(code, name, kind, sector, parent))
    _print(done, json, lambda d: TEXTS("cli-unit-add-done", unit=d["unit"], name=d["name"]))


@import_cli.command("roster", help=TEXTS("cli-import-roster"))
def import_roster(
    file: Path,
    unit: UnitOption,
    dry_run: Annotated[bool, _option("dry-run", "--dry-run")] = False,
    only_valid: Annotated[bool, _option("only-valid", "--only-valid")] = False,
    config: ConfigFile = None,
    json: Json = False,
) -> None:
    work = _office(config).import_roster(file, unit, dry_run=dry_run, only_valid=only_valid)

    def says(d: Document) -> str:
        counts: dict[str, Value] = {name: d[name] for name in ("read", "imported", "changed", "unchanged")}
        lines = [TEXTS("cli-import-roster-dry" if dry_run else "cli-import-roster-done", **counts)]
        return "\n".join([*lines, *(error["reason"] for error in d["errors"])])

    _print(_run(work, json=json), json, says)


@cli.command("appoint", help=TEXTS("cli-appoint"))
def appoint(
    unit: str,
    member: str,
    office: Annotated[str, _option("office", "--office")],
    config: ConfigFile = None,
    json: Json = False,
) -> None:
    _print(_run(_office(config).appoint(unit, member, office)), json, lambda d: TEXTS("cli-appoint-done", **d))


@cli.command("invite", help=TEXTS("cli-invite"))
def invite(
    unit: str,
    qr: Annotated[Path | None, _option("qr", "--qr")] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help=TEXTS("cli-option-days"))] = 90,
    config: ConfigFile = None,
    json: Json = False,
) -> None:
    def says(d: Document) -> str:
        line = TEXTS("cli-invite-done", unit=d["unit"], code=d["code"], expires_on=d["expires_on"])
        return "\n".join([line, *d["links"].values()])

    _print(_run(_office(config).invite(unit, days, qr)), json, says)


@cli.command("paper", help=TEXTS("cli-paper"))
def paper(
    member: str,
    reason: Annotated[str, _option("reason", "--reason")] = "operator",
    off: Annotated[bool, _option("off", "--off")] = False,
    config: ConfigFile = None,
    json: Json = False,
) -> None:
    done = _run(_office(config).paper(member, None if off else reason))
    _print(done, json, lambda d: TEXTS("cli-paper-off" if off else "cli-paper-done", member=d["member"]))


@catalogue_cli.command("load", help=TEXTS("cli-catalogue-load"))
def catalogue_load(file: str, config: ConfigFile = None, json: Json = False) -> None:
    done = _run(_office(config).load_catalogue(file))
    _print(done, json, lambda d: TEXTS("cli-catalogue-load-done", **{k: d[k] for k in ("code", "version", "criteria")}))


@cycle_cli.command("open", help=TEXTS("cli-cycle-open"))
def cycle_open(
    unit: UnitOption,
    year: Annotated[int, typer.Option("--year", min=2000, max=2100, help=TEXTS("cli-option-year"))],
    catalogue: Annotated[str, _option("catalogue", "--catalogue")],
    config: ConfigFile = None,
    json: Json = False,
) -> None:
    def says(d: Document) -> str:
        values: dict[str, Value] = {k: str(d[k]) for k in ("unit", "year", "catalogue", "version")}
        askew = [TEXTS("cli-cycle-open-askew", step=step) for step in d["warnings"]]
        return "\n".join([TEXTS("cli-cycle-open-done", **values), *askew])

    _print(_run(_office(config).open_cycle(unit, year, catalogue)), json, says)


@cycle_cli.command("set", help=TEXTS("cli-cycle-set"))
def cycle_set(unit: UnitOption, settings: list[str], config: ConfigFile = None, json: Json = False) -> None:
    def says(d: Document) -> str:
        return "\n".join(TEXTS("cli-cycle-set-done", unit=unit, setting=k, value=v) for k, v in d["set"].items())

    _print(_run(_office(config).set_cycle(unit, settings)), json, says)


@cycle_cli.command("close", help=TEXTS("cli-cycle-close"))
def cycle_close(unit: UnitOption, config: ConfigFile = None, json: Json = False) -> None:
    done = _run(_office(config).close_cycle(unit), json=json)
    _print(done, json, lambda d: TEXTS("cli-cycle-close-done", year=str(d["year"]), unit=d["unit"]))


@cli.command("status", help=TEXTS("cli-status"))
def status(unit: str, config: ConfigFile = None, json: Json = False) -> None:
    def line(d: Document, code: str, name: str) -> str:
        counts = {k: v for k, v in d.items() if isinstance(v, int) and k != "year"}
        return TEXTS("cli-status-line", code=code, name=name, rate=rate(d["registered"], d["members"]), **counts)

    def says(d: Document) -> str:
        lines = [line(branch, branch["unit"], branch["name"]) for branch in d["branches"]]
        return "\n".join([*lines, line(d, TEXTS("cli-status-total"), d["name"])])

    _print(_run(_office(config).status(unit)), json, says)


@cli.command("doctor", help=TEXTS("cli-doctor"))
def doctor(config: ConfigFile = None, json: Json = False) -> None:
    settings = _settings(_existing(config))
    checks = _run(examine(settings, utc_now()))
    ok = all(check.ok for check in checks)
    document = {"ok": ok, "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]}

    def says(_: Document) -> str:
        return "\n".join(
            TEXTS("cli-doctor-good" if c.ok else "cli-doctor-bad", name=TEXTS(f"check-{c.name}"), detail=c.detail)
            for c in checks
        )

    _print(document, json, says)
    raise typer.Exit(0 if ok else 1)


@cli.command("run", help=TEXTS("cli-run"))
def run(config: ConfigFile = None) -> None:
    from bot.serving import serve

    settings = _settings(_existing(config))
    if _run(schema.current(settings.database.url)) != schema.newest():
        _fail(TEXTS("cli-error-not-initialised"))
    serve(settings)


@cli.command("demo", help=TEXTS("cli-demo"))
def demo(folder: Annotated[Path | None, _option("folder", "--folder")] = None) -> None:
    from bot.demo import play

    play(folder)


def main() -> None:
    """The console script. Wrong usage ends with 2, a command that is not done with 1 and one sentence."""
    try:
        code = cli(standalone_mode=False)
    except Exception as error:
        if getattr(error, "exit_code", None) != 2 or not hasattr(error, "format_message"):  # what the library raises
            raise
        print(TEXTS("cli-usage", problem=error.format_message()), file=sys.stderr)
        code = 2
    sys.exit(code or 0)


def _office(config: Path | None) -> Office:
    settings = _settings(_existing(config))
    return Office(settings, TEXTS, utc_now())


def _path(config: Path | None) -> Path:
    return config or Path(os.environ.get("RENLUYEN_CONFIG", DEFAULT))


def _existing(config: Path | None) -> Path:
    path = _path(config)
    if not path.exists():
        _fail(TEXTS("cli-error-no-config", path=str(path)))
    return path


def _settings(path: Path | None) -> Config:
    try:
        return load_config(path)
    except BadConfig as error:
        key, why = error.problems[0]
        known = {"extra_forbidden": "cli-error-unknown-key"}
        if "." in key or why in known:
            _fail(TEXTS(known.get(why, "cli-error-bad-value"), key=key))
        _fail(TEXTS("cli-error-config", problem=str(error)))


def _run(work: Awaitable[Any], *, json: bool = False) -> Any:
    async def whole() -> Any:
        return await work

    try:
        return asyncio.run(whole())
    except Fail as fail:
        if json and fail.document is not None:
            _print(fail.document, json, lambda _: "")
        _fail(fail.sentence)
    except SQLAlchemyError as error:
        missing = "no such table" in str(error) or "does not exist" in str(error)
        sentence = TEXTS("cli-error-not-initialised") if missing else ""
        _fail(sentence or TEXTS("cli-error-no-database", problem=type(error).__name__))
    except OSError as error:
        _fail(TEXTS("cli-error-no-database", problem=error.strerror or type(error).__name__))


def _print(document: Document, json: bool, says: Callable[[Document], str]) -> None:
    if json:
        sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.flush()
    else:
        typer.echo(says(document))


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
