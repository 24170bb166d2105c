"""Conditions for a final assessment: both have signed the current answers, and "does not apply" is confirmed."""

from django.utils.translation import gettext as _

from evaluation.assessments.signing import sheet_hash
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Answer, Assessment, Signature
from networkapp.errors import Refused


def require_signatures(assessment: Assessment) -> None:
    """Raise Refused unless both signatures are valid for the current answers."""
    signed = sheet_hash(load_worksheet(assessment))
    signed_hashes = {item.role: item.answers_hash for item in assessment.signatures.filter(withdrawn_at__isnull=True)}
    if signed_hashes != dict.fromkeys(Signature.Role.values, signed):
        raise Refused(
            "answers_changed", _("The answers have changed since they were signed, so they cannot be published.")
        )


def require_confirmed(assessment: Assessment) -> None:
    """Raise Refused, naming the others, unless every "not applicable" is confirmed."""
    waiting = assessment.answers.filter(status=Answer.Status.NOT_APPLICABLE, confirmed_at__isnull=True)
    series = list(waiting.order_by("pk").values_list("criterion__series_id", flat=True))
    if series:
        raise Refused("not_confirmed", _("First confirm that these criteria do not apply: %s.") % ", ".join(series))
