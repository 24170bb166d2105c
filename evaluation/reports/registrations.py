"""Which parts the evaluation adds to reports of a network, and what editors choose them by."""

from django.utils.translation import gettext_lazy as _

from evaluation.reports import annexes, context_events
from networkapp.registry.reports import KnownPart, register_report_part

FIRST_ANNEX = 900


def register_parts() -> None:
    for order, key, label, tell in (
        (20, "treaty-acts", _("Treaty actions in the period"), context_events.treaty_acts),
        (21, "findings", _("Findings of independent bodies in the period"), context_events.findings),
        (950, "criteria", _("Annex: the criteria, with their hash"), annexes.criteria),
    ):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order, is_annex=order >= FIRST_ANNEX))
