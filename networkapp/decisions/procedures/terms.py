"""The rules for opening a procedure, and the message that it is over."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networkapp.conf import setting
from networkapp.decisions.models import ProcedureKind, Proposal, ProposalText, ProposalVersion
from networkapp.errors import Refused
from networkapp.languages.languages import own_name
from networkapp.models import Network
from networkapp.text.clocks import format_in_zone

MAX_LENGTH, DEFAULT_LENGTH = timedelta(days=366), timedelta(days=7)
TIMED = frozenset({ProcedureKind.SILENCE, ProcedureKind.WRITTEN})
"""The kinds that bind and are ended by time: a network has a rule how short they may be."""


def check_expiry(expires_at: datetime | None, now: datetime) -> None:
    """Check that a procedure can have this deadline.

    Refused: `no_expiry`, `not_to_the_minute`, `too_soon`, `too_far`.
    """
    if expires_at is None:
        raise Refused("no_expiry", _("Enter a deadline."), field="expires_at")
    if expires_at.second or expires_at.microsecond:
        raise Refused("not_to_the_minute", _("Enter a deadline without seconds."), field="expires_at")
    if expires_at < now + (shortest := setting("SHORTEST_PROCEDURE")):
        words = _("Give the delegations more time: the earliest deadline is %(moment)s.") % {
            "moment": format_in_zone(now + shortest + timedelta(minutes=1))
        }
        raise Refused("too_soon", words, field="expires_at")
    if expires_at > now + MAX_LENGTH:
        raise Refused("too_far", _("Choose a date within the next year."), field="expires_at")


def check_length(kind: ProcedureKind, expires_at: datetime | None, now: datetime, network: Network) -> None:
    """Refuse (`shorter_than_rule`) a silence or written procedure that is shorter than `network` asks for."""
    hours = network.shortest_procedure_hours
    if kind not in TIMED or expires_at is None or expires_at >= (earliest := now + timedelta(hours=hours)):
        return
    words = ngettext(
        "Procedures in this network run for at least %(n)s hour. Choose a deadline after %(moment)s.",
        "Procedures in this network run for at least %(n)s hours. Choose a deadline after %(moment)s.",
        hours,
    )
    message = words % {"n": hours, "moment": format_in_zone(_next_quarter(earliest))}
    raise Refused("shorter_than_rule", message, field="expires_at")


def default_deadline(network: Network, now: datetime) -> datetime:
    """Return the deadline that a form proposes: in a week at 18:00 by the clock of `network`, or later by its rule."""
    earliest = max(now + DEFAULT_LENGTH, now + timedelta(hours=network.shortest_procedure_hours))
    local = earliest.astimezone(network.zone)
    evening = local.replace(hour=18, minute=0, second=0, microsecond=0)
    if now + timedelta(hours=network.shortest_procedure_hours) > evening:
        evening += timedelta(days=1)
    return evening


def _next_quarter(moment: datetime) -> datetime:
    """Return the next full quarter of an hour, so that a deadline typed a few minutes later is still long enough."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)


def default_quorum(kind: ProcedureKind, delegations: int) -> int:
    """Return more than half of the delegations for written procedures and meetings, otherwise 1."""
    asks = kind in {ProcedureKind.WRITTEN, ProcedureKind.MEETING}
    return delegations // 2 + 1 if asks else 1


def check_quorum(quorum: int, delegations: int) -> None:
    """Refuse a quorum below 1 or above the number of delegations (`quorum_impossible`)."""
    if not 1 <= quorum <= delegations:
        words = _("Enter a quorum between 1 and %(n)s, the number of delegations.")
        raise Refused("quorum_impossible", words % {"n": delegations}, field="quorum")


def other_required_languages(codes: Iterable[str], proposal: Proposal | None) -> list[str]:
    """Return these languages, each once, without the language of the original."""
    return sorted({code for code in codes if code} - {proposal.language if proposal else ""})


def check_translations(version: ProposalVersion, languages: Iterable[str]) -> None:
    """Check that the text exists in all these languages. Refused: `language_missing`, naming what is missing."""
    lacking = [words for code in languages if (words := missing_text(version, code))]
    if lacking:
        raise Refused("language_missing", " ".join(lacking), field="required_languages")


def missing_text(version: ProposalVersion, language: str) -> str:
    """Return in words what is missing in this language; empty if the text is complete."""
    text = ProposalText.objects.select_related("version").filter(version=version, language=language).first()
    if text is None:
        return _("There is no text in %(language)s.") % {"language": own_name(language)}
    if not text.missing:
        return ""
    values = {"language": own_name(language), "paragraphs": ", ".join(map(str, text.missing))}
    return _("Missing in %(language)s: paragraphs %(paragraphs)s.") % values


CLOSED_MESSAGE = gettext_lazy("Closed on %(moment)s. Anything received at or after that time does not count.")


def closed_refusal(at: datetime | None) -> Refused:
    """Return the `closed` refusal, with the deadline in the reader's time zone."""
    return Refused("closed", CLOSED_MESSAGE % {"moment": format_in_zone(at or timezone.now())})
