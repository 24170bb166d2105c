"""Which parts the core adds to reports of a network, and the parts to which several apps contribute."""

from django.utils.translation import gettext_lazy as _

from networkapp.networks.reports import taking_part
from networkapp.registry.reports import KnownPart, joint_part, register_report_part


def register_parts() -> None:
    published, documents = (
        joint_part("published", title=_("Publications")),
        joint_part("documents", title=_("Annex: documents")),
    )
    label = _("Publications: handbooks, articles, campaigns, awareness days")
    register_report_part(KnownPart(key="published", label=label, tell=published, order=5))
    label = _("Participants: delegations and offices")
    register_report_part(KnownPart(key="taking-part", label=label, tell=taking_part, order=6))
    label = _("Annex: decisions, inquiries and editions, with hashes")
    register_report_part(KnownPart(key="documents", label=label, tell=documents, order=902, is_annex=True))
