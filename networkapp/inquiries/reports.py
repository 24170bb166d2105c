"""Parts of a network's report about its inquiries."""

from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.inquiries.actions.approval import inquiry_hash
from networkapp.inquiries.models import CaseState, Inquiry, ParliamentCase
from networkapp.inquiries.queries.answers import AnswerAccess, CaseStatus, case_statuses, with_answers
from networkapp.registry.reports import ReportPart, ReportRow, ReportScope, ReportTable

ANSWERED = frozenset({CaseState.ANSWERED, CaseState.PARTLY, CaseState.EVASIVE, CaseState.SUPPLEMENTARY})


def inquiries(of: ReportScope) -> ReportPart:
    """Return what governments were asked in the period, and how many answered, evasively or late, as far as that is
    public."""
    cases = with_answers(cases=tabled_in(of).select_related("inquiry__network").order_by("inquiry__number", "pk"))
    by_inquiry: dict[Inquiry, list[CaseStatus]] = defaultdict(list)
    for status in case_statuses(cases=cases, access=AnswerAccess()):
        by_inquiry[status.case.inquiry].append(status)
    rows = tuple(
        ReportRow(
            cells=(str(inquiry), *map(str, _numbers(statuses))),
            url=inquiry.get_absolute_url(),
            language=inquiry.language,
        )
        for inquiry, statuses in by_inquiry.items()
    )
    columns = (_("Inquiry"), _("Parliaments"), _("Answered"), _("Evasive"), _("Late"), _("Not answered yet"))
    return ReportPart(
        title=_("Inquiries"),
        tables=(ReportTable(columns=columns, rows=rows),),
        missing=tuple(
            _("%(inquiry)s: no answer yet from the government asked by %(delegation)s.")
            % {"inquiry": inquiry.label, "delegation": one.case.delegation.label}
            for inquiry, statuses in by_inquiry.items()
            for one in statuses
            if one.is_overdue
        ),
    )


def documents(of: ReportScope) -> ReportTable:
    """Return the inquiries approved or tabled in the period with their hashes, for the documents of a report."""
    within = Q(approved_at__gte=of.begins_at, approved_at__lt=of.ends_at)
    named = within | Q(pk__in=tabled_in(of).values("inquiry"))
    found = Inquiry.objects.filter(named, network=of.network).select_related("network").prefetch_related("questions")
    return ReportTable(
        title=_("Inquiries"),
        columns=(_("Inquiry"), capfirst(_("approved")), "SHA-256"),
        rows=tuple(
            ReportRow(
                cells=(str(one), date_format(timezone.localdate(one.approved_at)), inquiry_hash(inquiry=one)),
                url=one.get_absolute_url(),
                language=one.language,
            )
            for one in found.order_by("number")
        ),
    )


def tabled_in(of: ReportScope) -> QuerySet[ParliamentCase]:
    """Return the questions that were tabled in the period, one for each inquiry and parliament."""
    cases = ParliamentCase.objects.filter(inquiry__network=of.network, inquiry__approved_at__isnull=False)
    return cases.filter(tabled_on__range=of.days).exclude(state=CaseState.WITHDRAWN)


def _numbers(statuses: list[CaseStatus]) -> tuple[int, int, int, int, int]:
    answered = [one for one in statuses if one.state in ANSWERED]
    evasive = [one for one in answered if one.state == CaseState.EVASIVE]
    return len(statuses), len(answered), len(evasive), sum(map(_is_late, statuses)), len(statuses) - len(answered)


def _is_late(one: CaseStatus) -> bool:
    due = one.case.due_on
    return one.is_overdue or (one.answered_on is not None and due is not None and one.answered_on > due)
