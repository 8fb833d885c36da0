"""What the operator does about Zalo's Official Account: an administrator's consent, from which the tokens come."""

import string
import sys
from collections.abc import Callable
from datetime import datetime
from secrets import choice, token_urlsafe
from urllib.parse import parse_qs, urlsplit

from bot.adapters.zalo_oa_oauth import App, OAuth, Spent, Unseen, challenge_of
from bot.config import ZaloOaSettings
from bot.office import Done, Fail, Office
from chat.texts import load_texts
from storage.database import open_database
from storage.zalo_tokens import TokenBox

TEXTS = load_texts()
VERIFIER = 43  # signs, as Zalo wants it


def app_of(settings: ZaloOaSettings) -> App:
    return App(settings.app_id, settings.app_secret.get_secret_value(), settings.oauth_url, settings.proxy)


async def login(office: Office, back: str, now: datetime, ask: Callable[[str], str]) -> Done:
    """Leads an administrator of the account through his consent (PKCE), and keeps the first pair of tokens.

    `ask` shows where to consent and gives back the address that Zalo led to afterwards.
    """
    settings = office.config.zalo_oa
    if not (settings.app_id and settings.app_secret.get_secret_value()):
        raise Fail(TEXTS("cli-error-zalo-no-app"))
    oauth = OAuth(app_of(settings), lambda: now)
    verifier, state = new_verifier(), token_urlsafe(16)
    address = oauth.permission_url(back or office.config.http.public_url, state, verifier)
    told = parse_qs(urlsplit(ask(address).strip()).query)
    code, account = told.get("code", [""])[0], told.get("oa_id", [""])[0]
    if not code or told.get("state") != [state]:
        raise Fail(TEXTS("cli-error-zalo-no-consent"))
    if settings.oa_id and account and account != settings.oa_id:
        raise Fail(TEXTS("cli-error-zalo-other-account", account=account))
    match await oauth.consented(code, verifier):
        case Unseen():
            raise Fail(TEXTS("cli-error-zalo-not-reached"))
        case Spent(why):
            raise Fail(TEXTS("cli-error-zalo-refused", why=why))
        case pair:
            database = await open_database(office.url)
            try:
                await TokenBox(database, settings.oa_id or account).log_in(pair)
            finally:
                await database.close()
    return Done({"account": settings.oa_id or account}, [TEXTS("cli-zalo-login-done")])


def ask(address: str) -> str:
    """At the terminal: the address to open, then the one that is typed. Only what a script reads goes to its output."""
    print(TEXTS("cli-zalo-login-open", address=address), file=sys.stderr, flush=True)
    return sys.stdin.readline()


def new_verifier() -> str:
    """One whose challenge is the same in both alphabets of base64: Zalo does not say which of them it means."""
    signs = string.ascii_letters + string.digits
    while True:
        verifier = "".join(choice(signs) for _ in range(VERIFIER))
        if challenge_of(verifier).isalnum():
            return verifier
