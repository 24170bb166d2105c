"""Inquiries about a subject or of a network, the answers of a country's government, and what it has not answered."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.inquiries.models import Inquiry, ParliamentCase, Reply
from networkapp.inquiries.provenance import case_statuses_for
from networkapp.inquiries.queries.answers import CaseStatus
from networkapp.inquiries.queries.matrix import cases_tabled_in, list_inquiries
from networkapp.models import Delegation, Network
from networkapp.overviews.entries import first_entries, lines_part
from networkapp.permissions import Action
from networkapp.registry.network_links import NetworkLink
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart
from networkapp.text.clocks import format_in_zone
from networkapp.users import AnyUser


def inquiries(*, overview: Overview) -> list[OverviewPart]:
    """Return what governments were asked, before how many parliaments it is, and how many governments answered."""
    network = overview.network.slug if overview.network else ""
    rows = list_inquiries(user=overview.reader, subject=overview.subject, network=network)
    found, number = first_entries(rows, overview)
    answered = _answered(found, overview.reader)
    entries = tuple(
        OverviewEntry(
            title=inquiry.title,
            label=inquiry.label,
            url=inquiry.get_absolute_url(),
            detail=_asked(inquiry, answered.get(inquiry.pk, 0)),
            language=inquiry.language,
            date=inquiry.dated_at,
        )
        for inquiry in found
    )
    address = overview.listed_at(reverse("networkapp:inquiries"))
    return [OverviewPart(key="inquiries", title=_("Inquiries"), entries=entries, number=number, url=address)]


def _answered(inquiries: Iterable[Inquiry], user: AnyUser) -> Mapping[int, int]:
    """Return the number of governments with an answer that `user` can read, by inquiry."""
    replies = Reply.objects.where(user, may=Action.SEE).filter(case__inquiry__in=list(inquiries))
    counted = replies.order_by().values("case__inquiry").annotate(n=Count("case__delegation", distinct=True))
    return {row["case__inquiry"]: row["n"] for row in counted}


def _asked(inquiry: Any, answered: int) -> str:
    before = ngettext("In %(n)s parliament", "In %(n)s parliaments", inquiry.parliaments)
    text = ngettext("%(n)s government answered", "%(n)s governments answered", answered)
    parts = [before % {"n": inquiry.parliaments}] if inquiry.parliaments else []
    return ", ".join([*parts, text % {"n": answered}] if answered else parts)


def answers(*, overview: Overview) -> list[OverviewPart]:
    """Return the questions to the government of a country in its national parliament, and their status, the newest
    first."""
    rows = list_inquiries(user=overview.reader, country=overview.country)
    found, number = first_entries(rows, overview)
    known = _newest(overview, found)
    entries = tuple(
        OverviewEntry(
            title=one.title,
            label=one.label,
            url=known[one.pk].case.get_absolute_url() if one.pk in known else one.get_absolute_url(),
            detail=_said(known[one.pk]) if one.pk in known else "",
            language=one.language,
            date=known[one.pk].case.tabled_on if one.pk in known else one.approved_at,
        )
        for one in found
    )
    address = overview.listed_at(reverse("networkapp:inquiries"))
    title = _("Government answers")
    return [OverviewPart(key="answers", title=title, entries=entries, number=number, url=address)]


def _newest(overview: Overview, inquiries: Iterable[Inquiry]) -> Mapping[int, CaseStatus]:
    """Return by inquiry the status of the last question in the national parliament."""
    cases = cases_tabled_in(country=overview.country).filter(inquiry__in=list(inquiries))
    statuses = case_statuses_for(cases, overview.reader)
    in_order = sorted(statuses, key=lambda one: one.case.pk)
    return {one.case.inquiry_id: one for one in in_order}


def _said(status: CaseStatus) -> str:
    """Return the status, and for an answer under embargo its end."""
    if status.embargo_ends:
        words = _("%(state)s, embargo until %(moment)s")
        ends = format_in_zone(status.embargo_ends)
        return words % {"state": status.state_label, "moment": ends}
    if status.answered_on:
        return _("%(state)s on %(day)s") % {
            "state": status.state_label,
            "day": date_format(status.answered_on, "DATE_FORMAT"),
        }
    return status.state_label


def inquiries_without_answer(*, overview: Overview) -> list[OverviewPart]:
    """Return the inquiries before the country's parliament with a question that its government has not answered, for
    its brief."""
    return [lines_part("inquiries", _("Unanswered questions"), _unanswered(overview.country, overview.reader))]


def _unanswered(country: str, user: AnyUser) -> Iterator[str]:
    """Yield a line for each inquiry before the country's parliament in which `user` finds a question unanswered."""
    cases = ParliamentCase.objects.where(user, may=Action.SEE).filter(
        delegation__country=country, delegation__kind__in=Delegation.OF_A_COUNTRY, tabled_on__isnull=False
    )
    found = [status for status in case_statuses_for(cases, user) if status.unanswered]
    for status in sorted(found, key=lambda one: (str(one.case.due_on or ""), one.case.pk)):
        yield _waiting(status)


def _waiting(status: CaseStatus) -> str:
    day = date_format(status.case.due_on) if status.case.due_on else ""
    values = {"inquiry": status.case.inquiry, "day": day}
    if status.is_waited_for:
        words = _("%(inquiry)s: overdue since %(day)s") if status.is_overdue else _("%(inquiry)s: due %(day)s")
        return words % values
    numbers = [question.number for question in status.unanswered]
    words = ngettext(
        "%(inquiry)s: question %(numbers)s not answered",
        "%(inquiry)s: questions %(numbers)s not answered",
        len(numbers),
    )
    return words % {**values, "numbers": ", ".join(map(str, numbers))}


def link(network: Network, user: AnyUser) -> NetworkLink:
    """Return the link from the page of a network to its inquiries."""
    return NetworkLink(title=_("Inquiries"), url=f"{reverse('networkapp:inquiries')}?network={network.slug}")
