"""How long an announcement may be, and what came of it for one person."""

from typing import Literal, get_args

LEAST = 10
MOST = 1500  # characters

Outcome = Literal[
    "blocked", "no-account", "lost", "refused", "held", "unknown", "withdrew", "waiting", "sent", "forgotten"
]
ORDER: tuple[Outcome, ...] = get_args(Outcome)
"""Those whom somebody else must tell come first."""
NOT_REACHED: tuple[Outcome, ...] = ("blocked", "no-account", "lost", "refused", "held", "withdrew")


def outcome(state: str | None, problem: str | None, *, blocked: bool, old: bool) -> Outcome:
    """`state` and `problem` are the message's, `state` None where there is none.

    `blocked`: an account of the person cannot be reached today; `old`: what was sent that long ago is not kept.
    """
    match state:
        case None:
            return "forgotten" if old else "no-account"
        case "sent" | "unknown" | "held":
            return state
        case "due" | "claimed":
            return "waiting"
        case "dropped":
            return "held" if problem == "safe-mode" else "withdrew"
    if blocked or problem == "unreachable":
        return "blocked"
    return "lost" if problem == "no-account" else "refused"
