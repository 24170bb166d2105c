"""Proposals in the search box: by their titles and by what a version of them says, for who reads the network."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Func, TextField

from networkapp.domain.message_search import ANYTHING
from networkapp.domain.search import excerpt, having_words
from networkapp.models import Proposal, ProposalVersion
from networkapp.permissions import Action
from networkapp.registry import Narrowing, SearchHit

VERSIONS_LOOKED_AT = 10


class Said(Func):
    """The texts of paragraphs, one below the other, as they are written.

    The column itself would not do: SQLite keeps what is not ASCII in escapes there, and both keep the names of keys.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "SELECT group_concat(json_extract(value, '$.text'), char(10)) FROM json_each(%(expressions)s)"
        return self.as_sql(compiler, connection, template=f"({each})", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "SELECT string_agg(part ->> 'text', chr(10)) FROM jsonb_array_elements(%(expressions)s) AS part"
        return self.as_sql(compiler, connection, template=f"({each})", **context)


def find_proposals(user: Any, query: str, limit: int, narrowing: Narrowing = ANYTHING) -> Iterable[SearchHit]:
    """Those in which all words occur, the one changed last first; each once, with its newest version that has them."""
    within = {
        "network": narrowing.network,
        "proposed_by": narrowing.author,
        "changed_at__date__gte": narrowing.since,
        "proposed_at__date__lte": narrowing.until,
    }
    given = {name: value for name, value in within.items() if value is not None}
    readable = Proposal.objects.where(user, may=Action.READ).filter(**given)
    versions = ProposalVersion.objects.filter(proposal__in=readable).annotate(said=Said("paragraphs"))
    found = having_words(versions.select_related("proposal__network"), query, "title", "said")
    hits: dict[int, SearchHit] = {}
    for version in found.order_by("-proposal__changed_at", "-number")[: limit * VERSIONS_LOOKED_AT]:
        proposal = version.proposal
        hit = SearchHit(
            kind="proposals",
            title=f"{proposal.label} {proposal.title}",
            url=proposal.get_absolute_url(),
            excerpt=excerpt(" ".join(each.text for each in version.text), query),
            language=proposal.language,
            date=proposal.changed_at,
        )
        hits.setdefault(proposal.pk, hit)
    return list(hits.values())[:limit]
