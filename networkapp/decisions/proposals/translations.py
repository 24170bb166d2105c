"""A proposal in other languages: by paragraph, what is there and what is missing. The original counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.decisions.models import Proposal, ProposalState, ProposalText, ProposalVersion
from networkapp.decisions.procedures.proposal_notices import record_proposal_change
from networkapp.decisions.proposals.versions import MAX_TEXT_LENGTH, lock_proposal, require_newest
from networkapp.decisions.rules.paragraphs import tidy_paragraph
from networkapp.errors import Refused, refuse_longer
from networkapp.languages.languages import content_languages, known_language, own_name
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.text.cleaning import clean_text, has_visible_text, one_line
from networkapp.users import User

TRANSLATABLE_STATES = (ProposalState.DRAFT, ProposalState.OPEN)


@dataclass(frozen=True, kw_only=True)
class TranslationProgress:
    """The progress of a version's translation; `missing` are numbers of paragraphs."""

    language: str
    name: str
    is_original: bool
    missing: tuple[int, ...] = ()


@transaction.atomic
def save_translation(
    *, proposal: Proposal, user: User, language: str, title: str, paragraphs: Mapping[str, str], base: int
) -> ProposalText:
    """Save the translation of the version `base` into `language`, by paragraph key; empty paragraphs are missing.

    This is possible during a procedure, too, because its deadline may be paused for a translation. Refused:
    `newer_version`, `not_a_draft`, `no_such_language` (or the original's), `text_too_long`, `title_too_long`;
    NotAllowed without a seat that consolidates.
    """
    locked = lock_proposal(proposal)
    seat = require_permitted_seat(network=locked.network, user=user, action=Action.CONSOLIDATE)
    if locked.state not in TRANSLATABLE_STATES:
        words = _("You cannot do that at the moment. The status of the proposal is: %(state)s.")
        raise Refused("not_a_draft", words % {"state": locked.get_state_display()})
    version = require_newest(locked, base)
    if language == locked.language or not known_language(language):
        raise Refused("no_such_language", _("Choose a language other than the original."), field="language")
    heading = one_line(title)
    refuse_longer(heading, limit=200, field="title", code="title_too_long")
    if sum(map(len, paragraphs.values())) > 2 * MAX_TEXT_LENGTH:
        raise Refused("text_too_long", _("The text is too long. Shorten it."))
    texts = {each.key: _clean(paragraphs.get(each.key, "")) for each in version.text}
    fields = {
        "title": heading,
        "paragraphs": {key: text for key, text in texts.items() if text},
        "seat": seat,
        "written_by": user,
        "written_at": timezone.now(),
    }
    text, _made = ProposalText.objects.update_or_create(version=version, language=language, defaults=fields)
    record_proposal_change(locked, "texts", user, language=language)
    return text


def languages_of(version: ProposalVersion) -> list[TranslationProgress]:
    """Return the languages of the text, the original first, with what is missing in each."""
    original = version.proposal.language
    found = [TranslationProgress(language=original, name=own_name(original), is_original=True)]
    for text in version.texts.all():
        # The paragraphs are those of the version that was asked, read once.
        text.version = version
        missing = tuple(text.missing)
        found.append(
            TranslationProgress(
                language=text.language, name=own_name(text.language), is_original=False, missing=missing
            )
        )
    return found


def translation_languages(proposal: Proposal) -> list[tuple[str, str]]:
    """Return the site's languages in which a text of the proposal may be written, each with its own name."""
    return [(code, own_name(code)) for code in content_languages() if code != proposal.language]


def _clean(typed: str) -> str:
    text = tidy_paragraph(text=clean_text(typed))
    return text if has_visible_text(text) else ""
