"""Suggestions for the agenda of a meeting from inquiries."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.answers import unanswered_to_others
from networkapp.meetings.models import AgendaKind, Meeting
from networkapp.meetings.registry import MAX_SUGGESTIONS, AgendaSuggestion


def suggest_answers_due(*, meeting: Meeting) -> Iterable[AgendaSuggestion]:
    """Return inquiries with an answer that is due by the meeting and, as far as everybody may know, missing."""
    waiting = unanswered_to_others(at=timezone.now()).filter(inquiry=OuterRef("pk"), due_on__lte=meeting.last_day)
    inquiries = Inquiry.objects.filter(network=meeting.network_id).annotate(
        first_due=Subquery(waiting.order_by("due_on").values("due_on")[:1])
    )
    for inquiry in inquiries.filter(first_due__isnull=False).order_by("first_due", "pk")[:MAX_SUGGESTIONS]:
        yield AgendaSuggestion(
            about=inquiry,
            title=inquiry.title,
            kind=AgendaKind.ANSWERS,
            detail=_("first answer due on %(day)s") % {"day": date_format(inquiry.first_due, "DATE_FORMAT")},  # type: ignore[attr-defined]
        )
