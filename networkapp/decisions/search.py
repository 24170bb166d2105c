"""Search for decisions, and for proposals by people who can read the network.

The text of a proposal is searched in the original and in all its translations. A result opens in the language in which
it was found.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Func, TextField
from django.utils.translation import get_language

from networkapp.decisions.models import Proposal, ProposalText, ProposalVersion
from networkapp.decisions.procedures.register import decisions_for
from networkapp.permissions import Action
from networkapp.registry import NO_NARROWING, SearchFilters, SearchHit
from networkapp.search.words import excerpt, matching, with_all_words
from networkapp.users import AnyUser

MAX_VERSIONS_SEARCHED = 10


class OriginalText(Func):
    """SQL for the texts of the paragraphs of the original, one per line.

    The column itself cannot be searched: it contains the names of keys, and on SQLite escapes for everything but ASCII.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "SELECT group_concat(json_extract(value, '$.text'), char(10)) FROM json_each(%(expressions)s)"
        return self.as_sql(compiler, connection, template=f"({each})", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "SELECT string_agg(part ->> 'text', chr(10)) FROM jsonb_array_elements(%(expressions)s) AS part"
        return self.as_sql(compiler, connection, template=f"({each})", **context)


class TranslatedText(Func):
    """SQL for the texts of the paragraphs of a translation, one per line; a translation is stored by paragraph keys."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "SELECT group_concat(value, char(10)) FROM json_each(%(expressions)s)"
        return self.as_sql(compiler, connection, template=f"({each})", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "SELECT string_agg(value, chr(10)) FROM jsonb_each_text(%(expressions)s)"
        return self.as_sql(compiler, connection, template=f"({each})", **context)


def search_proposals(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Return those in which all words occur in one language, the last changed first; each once.

    With its newest version that contains them: in the reader's own language if that contains them, otherwise in the
    original.
    """
    within = {
        "network": narrowing.network,
        "proposed_by": narrowing.author,
        "changed_at__date__gte": narrowing.since,
        "proposed_at__date__lte": narrowing.until,
    }
    filters = {name: value for name, value in within.items() if value is not None}
    readable, most = Proposal.objects.where(user, may=Action.READ).filter(**filters), limit * MAX_VERSIONS_SEARCHED
    versions = ProposalVersion.objects.filter(proposal__in=readable).annotate(said=OriginalText("paragraphs"))
    texts = ProposalText.objects.filter(version__proposal__in=readable)
    texts = texts.annotate(said=TranslatedText("paragraphs"))
    found = [
        *with_all_words(versions.select_related("proposal__network"), query, "title", "said").order_by(
            "-proposal__changed_at", "-number"
        )[:most],
        *with_all_words(texts.select_related("version__proposal__network"), query, "title", "said").order_by(
            "-version__proposal__changed_at", "-version__number", "language"
        )[:most],
    ]
    hits: dict[int, SearchHit] = {}
    for one in sorted(found, key=_sort_key, reverse=True):
        hit = _hit(one, query)
        hits.setdefault(hit[0], hit[1])
    return list(hits.values())[:limit]


def _sort_key(found: ProposalVersion | ProposalText) -> tuple[Any, ...]:
    """Return the sort key: greater ones are shown first."""
    if isinstance(found, ProposalText):
        version = found.version
        return version.proposal.changed_at, version.proposal_id, version.number, found.language == get_language(), False
    return found.proposal.changed_at, found.proposal_id, found.number, found.proposal.language == get_language(), True


def _hit(found: ProposalVersion | ProposalText, query: str) -> tuple[int, SearchHit]:
    version = found.version if isinstance(found, ProposalText) else found
    proposal, title, url = version.proposal, version.proposal.title, version.proposal.get_absolute_url()
    language, texts = proposal.language, [each.text for each in version.text]
    if isinstance(found, ProposalText):
        title, url, language = found.title or title, f"{url}?language={found.language}", found.language
        texts = [str(found.paragraphs.get(each.key, "")) for each in version.text]
    return proposal.pk, SearchHit(
        kind="proposals",
        title=f"{proposal.label} {title}",
        url=url,
        excerpt=excerpt(" ".join(texts), query),
        language=language,
        date=proposal.changed_at,
    )


def search_decisions(
    *, user: AnyUser, query: str, limit: int, narrowing: SearchFilters = NO_NARROWING
) -> Iterable[SearchHit]:
    """Yield the decisions that `user` can see and that contain all words of `query`, at most `limit`."""
    decisions = decisions_for(user=user) if narrowing.author is None else decisions_for(user=user).none()
    filters = {
        "network": narrowing.network,
        "adopted_on__gte": narrowing.since,
        "adopted_on__lte": narrowing.until,
    }
    for decision in with_all_words(matching(decisions, filters), query, "words", "outcome_statement")[:limit]:
        yield SearchHit(
            kind="decisions",
            title=str(decision),
            url=decision.get_absolute_url(),
            excerpt=excerpt(" ".join([*decision.paragraphs, decision.outcome_statement]), query),
            language=decision.language,
            date=decision.adopted_on,
        )
