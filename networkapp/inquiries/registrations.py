"""What inquiries add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.inquiries import reports
from networkapp.registry.reports import KnownPart, register_report_part, register_report_table


def register_all() -> None:
    label = _("Inquiries: how many governments answered, evasively or late")
    register_report_part(KnownPart(key="inquiries", label=label, tell=reports.inquiries, order=4))
    register_report_table("documents", reports.documents, order=20)
