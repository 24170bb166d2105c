"""Conflicts between amendments to one version, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.decisions.models import Amendment, AmendmentState, ProposalVersion
from networkapp.decisions.rules.amending import Conflict, conflicts

WORDS: Mapping[Conflict, str | Promise] = {
    Conflict.IDENTICAL: gettext_lazy("both propose the same change"),
    Conflict.PARAGRAPH_STRUCK: gettext_lazy("one deletes the paragraph that the other changes"),
    Conflict.STRIKES: gettext_lazy("one deletes words that the other changes"),
    Conflict.SAME_WORDS: gettext_lazy("both change the same words differently"),
    Conflict.NESTED: gettext_lazy("one changes part of the words that the other changes"),
    Conflict.OVERLAPPING: gettext_lazy("both change some of the same words"),
    Conflict.SAME_PLACE: gettext_lazy("both insert words at the same place"),
}
STANDING = (AmendmentState.OPEN, AmendmentState.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Against:
    """The amendment with which another conflicts, and how."""

    number: int
    kind: Conflict

    @property
    def words(self) -> str:
        return words_of(self.kind, self.number)


def words_of(kind: Conflict, number: int) -> str:
    return _("Conflicts with amendment %(number)s: %(how)s.") % {"number": number, "how": WORDS[kind]}


def conflicts_of(version: ProposalVersion, amendments: Iterable[Amendment]) -> dict[int, list[Against]]:
    """Return by number of the amendment its conflicts with other open or accepted amendments to the version."""
    changes = [one.change for one in amendments if one.version_id == version.pk and one.state in STANDING]
    found: dict[int, list[Against]] = defaultdict(list)
    for (one, other), kind in conflicts(version.text, changes).items():
        found[one].append(Against(number=other, kind=kind))
        found[other].append(Against(number=one, kind=kind))
    return dict(found)
