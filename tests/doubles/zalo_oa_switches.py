"""What a test can make the played Zalo do: answer as one source says or another, keep a pace, fail."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["502", "504", "not_json", "hang", "cut_before", "cut_after"] | int


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` well-formed calls of a path.

    A number is refused with as that error code. "502", "not_json" and "cut_before": nothing has happened. "504",
    "hang" and "cut_after": the call has taken effect, and its sender does not hear of it.
    """

    path: str
    kind: Kind
    times: int = 1


@dataclass(slots=True)
class Switches:
    """As documented until a test says otherwise; where the sources disagree or guess, the likelier is the default."""

    delay: float = 0.0  # seconds that every request needs to reach the platform
    error_status: int = 200  # of the HTTP answer that carries an error: "usually 200"
    # tokens
    access_seconds: int = 90_000  # 25 hours; some clients say one hour
    invalid_token_code: int = -216  # or -220, and 216, 401, -401 were met
    invalid_token_code_by_phone: int = -124
    grant_code: int = -118  # of the token endpoint: undocumented, one client met it
    grant_error: Literal["message", "error_name"] = "message"  # where the token endpoint says what is wrong
    challenge_alphabet: Literal["url", "standard", "either"] = "either"
    consent_ends_old: bool = True  # a new consent ends the refresh tokens of the one before
    appsecret_proof: bool = False  # the app's setting: calls without it are refused
    # the account
    account_id_field: Literal["oa_id", "oaid"] = "oa_id"  # both are told
    verified: bool = True
    package: str = "Nâng cao"
    # pace, in requests a minute
    rate: int = 4000
    # free text
    text_limit: int = 2000
    text_code: int = -210
    window_code: int = -230  # or -232
    strangers: bool = True  # who writes without following can be answered
    text_price: int = 55  # after 48 hours
    interaction_as_text: bool = False  # last_interaction as a string
    # buttons
    buttons: bool = True  # message.text and attachment.payload.buttons
    buttons_inside: bool = False  # template_type "button" with the text in the payload
    buttons_code: int = -201  # or -233, -200: how a shape is refused that is not played
    # files of the account
    image_bytes: int = 1_000_000  # or 1 << 20
    file_bytes: int = 5_000_000  # or 5 << 20
    # webhook
    probe: bool = True  # saving the address posts {}: one client saw it
    signature_prefix: bool = True
    signature_upper: bool = False
    timestamp_in: Literal["body", "header"] = "body"
    signs_with: Literal["app_id", "oa_id"] = "app_id"
    echo: bool = True
    receipts: bool = True
    deadline: float = 2.0
    retries: bool = False
    retried_answers: bool = True  # a refusal or a late answer is retried too, and not only a failed connection
    syntax_filter: bool = False  # "Lọc cú pháp": only texts that begin with # are passed on
    follow_names: Literal["follower", "sender"] = "follower"
    events_off: set[str] = field(default_factory=set)
    webhook_behind: dict[str, str] = field(default_factory=dict)  # whose events reach which of several processes
    # files that people send
    file_life: float | None = None  # seconds for which their addresses lead to them
    files_away: bool = False  # the host that hands them out is down
    # templates
    night: bool = True  # the phone channel closes from 22:00 to 06:00
    night_zone: int = 7  # hours before UTC: that it is Vietnam's night is a guess
    prices_as_text: bool = True
    tag_as: Literal["number", "name"] = "number"  # how the registry names a tag: 2, or CUSTOMER_CARE
    unreachable_code: int = -114  # or -119
    money_code: int = -115  # or -126, -137
    quota_code: int = -144  # or -147
    opt_out_code: int = -139  # or -141
    unfollowed_get_templates: bool = True
    faults: list[Fault] = field(default_factory=list)

    def take_fault(self, path: str) -> Fault | None:
        """The fault that strikes this call, counted down."""
        for fault in self.faults:
            if fault.times and fault.path == path:
                fault.times -= 1
                return fault
        return None


class Pacer:
    """Counts the requests of a minute."""

    def __init__(self) -> None:
        self._minute = 0
        self._count = 0

    def remain(self, rate: int, now: float) -> int:
        """How many more may come in this minute after this one; below 0 this one is too many."""
        minute = int(now // 60)
        if minute != self._minute:
            self._minute, self._count = minute, 0
        self._count += 1
        return rate - self._count
