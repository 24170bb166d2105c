"""Assigned sections: given by e-mail to a person in a ministry, accepted by them, taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.cycles import require_open
from evaluation.assessments.section_emails import send_further_sections, send_invitation
from evaluation.assessments.transitions import lock_assessment
from evaluation.models import Assessment, Recommendation, SectionAssignment, SectionHolder, Stage
from evaluation.permissions import Action
from networkapp.conf import setting
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.host import Newcomer, host_accounts
from networkapp.networks.actions.invitations import InvitationPageState, create_account
from networkapp.rate_limits import check_rate_limit
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class ContributorDetails:
    """The contributor whom the delegate asks: address, name, ministry, and the language (code) of the e-mails."""

    email: str
    name: str
    body: str = ""
    language: str = "en"


def assign_sections(
    *,
    assessment: Assessment,
    person: ContributorDetails,
    sections: Collection[Recommendation],
    due_at: datetime,
    user: User,
    base_url: str,
) -> SectionHolder:
    """Assign `sections` to `person`, due at `due_at`, and send them an e-mail.

    Its link works once, for their address alone; people who have accepted before are notified of the new ones, without
    a link. Sections that they have already get the new date. Refused (NotAllowed) without a seat that may assign
    sections; (Refused) no section, one of other criteria, a date that is over or after the cycle's closing, an
    assessment that is no draft or does not accept answers, and too many e-mails in a short time.
    """
    with transaction.atomic():
        current = _lock_draft(assessment, user)
        _require_valid_assignment(current, sections, due_at)
        check_rate_limit(user=user, act="emails")
        token = token_urlsafe(32)
        holder = _holder(current, person, user, token)
        for section in sections:
            _assign(holder, section, due_at, user)
        codes = sorted(section.code for section in sections)
        _record(current, "assessment.section_given", user, holder=holder.pk, sections=codes)
        send = partial(send_further_sections, codes=codes) if holder.user_id else partial(send_invitation, token=token)
        transaction.on_commit(partial(send, holder=holder, base_url=base_url))
    return holder


def resend_invitation(*, holder: SectionHolder, user: User, base_url: str) -> None:
    """Send a new e-mail with a new link and a new expiry; the old link stops working.

    Refused (NotAllowed) without a seat that may assign sections; (Refused) if the contributor has accepted, if no
    section is left, and as `give_sections`.
    """
    with transaction.atomic():
        current = _lock_draft(holder.assessment, user)
        waiting = SectionHolder.objects.select_for_update().get(pk=holder.pk)
        if waiting.accepted_at or not waiting.assignments.current().exists():
            raise Refused("settled", _("This person has already accepted, or has no sections left."))
        check_rate_limit(user=user, act="emails")
        token = renew_link(holder=waiting)
        _record(current, "assessment.section_link_sent", user, holder=waiting.pk)
        transaction.on_commit(partial(send_invitation, holder=waiting, token=token, base_url=base_url))


def renew_link(*, holder: SectionHolder) -> str:
    """Return the secret of a new link that replaces the previous one and ends with the cycle at the latest."""
    token = token_urlsafe(32)
    holder.token_hash, holder.expires_at = _hash(token), _expiry(holder.assessment)
    holder.save(update_fields=["token_hash", "expires_at"])
    return token


def unassign_section(*, assignment: SectionAssignment, user: User) -> None:
    """Take the section back with immediate effect: the contributor can neither read nor answer it.

    What they wrote stays. Refused (NotAllowed) without a seat that may assign sections; (Refused) if it was taken back
    already.
    """
    with transaction.atomic():
        current = lock_assessment(assignment.holder.assessment)
        current.require(user, Action.GIVE_SECTIONS)
        if not SectionAssignment.objects.current().filter(pk=assignment.pk).update(taken_back_at=timezone.now()):
            raise Refused("settled", _("The section has already been withdrawn."))
        facts = {"holder": assignment.holder_id, "sections": [assignment.recommendation.code]}
        _record(current, "assessment.section_taken_back", user, **facts)


def find_holder(*, token: str) -> SectionHolder | None:
    """Return the invitation whose newest link has this `token`, whatever its state; None if there is none."""
    found: SectionHolder | None = (
        SectionHolder.objects.select_related(
            "assessment__cycle__network", "assessment__cycle__framework", "assessment__delegation", "invited_by"
        )
        .filter(token_hash=_hash(token))
        .first()
    )
    return found


def invitation_state(*, invitation: SectionHolder | None, visitor: Any) -> InvitationPageState:
    """Return what the page behind a link shows to `visitor`; the link never signs in anybody."""
    if invitation is None:
        return InvitationPageState.UNKNOWN
    if invitation.accepted_at or not _has_work(invitation):
        return InvitationPageState.SETTLED
    if invitation.expires_at <= timezone.now():
        return InvitationPageState.EXPIRED
    if visitor.is_authenticated:
        return (
            InvitationPageState.HERS if host_accounts().owns(visitor, invitation.email) else InvitationPageState.ANOTHER
        )
    return (
        InvitationPageState.NEWCOMER if host_accounts().find(invitation.email) is None else InvitationPageState.SIGN_IN
    )


@transaction.atomic
def accept_sections(*, invitation: SectionHolder, user: User) -> SectionHolder:
    """Accept the sections for `user`; accepted twice by the same person is accepted once.

    Refused: `settled` (accepted by another account, taken back, no draft any longer, or the delegation does not take
    part), `expired`, `other_address`.
    """
    current: SectionHolder = (
        SectionHolder.objects.select_for_update(of=("self",))
        .select_related("assessment__cycle__network", "assessment__delegation")
        .get(pk=invitation.pk)
    )
    if current.user_id == user.pk:
        return current
    require_usable_invitation(invitation=current)
    if not host_accounts().owns(user, current.email):
        raise Refused("other_address", _("This invitation was sent to a different address than your account’s."))
    current.user, current.accepted_at = user, timezone.now()
    current.save(update_fields=["user", "accepted_at"])
    _record(current.assessment, "assessment.section_accepted", user, holder=current.pk)
    return current


@transaction.atomic
def accept_as_newcomer(*, invitation: SectionHolder, newcomer: Newcomer) -> Any:
    """Create an account without a seat at the address of the e-mail, and accept the sections for it.

    Refused: `account_exists`, and what `accept_sections` refuses.
    """
    current = SectionHolder.objects.select_for_update().get(pk=invitation.pk)
    require_usable_invitation(invitation=current)
    user = create_account(email=current.email, newcomer=newcomer)
    accept_sections(invitation=current, user=user)
    return user


def require_usable_invitation(*, invitation: SectionHolder) -> None:
    """Raise Refused for an invitation that cannot be used: `settled` (accepted, withdrawn, no draft, or the
    delegation does not take part), `expired`."""
    if invitation.accepted_at or not _has_work(invitation):
        raise Refused("settled", _("This link has been used, or the sections are no longer assigned to you."))
    if invitation.expires_at <= timezone.now():
        raise Refused("expired", _("This link has expired. Ask the sender for a new link."))


def assigned_section_codes(user: User, assessment: Assessment) -> frozenset[int]:
    """Return the codes of the sections of `assessment` that are assigned to `user` and open now."""
    found = SectionAssignment.objects.current().filter(
        holder__user=user, holder__assessment__in=Assessment.objects.where(user, may=Action.WORK_ON_SECTION)
    )
    return frozenset(found.filter(holder__assessment=assessment.pk).values_list("recommendation__code", flat=True))


def require_may_answer(*, assessment: Assessment, recommendation: int, user: User) -> None:
    """Raise NotAllowed unless `user` can answer the section (primary key), by seat or as its contributor."""
    if assessment.allows(user, Action.ANSWER):
        return
    hers = SectionAssignment.objects.current().filter(
        holder__user=user, holder__assessment=assessment.pk, recommendation=recommendation
    )
    if not (assessment.allows(user, Action.WORK_ON_SECTION) and hers.exists()):
        raise NotAllowed(Action.ANSWER)


def _lock_draft(assessment: Assessment, user: User) -> Assessment:
    current = lock_assessment(assessment)
    current.require(user, Action.GIVE_SECTIONS)
    if current.stage != Stage.DRAFT or current.versions.exists():
        raise Refused("no_draft", _("Sections can be assigned only during the first draft of an assessment."))
    require_open(current)
    return current


def _require_valid_assignment(assessment: Assessment, sections: Collection[Recommendation], due_at: datetime) -> None:
    framework = assessment.cycle.framework_id
    if not sections or any(section.framework_id != framework for section in sections):
        raise Refused("no_section", _("Choose at least one section."), field="sections")
    if due_at <= timezone.now():
        raise Refused("due_past", _("Choose a later date."), field="due_at")
    if due_at > assessment.cycle.locks_at:
        raise Refused(
            "due_too_late", _("The assessment closes before this date. Choose an earlier date."), field="due_at"
        )


def _holder(assessment: Assessment, person: ContributorDetails, user: User, token: str) -> SectionHolder:
    """Return the contributor's invitation to this assessment, created or found by the address; an open one gets the new
    link."""
    address = person.email.strip().lower()
    details = {"name": person.name.strip(), "body": person.body.strip(), "language": person.language}
    known = SectionHolder.objects.select_for_update().filter(assessment=assessment, email=address).first()
    holder = known or SectionHolder(assessment=assessment, email=address, invited_by=user)
    for name, value in details.items():
        setattr(holder, name, value)
    if not holder.user_id:
        holder.token_hash, holder.expires_at, holder.sent_at = _hash(token), _expiry(assessment), None
    holder.save()
    return holder


def _assign(holder: SectionHolder, section: Recommendation, due_at: datetime, user: User) -> None:
    assignment, made = SectionAssignment.objects.get_or_create(
        holder=holder, recommendation=section, taken_back_at=None, defaults={"due_at": due_at, "given_by": user}
    )
    if not made and assignment.due_at != due_at:
        assignment.due_at, assignment.reminded_before_at, assignment.reminded_after_at = due_at, None, None
        assignment.save(update_fields=["due_at", "reminded_before_at", "reminded_after_at"])


def _expiry(assessment: Assessment) -> datetime:
    ends: datetime = timezone.now() + setting("INVITATION_LIFETIME")
    return min(ends, assessment.cycle.locks_at)


def _has_work(holder: SectionHolder) -> bool:
    assessment = holder.assessment
    is_open = assessment.stage == Stage.DRAFT and assessment.cycle.locks_at > timezone.now()
    participates = Assessment.objects.participating().filter(pk=assessment.pk)
    return is_open and holder.assignments.current().exists() and participates.exists()


def _record(assessment: Assessment, kind: str, user: User, **facts: Any) -> None:
    payload = {"assessment": assessment.pk, **facts}
    record(assessment.cycle.network, kind, payload, actor=user, delegation=assessment.delegation)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
