"""What goes out at the Official Account: free text while its window is open, else a template, else the next channel."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot.adapters.halves import Halves
from bot.adapters.platform import Elsewhere, Gist, Later, Outcome, Refused, Sent, Unknown
from bot.adapters.zalo_oa_api import Answer, Fault, OaApi
from bot.adapters.zalo_oa_drawing import Message, draw
from bot.adapters.zalo_oa_files import OaFiles
from bot.adapters.zalo_oa_templates import Templates, next_morning, night_left
from chat.message import Attachment, Reply
from chat.texts import Texts
from storage.instants import local_day
from storage.oa_accounts import OaAccounts, Standing

log = structlog.get_logger()

WINDOW = timedelta(days=7)  # free text after the person's last act; of that, 48 hours cost nothing
LOGIN = 300.0  # seconds until a message that waits for an administrator's login is tried again
ANSWER = 2.0  # the same for an answer: somebody waits for it

BY_PHONE = frozenset({"window", "not-following", "no-zalo", "daily-quota"})
"""Why a template does not reach an account, and may reach its person's number."""

Said = Sent | Fault | Later | Refused | Unknown


class Sender:
    """Of one account."""

    def __init__(
        self,
        api: OaApi,
        accounts: OaAccounts,
        templates: Templates,
        texts: Texts,
        clock: Callable[[], datetime],
        *,
        files: OaFiles,
        buttons: bool,
    ) -> None:
        self._api = api
        self._accounts = accounts
        self._templates = templates
        self._texts = texts
        self._clock = clock
        self._files = files
        self._buttons = buttons
        self._halves = Halves()

    async def answer(self, user: str, reply: Reply) -> Outcome:
        """To somebody who has just done something: the window is open. Until somebody has logged in, it waits."""
        said = await self._said(user, reply)
        return Later(ANSWER) if isinstance(said, Refused) else self._outcome(said)

    async def tell(self, user: str, reply: Reply, gist: Gist) -> Outcome:
        """What goes out by itself, in whichever way is open."""
        now = self._clock()
        standing = await self._accounts.standing(user, now)
        if standing is None:
            return self._outcome(await self._said(user, reply))
        closed = "window"
        if now < standing.heard + WINDOW:
            said = await self._said(user, reply)
            if not isinstance(said, Fault) or said.kind not in {"window", "not-following"}:
                return self._outcome(said)
            closed = said.kind
        return await self._by_template(user, standing, reply, gist, closed)

    async def _said(self, user: str, reply: Reply) -> Said:
        """Every piece of it, in order. What is out stays out: tried again, the same reply goes on where it stopped."""
        pieces: list[Message | Attachment] = [*draw(reply, self._texts, buttons=self._buttons), *reply.files]
        last: Said = Sent()
        for at in range(self._halves.resumes(user, reply), len(pieces)):
            last = _as_said(await self._put(user, pieces[at]), "message_id")
            if not isinstance(last, Sent):
                if isinstance(last, Later | Unknown):
                    self._halves.stops(user, reply, at)
                return last
        return last

    async def _put(self, user: str, piece: Message | Attachment) -> Answer:
        return await (self._files.send(user, piece) if isinstance(piece, Attachment) else self._message(user, piece))

    async def _message(self, user: str, message: Message) -> Answer:
        """With its buttons, unless this account turns out to have none: the same words went through without them."""
        answer = await self._api.message(user, message)
        if not (isinstance(answer, Fault) and answer.kind == "shape" and "attachment" in message):
            return answer
        plain = await self._api.message(user, {"text": message["text"]})
        if isinstance(plain, Mapping) and self._buttons:
            self._buttons = False
            log.warning("zalo_oa.no_buttons", code=answer.code)
        return plain

    async def _by_template(self, user: str, standing: Standing, reply: Reply, gist: Gist, closed: str) -> Outcome:
        """By the person's id, which costs less; else by the number that their unit keeps."""
        template, now = self._templates.serving(gist.kind), self._clock()
        if standing.opted_out:
            return Elsewhere("opted-out")
        if template is None:
            return Refused(closed, gone=True) if closed == "not-following" else Elsewhere("no-template")
        if (wait := night_left(now)) is not None:
            return Elsewhere("night", wait)
        data = template.filled(_facts(standing, reply, gist, now))
        if isinstance(data, str):
            log.error("zalo_oa.template_not_filled", template=template.id, param=data, kind=gist.kind)
            return Elsewhere("template-unfilled")
        said = _as_said(await self._api.template(user, template.id, data), "message_id", "template")
        if isinstance(said, Fault) and said.kind in BY_PHONE and standing.phone:
            log.info("zalo_oa.by_phone", reason=said.kind)
            tracking = f"{gist.notice}.{uuid4().hex}"  # each try has one of its own, and all lead to the message
            sent = await self._api.template_by_phone(standing.phone, template.id, data, tracking)
            said = _as_said(sent, "msg_id", "template-by-phone")
        if isinstance(said, Fault) and said.kind == "opted-out":
            await self._accounts.opted_out(user, now)
        return self._outcome(said)

    def _outcome(self, said: Said) -> Outcome:
        """What a refusal means for the message and for the account."""
        if not isinstance(said, Fault):
            return Elsewhere(said.reason, LOGIN) if isinstance(said, Refused) else said
        match said.kind:
            case "gone" | "not-following":
                return Refused(said.kind, gone=True)
            case "night" | "daily-quota":
                return Elsewhere(said.kind, next_morning(self._clock()))
            case "shape" | "permanent":
                return Refused(f"{said.kind} {said.code}")
        return Elsewhere(said.kind)


def _as_said(answer: Answer, id_: str, remark: str | None = None) -> Said:
    if isinstance(answer, Fault | Later | Refused | Unknown):
        return answer
    return Sent(str(answer.get(id_, "")) or None, remark)


def _facts(standing: Standing, reply: Reply, gist: Gist, now: datetime) -> Mapping[str, str]:
    lines = reply.text.splitlines()
    words = lines[0] if lines else ""
    return {
        "member": standing.name,
        "unit": standing.unit_name,
        "today": f"{local_day(now):%d/%m/%Y}",
        "title": reply.title or words,
        "words": words,
        **gist.facts(),
    }
