"""What is wrong with a command line, in Vietnamese as far as the library's words are known."""

import re

from chat.texts import load_texts

TEXTS = load_texts()
WRONG_USAGE = 2
USAGE = {
    "no-command": re.compile(r"No such command '(.*?)'"),
    "no-option": re.compile(r"No such option: (\S+)"),
    "missing": re.compile(r"Missing \w+ '(.*?)'"),
    "bad-value": re.compile(r"Invalid value for '(.*?)'"),
    "needs-value": re.compile(r"Option '(.*?)' requires an argument"),
    "takes-none": re.compile(r"Option '(.*?)' does not take a value"),
    "extra": re.compile(r"unexpected extra .*?\((?!s\))(.*)\)"),
}
"""The library's words for wrong usage; each is a text of its own."""


def usage(error: Exception) -> str:
    """What the library finds wrong, in Vietnamese as far as it is known; asked nothing, it answers with the help."""
    words = getattr(error, "format_message", error.__str__)()
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(words)
    matches = ((id_, pattern.search(words)) for id_, pattern in USAGE.items())
    problem = next((TEXTS(f"cli-usage-{id_}", name=found[1]) for id_, found in matches if found), words)
    return TEXTS("cli-usage", problem=problem)
