"""The whole map of the bot: each conversation, its command and who may enter, in the order of the menu."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from chat.ask import Ask
from chat.message import Reply
from handlers.accounts import allow_account, drop_account
from handlers.activities import activities
from handlers.activity import activity
from handlers.added import added
from handlers.announce import announce
from handlers.appeal import appeal
from handlers.assess import assess
from handlers.attendance import attendance
from handlers.bulk import bulk
from handlers.candour import candour
from handlers.checkin import checkin
from handlers.confirmations import confirmations
from handlers.context import Context
from handlers.data import my_data
from handlers.devices import devices
from handlers.evidence import evidence
from handlers.forecast import forecast
from handlers.gates import entry
from handlers.help import help_
from handlers.home import home, welcome
from handlers.inspect import inspect
from handlers.interim import interim
from handlers.join import join
from handlers.lagging import lagging
from handlers.late import late
from handlers.leave import be_quiet, cancel
from handlers.link import link
from handlers.log import log
from handlers.look import look
from handlers.meeting import meeting
from handlers.meeting_papers import KINDS, PAPERS
from handlers.more import more
from handlers.number_report import number_report
from handlers.pairs import buddy, pairs
from handlers.paper_forms import paper_forms
from handlers.papers import papers
from handlers.plan import plan, recall
from handlers.progress import progress
from handlers.propose import propose
from handlers.quiz import quiz
from handlers.rate import rate
from handlers.rate_all import rate_all
from handlers.recognise import recognise
from handlers.register import register
from handlers.remarks import remark
from handlers.reopen import reopen
from handlers.report_up import report
from handlers.review import give_back, review, show
from handlers.ruling import ruling
from handlers.settings import settings
from handlers.settling import note
from handlers.snooze import snooze
from handlers.supplement import supplement
from handlers.support import answer, support
from handlers.told import told
from handlers.undo import undo
from handlers.units import units
from handlers.vote import vote
from handlers.why import why
from handlers.wishes import wishes

Flow = Callable[[Ask, Context], Awaitable[str | Reply]]


@dataclass(frozen=True, slots=True)
class Entry:
    """How a conversation is reached.

    `takes`: what may follow the bare command word (a code, a page's number, a day or how many, any words); after
    "/command" anything may.
    `menu`: shown in the platform's menu. `draft`: half of it is worth coming back to. `files`: they may come with the
    command. `strangers`: also for accounts without a member. `offers`: to whom "what else can I do" shows it, because
    it can be begun with the bare command. `apart`: before words its name may be written in syllables: "ai chưa gửi".
    `acts`: words of its own, written together, that end what follows the bare command ("hop 2026 giayto").
    `positions`: after it, numbers of the list in front of the person stand for the codes beside them.
    `step`: the step of the year that is done in it (rules.deadlines.Kind).
    """

    flow: Flow
    command: str
    takes: Literal["nothing", "form", "page", "day", "words"] = "nothing"
    menu: bool = False
    draft: bool = False
    files: bool = False
    strangers: bool = False
    offers: Literal["nobody", "member", "committee", "everybody"] = "nobody"
    apart: bool = False
    acts: tuple[str, ...] = ()
    positions: bool = False
    step: str = ""


FLOWS: Mapping[str, Entry] = {
    "home": Entry(home, "batdau", menu=True),
    "register": Entry(register, "dangky", "words", menu=True, draft=True, offers="member", step="registration"),
    "plan": Entry(plan, "kehoach", "words", menu=True, offers="member"),
    "review": Entry(review, "duyet", "form", offers="committee", positions=True),
    "data": Entry(my_data, "dulieu", "words", menu=True),
    "help": Entry(help_, "trogiup", menu=True, strangers=True),
    "more": Entry(more, "viec", "page"),
    "lagging": Entry(lagging, "aichua", "words", offers="committee", apart=True),
    "forecast": Entry(forecast, "dukien", "words", offers="committee", apart=True),
    "told": Entry(told, "sonhac", "words", offers="everybody", apart=True),
    # registrations
    "show": Entry(show, "xem", "form"),
    "return": Entry(give_back, "tra", "form"),
    "recall": Entry(recall, "rutlai", "form"),
    "bulk": Entry(bulk, "duyetnhieu", offers="committee"),
    "propose": Entry(propose, "soansan", draft=True, offers="committee"),
    "late": Entry(late, "moidangky", "words", offers="committee"),
    # the year
    "progress": Entry(progress, "tiendo", "words", files=True, offers="member"),
    "evidence": Entry(evidence, "minhchung", "form"),
    "support": Entry(support, "hotro", "form", offers="everybody"),
    "answer": Entry(answer, "traloi", "form"),
    "interim": Entry(interim, "giuaky", "form", offers="member", step="interim"),
    "supplement": Entry(supplement, "bosung", "form", draft=True, offers="member"),
    "added": Entry(added, "duyetbosung", "form", offers="committee"),
    "activities": Entry(activities, "hoatdong", "form", offers="everybody"),
    "activity": Entry(activity, "themhoatdong", draft=True, offers="committee"),
    "attendance": Entry(attendance, "diemdanh", "form", offers="committee"),
    "quiz": Entry(quiz, "lambai", "form", offers="member"),
    "checkin": Entry(checkin, "traodoi", offers="committee"),
    "pairs": Entry(pairs, "phancong", offers="committee"),
    "buddy": Entry(buddy, "bancap", offers="member"),
    "announce": Entry(announce, "thongbao", "words", draft=True, offers="committee"),
    # rating
    "assess": Entry(assess, "danhgia", draft=True, offers="member", step="self"),
    "meeting": Entry(meeting, "hop", "form", offers="committee", acts=(PAPERS, *KINDS), step="rating"),
    "rate": Entry(rate, "xep", "form", step="rating"),
    "rateall": Entry(rate_all, "xephet", offers="committee", step="rating"),
    "vote": Entry(vote, "bieuquyet", "form", offers="member"),
    "remark": Entry(remark, "nhanxet", "form", offers="committee"),
    "why": Entry(why, "visao", "words", offers="member"),
    "appeal": Entry(appeal, "xemxet", "form", offers="member"),
    # upwards
    "report": Entry(report, "trinh", offers="committee"),
    "recognise": Entry(recognise, "congnhan", "form", offers="committee"),
    "note": Entry(note, "ghinhan", offers="committee"),
    "reopen": Entry(reopen, "molai", "form"),
    "ruling": Entry(ruling, "phuctra", "form", offers="committee"),
    "confirmations": Entry(confirmations, "xacnhanky", offers="committee"),
    # oversight
    "entry": Entry(entry, "phanmem", offers="committee", step="entry"),
    "units": Entry(units, "donvi", "words", offers="committee"),
    "figures": Entry(number_report, "baocao", "words", offers="committee", apart=True),
    "papers": Entry(papers, "tailieu", "form", offers="committee"),
    "forms": Entry(paper_forms, "phieu", "words", offers="everybody"),
    "inspect": Entry(inspect, "kiemtra", "words", offers="committee"),
    "look": Entry(look, "kiemtrabang", "form", files=True, offers="committee"),
    "settings": Entry(settings, "caidat", "words", offers="committee"),
    "candour": Entry(candour, "luuy", offers="committee"),
    "log": Entry(log, "nhatky", "form", offers="everybody"),
    "undo": Entry(undo, "hoantac", offers="committee"),
    # accounts
    "join": Entry(join, "thamgia", "words", strangers=True),
    "link": Entry(link, "lienket", "words", strangers=True, offers="everybody", apart=True),
    "devices": Entry(devices, "thietbi", "words", offers="everybody"),
    "allow": Entry(allow_account, "dongy", "words"),
    "drop": Entry(drop_account, "golienket", "words"),
    "cancel": Entry(cancel, "huy"),
    "wishes": Entry(wishes, "nhacviec", "words", offers="member"),
    "snooze": Entry(snooze, "nhaclai", "day"),
    "quiet": Entry(be_quiet, "dungnhac"),
    "welcome": Entry(welcome, "chao", strangers=True),
}
