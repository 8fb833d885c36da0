"""What home says is to be done: each conversation knows for itself whether it is wanted now."""

from dataclasses import dataclass

from chat.message import Option
from chat.texts import Value
from handlers.context import Context


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do, or the word that nothing is: its sentence, and the command that does it."""

    says: str
    option: Option | None = None


def duty(ctx: Context, id_: str, command: str | None = None, **values: Value) -> Duty:
    """The text `id_`, and the button `id_.do` for the command."""
    option = Option(id_, ctx.texts(f"{id_}.do", **values), command=command) if command else None
    return Duty(ctx.texts(id_, **values), option)
