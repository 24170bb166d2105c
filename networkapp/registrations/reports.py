"""Which parts networkapp adds to reports of a network, and what editors choose them by."""

from django.utils.translation import gettext_lazy as _

from networkapp.registrations import report_annexes, report_parts
from networkapp.registrations import report_parts_told as told
from networkapp.registry.reports import KnownPart, register_report_part

_KNOWN = (
    ("meetings", _("Meetings, with the delegations present"), report_parts.meetings),
    ("decisions", _("Decisions, with procedure and follow-up"), report_parts.decisions),
    ("follow-up", _("Follow-up by country"), report_parts.follow_up),
    ("proposals", _("Proposals under way"), report_parts.proposals),
    ("inquiries", _("Inquiries: how many governments answered, evasively or late"), told.inquiries),
    ("published", _("Publications: handbooks, articles, campaigns, awareness days"), told.published),
    ("taking-part", _("Participants: delegations and offices"), report_parts.taking_part),
)
_ANNEXES = (
    ("texts-of-decisions", _("Annex: texts of the decisions"), report_annexes.texts_of_decisions),
    ("statements", _("Annex: interpretative statements"), report_annexes.statements),
    ("documents", _("Annex: decisions, inquiries and editions, with hashes"), report_annexes.documents),
)


def register_parts() -> None:
    for order, (key, label, tell) in enumerate(_KNOWN):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order))
    for order, (key, label, tell) in enumerate(_ANNEXES, start=900):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order, is_annex=True))
