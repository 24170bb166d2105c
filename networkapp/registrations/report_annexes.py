"""Annexes of networkapp for a report of a network: texts in full, and documents with their hashes."""

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.inquiries.actions.approval import inquiry_hash
from networkapp.inquiries.models import Inquiry
from networkapp.registrations.report_parts import adopted_in, end_of, moment_of
from networkapp.registrations.report_parts_told import editions_in, tabled_in
from networkapp.registry.reports import Reported, ReportPart, ReportRow, ReportTable, ReportText


def texts_of_decisions(of: Reported) -> ReportPart:
    """Annex: what was adopted in full, with its outcome statement."""
    return ReportPart(
        title=_("Annex: texts of the decisions"),
        texts=tuple(
            ReportText(
                title=str(decision),
                paragraphs=tuple(decision.paragraphs),
                language=decision.language,
                note=decision.outcome_statement,
            )
            for decision in adopted_in(of)
        ),
    )


def statements(of: Reported) -> ReportPart:
    """Annex: how delegations read what was adopted."""
    made = adopted_in(of).prefetch_related("statements__delegation")
    return ReportPart(
        title=_("Annex: interpretative statements"),
        texts=tuple(
            ReportText(title=f"{decision.label}, {one.delegation.label}", paragraphs=(one.text,), language=one.language)
            for decision in made
            for one in decision.statements.all()
        ),
    )


def documents(of: Reported) -> ReportPart:
    """Annex: the decisions, inquiries and editions of the period, with the hash by which each is known again."""
    tables = (
        ReportTable(title=_("Decisions"), columns=(_("Decision"), _("Adopted"), "SHA-256"), rows=_decisions(of)),
        ReportTable(title=_("Inquiries"), columns=(_("Inquiry"), _("Approved"), "SHA-256"), rows=_inquiries(of)),
        ReportTable(
            title=_("Handbook editions"), columns=(_("Edition"), _("Published"), "SHA-256"), rows=_editions(of)
        ),
    )
    return ReportPart(title=_("Annex: documents"), tables=tuple(table for table in tables if table.rows))


def _decisions(of: Reported) -> tuple[ReportRow, ...]:
    return tuple(
        ReportRow(
            cells=(str(one), date_format(one.adopted_on), one.content_hash),
            url=one.get_absolute_url(),
            language=one.language,
        )
        for one in adopted_in(of).select_related("network").defer("paragraphs", "texts", "roll", "words")
    )


def _inquiries(of: Reported) -> tuple[ReportRow, ...]:
    within = Q(approved_at__gte=moment_of(of.since), approved_at__lt=end_of(of))
    named = within | Q(pk__in=tabled_in(of).values("inquiry"))
    found = Inquiry.objects.filter(named, network=of.network).select_related("network").prefetch_related("questions")
    return tuple(
        ReportRow(
            cells=(str(one), date_format(timezone.localdate(one.approved_at)), inquiry_hash(one)),
            url=one.get_absolute_url(),
            language=one.language,
        )
        for one in found.order_by("number")
    )


def _editions(of: Reported) -> tuple[ReportRow, ...]:
    return tuple(
        ReportRow(
            cells=(
                f"{text.title}, {edition.label}",
                date_format(timezone.localdate(edition.published_at)),
                edition.digest,
            ),
            url=text.get_absolute_url(),
            language=text.language,
        )
        for edition, text in editions_in(of)
    )
