"""A reply as plain numbered text, for platforms without buttons: Zalo, the console."""

from unicodedata import normalize

from bot.adapters.encoding import pieces
from chat.message import Option, Reply
from chat.read import spoken
from chat.texts import Texts
from rules.codes import any_code

MOST = 1900  # UTF-16 units; Zalo takes 2000 and does not say which unit it means


def draw(reply: Reply, texts: Texts) -> list[str]:
    """The messages, in order."""
    return pieces(written(reply, texts), MOST)


def written(reply: Reply, texts: Texts) -> str:
    """The whole of it, in composed letters: others would be a quarter longer."""
    answers = [option for option in reply.options if not option.steers]
    steers = [option for option in reply.options if option.steers]
    lines = [reply.title, reply.text]
    if reply.turn == 0:
        lines += [_command(option, texts) for option in answers]
    elif not reply.words:
        lines += _listed(reply, answers, texts)
    elif answers and not reply.typed:
        lines.append(texts("common-typed-words", words=" / ".join(f"“{option.label}”" for option in answers)))
    if reply.typed:
        lines.append(reply.typed)
    if steers:
        lines.append(texts("common-typed-steers", words=" · ".join(map(spoken, steers))))
    return normalize("NFC", "\n".join(line for line in lines if line))


def _listed(reply: Reply, answers: list[Option], texts: Texts) -> list[str]:
    """Options by their own code where they have one, by their position otherwise."""
    numbers = {option.code: at for at, option in enumerate(reply.numbered(), 1)}
    lines = []
    for option in answers:
        label = " ".join(option.label.split())
        label = texts("common-chosen", label=label) if option.on else label
        lines.append(f"{numbers[option.code]}. {label}" if option.code in numbers else label)
    return lines


def _command(option: Option, texts: Texts) -> str:
    """Under a message that comes by itself a number would mean something else: the command is typed.

    Before words of its own it keeps its stroke: without it they would answer an open question for words.
    """
    command = option.command or option.code
    _, _, given = command.partition(" ")
    typed = command if given and not any_code(given.split()[0]) else command.removeprefix("/")
    return texts("common-typed-command", label=option.label, command=typed)
