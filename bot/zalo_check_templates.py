"""The templates that the operator has named beside what Zalo has on record of them: each difference is a line."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.zalo_oa_templates import Template
from bot.zalo_check_findings import Findings

CARE = ("2", "CUSTOMER_CARE")  # the tag of reminders to one's own members, told as a number or by its name
MINUTE = 60_000  # milliseconds


def compare(findings: Findings, template: Template, told: Mapping[str, Any]) -> None:
    """What it costs and how it stands, then whatever would keep it from being sent."""
    named = template.id
    prices = {"by_user": _said(told.get("price_uid")), "by_phone": _said(told.get("price_sdt", told.get("price")))}
    timeout = _number(told.get("timeout"))
    minutes = "–" if timeout is None else str(timeout // MINUTE)
    status, tag, quality = (_said(told.get(name)) for name in ("status", "templateTag", "templateQuality"))
    facts = {"template": named, "tag": tag, "quality": quality, "minutes": minutes, **prices}
    findings.judged(status == "ENABLE", "template", "stands", status=status, **facts)
    if quality == "LOW":
        findings.bad("template", "low", template=named)
    if tag not in CARE:
        findings.by_hand("template", "tag", template=named, tag=tag)
    _compare_params(findings, template, told.get("listParams"))


def _compare_params(findings: Findings, template: Template, listed: object) -> None:
    if not isinstance(listed, list):
        findings.by_hand("template", "unlisted", template=template.id)
        return
    theirs = {str(one["name"]): one for one in listed if isinstance(one, Mapping) and "name" in one}
    ours = {param.name: param for param in template.params}
    for name, param in ours.items():
        if name not in theirs:
            findings.bad("template", "unknown-param", template=template.id, param=name)
            continue
        most = _number(theirs[name].get("maxLength"))
        if most is not None and param.most > most:
            findings.bad("template", "too-long", template=template.id, param=name, ours=param.most, theirs=most)
    for name, one in theirs.items():
        if name not in ours and one.get("require", True):
            findings.bad("template", "missing-param", template=template.id, param=name)


def _said(value: object) -> str:
    return "–" if value in (None, "") else str(value)


def _number(value: object) -> int | None:
    return int(str(value)) if str(value).isascii() and str(value).isdecimal() else None
