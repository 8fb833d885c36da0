"""All that is stored about a member, and the way to withdraw consent."""

from datetime import date

from chat.ask import Ask
from chat.dates import say_time
from chat.fold import fold
from chat.message import Attachment, Reply
from handlers.assessments import assessment_facts
from handlers.context import Context
from handlers.data_phone import ALLOW, DELETE, allow_phone, delete_phone, phone_facts, phone_ways
from handlers.data_together import facts_together
from handlers.devices import channel_facts
from handlers.forms import page_of, turners
from handlers.why import result_facts
from handlers.wishes import wishes_facts
from storage.forms import Card
from storage.instants import moment

ROWS = 12  # facts on one screen


async def my_data(ask: Ask, ctx: Context) -> str | Reply:
    """ "/dulieu": what is kept, who sees it; "tep" sends it as a file, "xoaso" deletes the number, "rut" withdraws."""
    given = fold(ask.given).replace(" ", "")
    if given == "rut":
        return await _withdraw(ask, ctx)
    if given == DELETE:
        return await delete_phone(ask, ctx)
    if given == ALLOW:
        return await allow_phone(ctx)
    facts = await _facts(ctx)
    if given == "tep":
        file = Attachment(ctx.texts("data-file-name"), "\n".join(facts).encode())
        sent = ctx.say("data-file", ("back", "/dulieu"))
        return Reply(sent.text, sent.title, sent.options, files=(file,))
    pages = -(-len(facts) // ROWS)
    page = page_of(ask.given, pages)
    reply = ctx.say(
        "data",
        ("file", "/dulieu tep"),
        *await phone_ways(ctx),
        ("withdraw", "/dulieu rut"),
        facts="\n".join(facts[(page - 1) * ROWS : page * ROWS]),
        controller=ctx.notice.controller,
        contact=ctx.notice.contact,
    )
    return Reply(reply.text, reply.title, (*turners(ctx, "/dulieu", page, pages), *reply.options), edits=True)


async def _withdraw(ask: Ask, ctx: Context) -> Reply:
    member = ctx.member
    if not ask.confirm("withdraw", risky=True):
        return ctx.say("data-kept", ("back", "/dulieu"))
    committee = await ctx.store.deciders(member.unit, member.person)
    await ctx.tell(committee, "data-withdrawn-told", name=member.name, roll=str(member.roll))
    await ctx.store.withdraw(member, ctx.channel)
    ask.talk.forget("register")
    return ctx.say("data-withdrawn")


async def _facts(ctx: Context) -> list[str]:
    """One line a fact, in plain words."""
    member, texts = ctx.member, ctx.texts
    born = await ctx.store.birth(member.person)
    facts = [
        texts("data-name", name=member.name),
        texts("data-birth", birth=_day(born)),
        *await phone_facts(ctx),
        texts("data-unit", unit=member.unit_name, roll=str(member.roll), since=_day(member.since)),
    ]
    facts += [texts("data-audience", audience=texts(f"audience-{member.audience}"))] if member.audience else []
    facts += [texts("data-paper")] if member.paper else []
    offices = dict.fromkeys(ctx.offices)  # whoever answers for several sectors holds one office several times
    facts += [texts("data-office", office=texts(f"office-{office.name}")) for office in offices]
    for sector in await ctx.store.sectors_of(member.person):
        facts.append(texts("data-sector", sector=texts(f"sector-{sector}")))
    for account in await ctx.store.accounts(member.person):
        channel = texts(f"channel-{account.platform}")
        since = say_time(moment(account.since), texts)
        facts.append(texts("data-account", channel=channel, user=account.user, since=since))
    for given in await ctx.store.consents(member.person):
        values = {"version": given.version, "at": say_time(moment(given.given_at), texts)}
        facts.append(texts("data-consent-ended" if given.withdrawn_at else "data-consent", **values))
    for form in await ctx.store.my_forms(member.person):
        values = {"year": str(form.year), "code": form.code, "state": texts(f"state-{form.state}")}
        facts.append(texts("data-form", **values, versions=form.version))
        for item in await ctx.store.items(form):
            facts.append(texts("data-line", code=item.criterion, action=item.action, how=item.how))
        facts += await _work(ctx, form)
        facts += await assessment_facts(ctx, form)
    facts += await result_facts(ctx)
    facts += await facts_together(ctx)
    facts += await wishes_facts(ctx)
    facts += await channel_facts(ctx)
    facts += [texts("data-acts", count=await ctx.store.acts_of(member.person)), texts("data-elsewhere")]
    return facts


async def _work(ctx: Context, form: Card) -> list[str]:
    """What was said of the form's contents, and what was handed in."""
    texts, facts = ctx.texts, list[str]()
    for mark in await ctx.store.marks(form.id):
        told = {"level": texts(f"progress-{mark.level}"), "source": texts(f"source-{mark.source}"), "note": mark.note}
        facts.append(texts("data-mark", code=mark.criterion, at=say_time(moment(mark.at), texts), **told))
    for proof in await ctx.store.evidence_of(form.id):
        shown = proof.name if proof.is_file else proof.text
        facts.append(texts("data-proof", code=proof.criterion, shown=shown, at=say_time(moment(proof.at), texts)))
    return facts


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"
