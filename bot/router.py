"""One message in, one reply out: look at the person's row, run the flow, swap the row in or hold it to write."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import choice

import structlog

from bot.steering import Again, Answer, Back, Later, Resume, Start, Step, unasked, understand
from chat import ask as asking
from chat.ask import Ask, Heard, Pause, Writes
from chat.fold import clean
from chat.memory import Open, as_json
from chat.message import Incoming, Option, Reply
from chat.talk import Chat, Talk, dump_reply
from chat.texts import Texts
from handlers import FLOWS, Entry
from handlers.context import Context, Notice
from rules.codes import SIGNS
from storage.instants import instant, local_day
from storage.store import Store
from storage.talks import Known, Stale, Talks

log = structlog.get_logger()

Clock = Callable[[], datetime]
HOME = "/batdau"


class WroteTooEarly(Exception):
    """A flow wrote before its last question: what it wrote is rolled back, the question is kept."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


@dataclass(slots=True)
class Turn:
    """One run over one person's memory, in one chat; `began`: the step of the year that the person sets out to do."""

    talk: Talk
    chat: Chat
    ctx: Context
    paused: bool = False
    began: str = ""


class Router:
    """Every platform's messages come through here; it knows nothing of platforms and nothing of SQL."""

    def __init__(
        self, talks: Talks, texts: Texts, notice: Notice, clock: Clock, flows: Mapping[str, Entry] = FLOWS
    ) -> None:
        self._talks = talks
        self._texts = texts
        self._notice = notice
        self._clock = clock
        self._flows = flows

    async def turn(self, incoming: Incoming) -> Reply | None:
        """The reply to a message, None where it was answered before. A fault of ours changes nothing and says so."""
        try:
            return await self._turn(_cleaned(incoming), self._clock())
        except Exception:
            code = "".join(choice(SIGNS) for _ in range(4))
            log.exception("turn.failed", code=code, platform=incoming.at.platform, delivery=incoming.id)
            home = Option("home", self._texts("common-home"), command=HOME)
            return Reply(self._texts("common-fault", code=f"L-{code}"), options=(home,))

    async def _turn(self, incoming: Incoming, now: datetime) -> Reply | None:
        while True:
            known = await self._talks.look(incoming.at, now)
            turn = self._begin(known, self._talks.looking(now), now)
            if incoming.id in turn.chat.seen:
                return turn.chat.shown if incoming.id == turn.chat.seen[-1] else None
            if incoming.left and turn.chat.is_past(incoming.received):
                log.info("turn.overtaken", delivery=incoming.id)
                return None
            try:
                reply = await self._step(turn, incoming)
                if await self._talks.swap(known, turn.talk, now):
                    return await self._kept(turn, reply)
            except Writes:
                with suppress(Stale):
                    return await self._write(known, incoming, now)

    async def _write(self, known: Known, incoming: Incoming, now: datetime) -> Reply:
        """The same message once more, with the row held: what the flow reads now still holds when it writes."""
        try:
            async with self._talks.hold(known, now) as held:
                turn = self._begin(held.known, held.store, now)
                reply = await self._step(turn, incoming)
                if turn.paused:
                    raise WroteTooEarly(reply)
                await held.save(turn.talk)
        except WroteTooEarly as early:
            log.info("turn.wrote_too_early", flow=turn.chat.flow)
            if not await self._talks.swap(known, turn.talk, now):
                raise Stale from None
            reply = early.reply
        return await self._kept(turn, reply)

    async def _kept(self, turn: Turn, reply: Reply) -> Reply:
        """The turn counts. That a reminder has led to it is only a figure: without it, the turn is none the worse."""
        if turn.began and turn.ctx.person is not None:
            try:
                await self._talks.opened(turn.ctx.person, turn.began, turn.ctx.now)
            except Exception:
                log.exception("turn.opened_unmarked", step=turn.began)
        return reply

    def _begin(self, known: Known, store: Store, now: datetime) -> Turn:
        talk = Talk(known.raw)
        chat = talk.chat(str(known.at))
        if chat.flow and chat.flow not in self._flows:
            chat.closes()  # a conversation that this version of the program no longer has
        today = local_day(now)
        who = (known.at, known.person, known.member, known.offices)
        return Turn(talk, chat, Context(*who, now, today, store, self._texts, self._notice))

    async def _step(self, turn: Turn, incoming: Incoming) -> Reply:
        step = understand(incoming, turn.chat, self._texts, self._flows)
        turn.chat.heard(incoming.id, incoming.received or instant(turn.ctx.now))
        if isinstance(step, Again) and (shown := turn.chat.shown):
            return replace(shown, text=f"{step.note or self._texts('common-old-button')}\n{shown.text}", edits=False)
        reply = await self._take(turn, step)
        turn.chat.reply = dump_reply(reply)
        return reply

    async def _take(self, turn: Turn, step: Step) -> Reply:
        match step:
            case Answer(heard):
                return await self._run(turn, turn.chat.flow, heard)
            case Back() if turn.chat.flow and turn.chat.before:
                self._go_back(turn, turn.chat.before)
                return await self._run(turn, turn.chat.flow)
            case Later() if turn.chat.flow:
                return self._leave(turn)
            case Resume() if turn.talk.unfinished in self._flows:
                turn.began = self._flows[self._open_to(turn, turn.talk.unfinished)].step
                return await self._run(turn, turn.talk.unfinished)
            case Resume():
                return await self._run(turn, "home", notes=[self._texts("common-nothing-unfinished")])
            case Start(flow, given, note, files):
                flow = self._open_to(turn, flow)
                turn.began = self._flows[flow].step
                taken = files if self._flows[flow].files else ()
                memory = turn.talk.memory(flow)
                memory.given, memory.sent = given, [as_json(file) for file in taken]
                aside = "" if taken else unasked(files, self._texts)
                return await self._run(turn, flow, notes=[said for said in (note, aside) if said])
            case Again(note):
                return await self._run(turn, "home", notes=[note] if note else [])
        return await self._run(turn, "home")

    def _open_to(self, turn: Turn, flow: str) -> str:
        """Whom the bot does not know is welcomed, wherever a member's conversation would begin or go on."""
        return flow if turn.ctx.who or self._flows[flow].strangers else "welcome"

    async def _run(self, turn: Turn, flow: str, heard: Heard | None = None, notes: Iterable[str] = ()) -> Reply:
        """Run the flow from its first line, to its next question or to its end."""
        flow = self._open_to(turn, flow)
        while True:
            ask = Ask(flow, turn.talk, self._texts, heard, notes)
            try:
                closing = await self._flows[flow].flow(ask, turn.ctx)
            except asking.Again as again:
                heard, notes = None, again.notes
            except Pause as pause:
                turn.paused = True
                return self._question(turn, flow, pause.question)
            else:
                return self._closing(turn, flow, closing, ask.notes)

    def _go_back(self, turn: Turn, before: str) -> None:
        memory = turn.talk.memory(turn.chat.flow)
        if memory.change == turn.chat.key:
            memory.restore(memory.change)
        else:
            memory.reopen(before)

    def _leave(self, turn: Turn) -> Reply:
        flow = turn.chat.flow
        turn.chat.closes()
        name = self._texts(f"menu-{flow}")
        options = (self._option("resume", "/tieptuc"), self._option("home", HOME))
        return Reply(self._texts("common-left", flow=name), options=options, turn=turn.chat.turn, edits=True)

    def _question(self, turn: Turn, flow: str, question: Open) -> Reply:
        turn.chat.opens(flow, question)
        if self._flows[flow].draft:
            turn.talk.unfinished = flow
        screen = question.screen
        back = "back" if question.before else "home"
        steers = (back, "later", "help") if self._flows[flow].draft else (back,)
        return Reply(
            "\n".join((*question.notes, screen.text)),
            screen.title or self._texts(f"menu-{flow}"),
            (*screen.options, *(Option(f".{s}", self._texts(f"common-{s}")) for s in steers)),
            many=screen.many,
            words=screen.words,
            typed=screen.typed,
            turn=turn.chat.turn,
            edits=True,
        )

    def _closing(self, turn: Turn, flow: str, closing: str | Reply, notes: Iterable[str]) -> Reply:
        """The last word of a flow: its memory is done with, and there is always a way on."""
        turn.talk.forget(flow)
        turn.chat.closes()
        reply = closing if isinstance(closing, Reply) else Reply(closing, edits=True)
        options = list(reply.options)
        if turn.talk.unfinished in self._flows and all(o.command != "/tieptuc" for o in options):
            name = self._texts(f"menu-{turn.talk.unfinished}")
            options.append(Option("resume", self._texts("common-resume-flow", flow=name), command="/tieptuc"))
        if flow != "home" and all(o.command != HOME for o in options):
            options.append(self._option("home", HOME))
        text = "\n".join((*notes, reply.text))
        return replace(reply, text=text, options=tuple(options), turn=turn.chat.turn)

    def _option(self, name: str, command: str) -> Option:
        return Option(name, self._texts(f"common-{name}"), command=command)


def _cleaned(incoming: Incoming) -> Incoming:
    """Composed letters, and no signs that a database or a text cannot hold, whatever a platform lets through."""
    return replace(incoming, text=clean(incoming.text), tap=None if incoming.tap is None else clean(incoming.tap))
