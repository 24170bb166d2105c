"""What meetings add to pages of others, registered when the site starts."""

from django.utils.translation import gettext_lazy as _

from networkapp.meetings import reports
from networkapp.registry.reports import KnownPart, register_report_part


def register_all() -> None:
    register_report_part(
        KnownPart(key="meetings", label=_("Meetings, with the delegations present"), tell=reports.meetings, order=0)
    )
