"""How the played Zalo takes approved templates: by user id or by phone number, checked, counted and paid."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from tests.doubles.zalo_oa_checks import fields, texts, utf16
from tests.doubles.zalo_oa_hook import Hook
from tests.doubles.zalo_oa_messages import UNFOLLOWED, echo
from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_world import DAY, Json, Refusal, Shown, World, strange

State = Literal["PENDING_REVIEW", "ENABLE", "REJECT", "DISABLE"]
Kind = Literal["text", "date", "number", "url"]

NO_TEMPLATE = Refusal(-109, "Template id is invalid")
YEAR = 365 * DAY
TAGS = {1: "TRANSACTION", 2: "CUSTOMER_CARE", 3: "PROMOTION"}
_PHONE = re.compile(r"84[1-9]\d{8}")
_FORMS = {
    "date": re.compile(r"(\d\d:\d\d )?\d\d/\d\d/\d{4}"),
    "number": re.compile(r"\d+"),
    "url": re.compile(r"https?://\S+"),
}


@dataclass(slots=True)
class Template:
    """A text that Zalo reviews: each parameter's kind and greatest length. Tag 1 transaction, 2 care, 3 promotion."""

    params: dict[str, tuple[Kind, int]]
    state: State = "ENABLE"
    tag: int = 2
    price_uid: int = 560
    price_sdt: int = 800
    optional: frozenset[str] = frozenset()
    by_uid: bool = True
    name: str = ""
    quality: Literal["HIGH", "MEDIUM", "LOW", "UNDEFINED"] = "UNDEFINED"
    timeout: int = 7_200_000  # milliseconds in which it is delivered or given up


class Templates:
    """The registry and both endpoints."""

    def __init__(self, world: World, switches: Switches, hook: Hook) -> None:
        self.registry: dict[str, Template] = {}
        self._world = world
        self._switches = switches
        self._hook = hook

    def fault_by_uid(self, body: Json) -> Refusal | None:
        names = {"user_id", "template_id", "template_data"}
        return fields(body, "body", names) or texts(body, "user_id", "template_id") or _fault_in_data(body)

    def send_by_uid(self, body: Json) -> Json | Refusal:
        template = self.registry.get(body["template_id"])
        if template is None:
            return NO_TEMPLATE
        refusal = self._fault(template, body["template_data"]) or self._closed_to(body["user_id"], template)
        if refusal or (refusal := self._unpaid(template.price_uid)):
            return refusal
        shown = self._shown(body, pushed=not self._night)
        self._world.show(self._world.person(body["user_id"]).messages, shown)
        echo(self._world, self._switches, self._hook, body["user_id"], shown)
        quota = {"quota_type": "sub_quota", "remain": str(self._world.remaining)}
        answer = {"message_id": shown.id, "user_id": body["user_id"], "sent_time": str(self._world.ms())}
        return answer | {"quota": quota}

    def fault_by_phone(self, body: Json) -> Refusal | None:
        names = {"phone", "template_id", "tracking_id"}
        optional = frozenset({"mode", "sending_mode"})
        refusal = fields(body, "body", names | {"template_data"}, optional, code=-132)
        if refusal or (refusal := texts(body, *sorted(names), code=-132)):
            return refusal
        if body.get("mode", "development") != "development" or body.get("sending_mode", "1") not in {"1", "3"}:
            return Refusal(-132, "mode or sending_mode is invalid")
        return _fault_in_data(body)

    def send_by_phone(self, body: Json) -> Json | Refusal:
        phone, template = body["phone"], self.registry.get(body["template_id"])
        if template is None:
            return NO_TEMPLATE
        refusal = self._fault(template, body["template_data"]) or self._closed_phone(phone, body)
        if refusal or (refusal := self._unpaid(template.price_sdt)):
            return refusal
        shown = self._shown(body, tracking_id=body["tracking_id"])
        self._world.show(self._world.by_phone[phone], shown)
        if self._switches.receipts:
            self.receipt(phone, shown)
        quota = {"dailyQuota": str(self._world.quota), "remainingQuota": str(self._world.remaining)}
        answer = {"msg_id": shown.id, "sent_time": str(self._world.ms()), "quota": quota}
        return answer | {"sending_mode": body.get("sending_mode", "1")}

    def receipt(self, phone: str, shown: Shown) -> None:
        times = {"delivery_time": str(self._world.ms()), "msg_id": shown.id, "tracking_id": shown.tracking_id}
        event: Json = {"event_name": "user_received_message", "sender": {"id": self._world.oa_id}}
        event |= {"recipient": {"id": phone}, "message": times}
        self._hook.emit(event, phone, self._world.new_id("event-"))

    def fault_in_info(self, params: Json) -> Refusal | None:
        return fields(params, "query", {"template_id"}) or texts(params, "template_id")

    def info(self, params: Json) -> Json | Refusal:
        template = self.registry.get(params["template_id"])
        if template is None:
            return NO_TEMPLATE
        listed = [
            {"name": name, "require": name not in template.optional, "type": kind.upper(), "maxLength": longest}
            for name, (kind, longest) in template.params.items()
        ]
        about = {"templateId": params["template_id"], "templateName": template.name, "status": template.state}
        prices = {"price_uid": template.price_uid, "price_sdt": template.price_sdt}
        told = {name: str(price) if self._switches.prices_as_text else price for name, price in prices.items()}
        tag = str(template.tag) if self._switches.tag_as == "number" else TAGS[template.tag]
        lasting = {"timeout": template.timeout, "templateQuality": template.quality}
        return about | told | lasting | {"templateTag": tag, "listParams": listed}

    def fault_in_quota(self, params: Json) -> Refusal | None:
        return fields(params, "query", set())

    def quota(self, params: Json) -> Json:
        return {"dailyQuota": str(self._world.quota), "remainingQuota": str(self._world.remaining)}

    @property
    def _night(self) -> bool:
        return self._world.night(self._switches.night_zone)

    def _fault(self, template: Template, data: Json) -> Refusal | None:
        if template.state == "DISABLE":
            return Refusal(-146, "Template is disabled")
        if template.state != "ENABLE":
            return Refusal(-131, "Template is not approved")
        if unknown := sorted(data.keys() - template.params.keys()):
            return strange(f"template_data has unknown parameters {unknown}")
        for name, (kind, longest) in template.params.items():
            if refusal := _fault_in_param(name, data.get(name), kind, longest, needed=name not in template.optional):
                return refusal
        return None

    def _closed_to(self, user_id: str, template: Template) -> Refusal | None:
        if not template.by_uid:
            return Refusal(-249, "Template can not be sent by user id")
        person = self._world.people.get(user_id)
        if person is None or person.interacted is None:
            return Refusal(self._switches.unreachable_code, "User can not receive: unknown to the OA")
        if person.unfollowed and not self._switches.unfollowed_get_templates:
            return UNFOLLOWED
        if template.tag == 1 and self._world.clock() - person.interacted > YEAR:
            return Refusal(self._switches.unreachable_code, "User can not receive: no interaction within a year")
        if template.tag == 3 and self._night:
            return Refusal(-234, "Promotion is not sent at night (22:00-06:00)")
        return None

    def _closed_phone(self, phone: str, body: Json) -> Refusal | None:
        if not _PHONE.fullmatch(phone):
            return Refusal(-108, "Phone number is invalid")
        if phone not in self._world.zalo_phones:
            return Refusal(-118, "Zalo account does not exist")
        if phone in self._world.opted_out:
            return Refusal(self._switches.opt_out_code, "User refused to receive")
        if "mode" in body and phone not in self._world.admin_phones:
            return Refusal(self._switches.unreachable_code, "User can not receive: no admin of the app or the OA")
        if self._switches.night and self._night:
            return Refusal(-133, "Templates are not sent at night (22:00-06:00)")
        return None

    def _unpaid(self, price: int) -> Refusal | None:
        """Counts and takes the price if nothing stands against it; what is refused costs nothing."""
        if not self._world.remaining:
            return Refusal(self._switches.quota_code, "Daily quota exceeded")
        if self._world.money < price:
            return Refusal(self._switches.money_code, "Not enough money")
        self._world.money -= price
        self._world.count_template()
        return None

    def _shown(self, body: Json, *, pushed: bool = True, tracking_id: str = "") -> Shown:
        number, now = self._world.new_id("message-"), self._world.clock()
        return Shown("", (), number, body["template_id"], dict(body["template_data"]), now, pushed, tracking_id)


def _fault_in_data(body: Json) -> Refusal | None:
    return None if isinstance(body["template_data"], dict) else Refusal(-112, "template_data is no object")


def _fault_in_param(name: str, value: Any, kind: Kind, longest: int, *, needed: bool) -> Refusal | None:
    if value is None or value == "":
        return Refusal(-1121, f"Parameter {name} is missing") if needed else None
    if not isinstance(value, str) or (kind in _FORMS and not _FORMS[kind].fullmatch(value)):
        return Refusal(-112, f"Parameter {name} is no {kind}")
    return Refusal(-1122, f"Parameter {name} is longer than {longest}") if utf16(value) > longest else None
