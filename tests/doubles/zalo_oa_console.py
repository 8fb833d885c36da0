"""What is set in Zalo's developer console and by the admins of the OA: tokens, webhook, templates, money, quota."""

from typing import Any

from tests.doubles.zalo_oa_checks import fields
from tests.doubles.zalo_oa_hook import Hook, Push
from tests.doubles.zalo_oa_people import People
from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_templates import Template, Templates
from tests.doubles.zalo_oa_tokens import Tokens
from tests.doubles.zalo_oa_world import Json, Refusal, World


class Console(People):
    """Everything around the people that a test arranges."""

    def __init__(self, world: World, switches: Switches, hook: Hook, templates: Templates, tokens: Tokens) -> None:
        super().__init__(world, switches, hook, templates)
        self._tokens = tokens

    def switch(self, **values: Any) -> None:
        """Set switches as JSON has them."""
        for name, value in values.items():
            assert hasattr(self.switches, name), f"no switch {name!r}"
            setattr(self.switches, name, set(value) if name == "events_off" else value)

    def jumps(self, seconds: float) -> None:
        """The clock goes on from so much later."""
        before = self.world.clock
        self.world.clock = lambda: before() + seconds

    def arranges(self, *, money: int | None = None, quota: int | None = None, **phones: list[str]) -> None:
        """Money, quota and numbers as JSON has them: arranges(money=0, opted_out=["84901234567"])."""
        self.money = self.money if money is None else money
        self.quota = self.quota if quota is None else quota
        for name, numbers in phones.items():
            sets = {"zalo_phones": self.zalo_phones, "admin_phones": self.admin_phones, "opted_out": self.opted_out}
            sets[name].update(numbers)

    def fault_in_account(self, params: Json) -> Refusal | None:
        return fields(params, "query", set())

    def account(self, params: Json) -> Json:
        """What Zalo tells of the OA itself."""
        switches = self.switches
        told: Json = {switches.account_id_field: self.world.oa_id, "name": "OA", "is_verified": switches.verified}
        told |= {"oa_type": 4, "num_follower": len(self.world.followers), "package_name": switches.package}
        return told | {"package_valid_through_date": "31/12/2027"}

    def logs_in(self) -> Json:
        """A pair as if an admin of the OA had consented."""
        return self._tokens.log_in()

    def consents(self, code_challenge: str = "") -> str:
        """The code of the callback: serves once, for 10 minutes."""
        return self._tokens.consent(code_challenge)

    @property
    def refreshes(self) -> list[str]:
        """Every refresh token that was presented, in order."""
        return self._tokens.refreshes

    @property
    def redirects(self) -> set[str]:
        """The registered callbacks; while there is none, any address is taken."""
        return self._tokens.redirects

    @property
    def webhook_url(self) -> str:
        return self._hook.url

    @webhook_url.setter
    def webhook_url(self, url: str) -> None:
        self._hook.save(url)

    def sets_webhook(self, url: str) -> None:
        self.webhook_url = url

    async def probes(self) -> list[int]:
        """What the unsigned {} was answered with, each time that an address was set; 0 for nothing in time."""
        await self._hook.probing()
        return self._hook.probed

    @property
    def webhook_disabled(self) -> bool:
        return self._hook.disabled

    @property
    def pushes(self) -> list[Push]:
        """The events that went to the webhook, and how they were answered."""
        return self._hook.pushes

    def retries(self) -> int:
        """The next rung of the retry ladder now, for all that was not taken; await settled() then."""
        return self._hook.retry()

    async def settled(self) -> None:
        """All pushes so far have been answered or given up."""
        await self._hook.settled()

    @property
    def templates(self) -> dict[str, Template]:
        return self._templates.registry

    def makes_template(self, template_id: str, params: dict[str, Any], **more: Any) -> None:
        """A template as JSON has it: params={"name": ["text", 30]}."""
        self.templates[template_id] = Template({name: (kind, most) for name, (kind, most) in params.items()}, **more)

    @property
    def followers(self) -> set[str]:
        return self.world.followers

    @property
    def zalo_phones(self) -> set[str]:
        """The numbers that have Zalo, such as 84901234567."""
        return self.world.zalo_phones

    @property
    def admin_phones(self) -> set[str]:
        """To whom mode "development" sends."""
        return self.world.admin_phones

    @property
    def opted_out(self) -> set[str]:
        return self.world.opted_out

    @property
    def billed(self) -> list[str]:
        """The ids of the free texts that cost money."""
        return self.world.billed

    @property
    def money(self) -> int:
        return self.world.money

    @money.setter
    def money(self, money: int) -> None:
        self.world.money = money

    @property
    def quota(self) -> int:
        """Templates a day."""
        return self.world.quota

    @quota.setter
    def quota(self, quota: int) -> None:
        self.world.quota = quota
