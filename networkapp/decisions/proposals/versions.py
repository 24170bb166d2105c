"""Versions of a proposal's text: what is accepted, how one follows another, and what is carried to the new one.

Code that changes a proposal or anything about it locks it first (`lock_proposal`); procedures on it are locked after
it, and the network after both.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.decisions.models import (
    Amendment,
    AmendmentState,
    Proposal,
    ProposalState,
    ProposalText,
    ProposalVersion,
)
from networkapp.decisions.procedures.proposal_notices import notify_amendments_not_carried, record_proposal_change
from networkapp.decisions.procedures.results import record_expired_procedures
from networkapp.decisions.proposals.carry_over import carry_amendments
from networkapp.decisions.rules.paragraphs import TextParagraph, split_paragraphs
from networkapp.errors import Refused, refuse_longer
from networkapp.models import Seat
from networkapp.text.canonical_json import content_hash
from networkapp.text.cleaning import clean_text, has_visible_text, one_line
from networkapp.users import User

MAX_TITLE_LENGTH = 200
MAX_TEXT_LENGTH = 200_000
MAX_REASON_LENGTH = 4_000
MAX_PARAGRAPHS = 500


def lock_proposal(proposal: Proposal) -> Proposal:
    """Return the current proposal, locked until the transaction ends, after recording procedures that have expired."""
    locked: Proposal = Proposal.objects.select_for_update(of=("self",)).select_related("network").get(pk=proposal.pk)
    if locked.state == ProposalState.OPEN:
        record_expired_procedures(proposal=locked)
    return locked


def require_draft(proposal: Proposal) -> None:
    """Check that the proposal is a draft. Refused: `not_a_draft`."""
    if proposal.state != ProposalState.DRAFT:
        words = _("You cannot do that at the moment. The status of the proposal is: %(state)s.")
        raise Refused("not_a_draft", words % {"state": proposal.get_state_display()})


def newest_version(proposal: Proposal) -> ProposalVersion:
    """Return the newest version of the proposal, which is its text."""
    return proposal.versions.order_by("-number")[0]


def require_newest(proposal: Proposal, base: int) -> ProposalVersion:
    """Return the newest version if it has the number `base`. Refused: `newer_version`."""
    newest = newest_version(proposal)
    if newest.number != base:
        words = _("Someone else has saved a newer version. Your text is still here: compare both, then save again.")
        raise Refused("newer_version", words)
    return newest


def require_nothing_accepted(version: ProposalVersion) -> None:
    """Check that no amendment to the version is accepted. Refused: `accepted_amendments`."""
    if version.amendments.filter(state=AmendmentState.ACCEPTED).exists():
        words = _("This version has accepted amendments. Create the next version from them first.")
        raise Refused("accepted_amendments", words)


def checked_title(title: str) -> str:
    """Return the title in one line. Refused: `empty_title`, `title_too_long`."""
    text = one_line(title)
    if not text:
        raise Refused("empty_title", _("Enter a title."), field="title")
    refuse_longer(text, limit=MAX_TITLE_LENGTH, field="title", code="title_too_long")
    return text


def checked_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of the entered text. Refused: `empty_text`, `text_too_long`, `too_many_paragraphs`."""
    if len(text) > MAX_TEXT_LENGTH:
        words = _("The text has %(size)s characters. Use %(limit)s or fewer.")
        raise Refused("text_too_long", words % {"size": len(text), "limit": MAX_TEXT_LENGTH}, field="text")
    paragraphs = [each for each in split_paragraphs(typed=clean_text(text)) if has_visible_text(each)]
    if not paragraphs:
        raise Refused("empty_text", _("Enter some text."), field="text")
    if len(paragraphs) > MAX_PARAGRAPHS:
        words = _("The text has %(number)s paragraphs. Use %(limit)s or fewer.")
        values = {"number": len(paragraphs), "limit": MAX_PARAGRAPHS}
        raise Refused("too_many_paragraphs", words % values, field="text")
    return paragraphs


def checked_reason(reason: str) -> str:
    """Return the reason as it is saved. Refused: `no_reason`, `reason_too_long`."""
    text = clean_text(reason).strip()
    if not has_visible_text(text):
        raise Refused("no_reason", _("Enter a reason."), field="reason")
    refuse_longer(text, limit=MAX_REASON_LENGTH, field="reason", code="reason_too_long")
    return text


def version_hash(*, language: str, title: str, texts: Iterable[str]) -> str:
    """Return the `content_hash` of a version.

    SHA-256 of {"language", "title", "paragraphs": [texts]} as canonical JSON (networkapp/text/canonical_json.py) in
    UTF-8.
    """
    return content_hash({"language": language, "title": title, "paragraphs": list(texts)})


def used_keys(proposal: Proposal) -> set[str]:
    """Return the keys that paragraphs have had in any version."""
    versions = proposal.versions.values_list("paragraphs", flat=True)
    return {str(row["key"]) for paragraphs in versions for row in paragraphs}


def create_version(
    *,
    proposal: Proposal,
    seat: Seat,
    user: User,
    origin: ProposalVersion.Origin,
    title: str,
    paragraphs: Sequence[TextParagraph],
    reason: str = "",
) -> ProposalVersion:
    """Create the next version of a locked proposal; it is the text from now on, and open pages show it.

    Open amendments are carried if their words are unchanged; the authors of the others are notified that they have to
    act. Translations are carried for unchanged paragraphs.
    """
    before = proposal.versions.order_by("-number").first()
    number = (proposal.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=number,
        origin=origin,
        title=title,
        paragraphs=[{"key": each.key, "text": each.text} for each in paragraphs],
        content_hash=version_hash(language=proposal.language, title=title, texts=[each.text for each in paragraphs]),
        seat=seat,
        written_by=user,
        reason=reason,
    )
    proposal.title, proposal.changed_at = title, timezone.now()
    proposal.save(update_fields=["title", "changed_at"])
    stranded: list[Amendment] = []
    if before is not None:
        _carry_translations(before, version)
        stranded = carry_amendments(before=before, version=version)
        record_proposal_change(proposal, "version", user, version=version.number)
    notify_amendments_not_carried(proposal, stranded)
    return version


def _carry_translations(before: ProposalVersion, version: ProposalVersion) -> None:
    same = {each.key for each in before.text} & {each.key for each in version.text}
    was, becomes = ({each.key: each.text for each in one.text} for one in (before, version))
    kept = {key for key in same if was[key] == becomes[key]}
    ProposalText.objects.bulk_create(
        ProposalText(
            version=version,
            language=text.language,
            title=text.title if before.title == version.title else "",
            paragraphs={key: words for key, words in text.paragraphs.items() if key in kept},
            seat_id=text.seat_id,
            written_by_id=text.written_by_id,
            written_at=text.written_at,
        )
        for text in before.texts.all()
    )
