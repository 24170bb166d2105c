"""What proposals, procedures and decisions add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.decisions import reports
from networkapp.registry.reports import KnownPart, register_report_part, register_report_table


def register_all() -> None:
    _register_reports()


def _register_reports() -> None:
    for key, label, tell, order in (
        ("decisions", _("Decisions, with procedure and follow-up"), reports.decisions, 1),
        ("follow-up", _("Follow-up by country"), reports.follow_up, 2),
        ("proposals", _("Proposals under way"), reports.proposals, 3),
    ):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order))
    for key, label, tell, order in (
        ("texts-of-decisions", _("Annex: texts of the decisions"), reports.texts_of_decisions, 900),
        ("statements", _("Annex: interpretative statements"), reports.statements, 901),
    ):
        register_report_part(KnownPart(key=key, label=label, tell=tell, order=order, is_annex=True))
    register_report_table("documents", reports.documents, order=10)
