"""Search for inquiries: in their own text, and in answers that the reader can see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from networkapp.inquiries.models import Inquiry, InquiryQuestion, Reply
from networkapp.inquiries.queries.matrix import list_inquiries
from networkapp.permissions import Action
from networkapp.registry import NO_NARROWING, SearchFilters, SearchHit
from networkapp.search.words import excerpt, with_all_words
from networkapp.users import AnyUser


def search_inquiries(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Return inquiries with the words in title, reason or questions, or in the parts of an answer that the reader can
    see."""
    known = list_inquiries(user=user)
    if narrowing.network is not None:
        known = known.filter(network=narrowing.network)
    if narrowing.author is not None:
        known = known.filter(written_by=narrowing.author)
    if narrowing.since is not None:
        known = known.filter(written_at__date__gte=narrowing.since)
    if narrowing.until is not None:
        known = known.filter(written_at__date__lte=narrowing.until)
    own = with_all_words(known, query, "title", "why", "questions__text", "questions__texts__text").order_by()
    # Of an answer only what all its readers can see: withheld passages are not searched at all.
    answers = Reply.objects.where(user, may=Action.SEE).filter(case__inquiry=OuterRef("pk"))
    saying = with_all_words(answers, query, "open_text").order_by()
    found = known.filter(pk__in=own.values("pk")) | known.filter(Exists(saying))
    readable = with_all_words(Reply.objects.where(user, may=Action.SEE), query, "open_text")
    for inquiry in found.prefetch_related(
        Prefetch("questions", queryset=InquiryQuestion.objects.order_by("number")),
        Prefetch("cases__replies", queryset=readable, to_attr="saying"),
    )[:limit]:
        yield _search_hit(inquiry, query)


def _search_hit(inquiry: Inquiry, query: str) -> SearchHit:
    cases: Any = inquiry.cases.all()
    answers = [reply.open_text for case in cases for reply in case.saying]
    texts = [inquiry.why, *(question.text for question in inquiry.questions.all()), *answers]
    return SearchHit(
        kind="inquiries",
        title=f"{inquiry.label}: {inquiry.title}",
        url=inquiry.get_absolute_url(),
        excerpt=excerpt(answers[0] if answers else " ".join(texts), query),
        language=inquiry.language,
        date=timezone.localtime(inquiry.dated_at),
    )
