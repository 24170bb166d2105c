"""Conflicts between amendments to one version, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.decisions.models import Amendment, AmendmentState, ProposalVersion
from networkapp.decisions.rules.amending import Conflict, find_conflicts

CONFLICT_TEXTS: Mapping[Conflict, str | Promise] = {
    Conflict.IDENTICAL: gettext_lazy("both propose the same change"),
    Conflict.PARAGRAPH_STRUCK: gettext_lazy("one deletes the paragraph that the other changes"),
    Conflict.STRIKES: gettext_lazy("one deletes words that the other changes"),
    Conflict.SAME_WORDS: gettext_lazy("both change the same words differently"),
    Conflict.NESTED: gettext_lazy("one changes part of the words that the other changes"),
    Conflict.OVERLAPPING: gettext_lazy("both change some of the same words"),
    Conflict.SAME_PLACE: gettext_lazy("both insert words in the same place"),
}
ACTIVE_STATES = (AmendmentState.OPEN, AmendmentState.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class AmendmentConflict:
    """The amendment with which another conflicts, and how."""

    number: int
    kind: Conflict

    @property
    def words(self) -> str:
        return conflict_text(self.kind, self.number)


def conflict_text(kind: Conflict, number: int) -> str:
    """Return a sentence that says how an amendment conflicts with amendment `number`."""
    return _("Conflicts with amendment %(number)s: %(how)s.") % {"number": number, "how": CONFLICT_TEXTS[kind]}


def conflicts_of(version: ProposalVersion, amendments: Iterable[Amendment]) -> dict[int, list[AmendmentConflict]]:
    """Return by number of the amendment its conflicts with other open or accepted amendments to the version."""
    changes = [one.change for one in amendments if one.version_id == version.pk and one.state in ACTIVE_STATES]
    found: dict[int, list[AmendmentConflict]] = defaultdict(list)
    for (one, other), kind in find_conflicts(paragraphs=version.text, changes=changes).items():
        found[one].append(AmendmentConflict(number=other, kind=kind))
        found[other].append(AmendmentConflict(number=one, kind=kind))
    return dict(found)
