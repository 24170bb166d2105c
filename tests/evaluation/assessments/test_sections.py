"""Sections assigned to contributors: invitation, access, answers and the end of the assignment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.assessments.section_lists import sections_assigned_to
from evaluation.assessments.sections import (
    accept_as_newcomer,
    accept_sections,
    assigned_section_codes,
    find_holder,
    invitation_state,
    resend_invitation,
    unassign_section,
)
from evaluation.models import Assessment, Cycle, SectionAssignment, SectionHolder, Stage
from networkapp.errors import NotAllowed, Refused
from networkapp.host import Newcomer
from networkapp.models import Event
from networkapp.networks.actions.erasure import erase_person
from networkapp.networks.actions.personal_data import personal_data
from tests.factories.assessments import Work
from tests.factories.networks import SeatFactory
from tests.factories.sections import ADDRESS, account, ends_in, give, holder_of, link_in, sections_of, two_sections
from tests.worlds import world

NEWCOMER = Newcomer(name="N. N.", language="en", time_zone="Europe/Helsinki", password="a long one for a test")


@world
def work(db: None) -> Work:
    return two_sections()


def contributor_with(work: Work, *codes: int) -> Any:
    """Return the account of the contributor to whom these sections are assigned."""
    return holder_of(work, *codes).user


def test_invitation_e_mail_opens_only_the_assigned_sections(
    work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        holder = give(work, 1)
    [email] = mail.outbox
    assert email.to == [ADDRESS]
    assert "1 Recommendation one" in email.body
    assert "Recommendation two" not in email.body
    found = find_holder(token=link_in(email.body))
    assert found == holder
    holder.refresh_from_db()
    assert holder.sent_at is not None
    assert assigned_section_codes(accept_as_newcomer(invitation=holder, newcomer=NEWCOMER), work.assessment) == {1}


def test_secret_of_an_invitation_link_is_not_stored(work: Work, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        holder = give(work, 1)
    secret = link_in(mail.outbox[0].body)
    kept = [str(value) for row in SectionHolder.objects.values() for value in row.values()]
    kept += [str(event.payload) for event in Event.objects.all()]
    assert holder.email in kept
    assert not any(secret in text for text in kept)


def test_contributor_can_answer_only_their_own_sections(work: Work) -> None:
    her = contributor_with(work, 1)
    assert work.answer("1.4", by=her, choice=True).changed_by == her
    assert work.evidence("1.1", user=her).title == "An act"
    for act in (lambda: work.answer("2.1", by=her, choice=True), lambda: work.evidence("2.1", user=her)):
        with pytest.raises(NotAllowed):
            act()
    assert work.row("2.1").version == 0
    assert not Assessment.objects.readable_by(her).exists()


def test_contributor_cannot_answer_in_another_assessment(work: Work) -> None:
    her = contributor_with(work, 1)
    other = Assessment.objects.select_related("cycle__network", "delegation").get(delegation__code="XB")
    foreign = Work(**{**vars(work), "assessment": other})
    with pytest.raises(NotAllowed):
        foreign.answer("1.4", by=her, choice=True)


@pytest.mark.parametrize(
    "who", ["a member of the country", "an adviser of another country", "the secretariat", "herself"]
)
def test_only_delegate_and_government_of_the_country_can_assign_sections(work: Work, who: str) -> None:
    her = contributor_with(work, 1)
    seat = {"network": work.network}
    values = {
        "a member of the country": lambda: SeatFactory(delegation__code="XA", capacity="member", **seat).user,
        "an adviser of another country": lambda: (
            SeatFactory(delegation__code="XB", capacity="adviser", offices=["assessment_delegate"], **seat).user
        ),
        "the secretariat": lambda: work.secretariat,
        "herself": lambda: her,
    }
    with pytest.raises(NotAllowed):
        give(work, 2, by=values[who]())
    assert give(work, 2, by=work.government).invited_by == work.delegate


@pytest.mark.parametrize(
    ("codes", "due_in", "code"), [((), 5, "no_section"), ((1,), -1, "due_past"), ((1,), 61, "due_too_late")]
)
def test_assignment_with_invalid_sections_or_due_date_is_refused(
    work: Work, codes: tuple[int, ...], due_in: int, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        give(work, *codes, due_at=timezone.now() + timedelta(days=due_in))
    assert refusal.value.code == code
    assert not SectionHolder.objects.exists()


def test_contributor_gets_sections_assigned_later_without_a_new_invitation(
    work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    her = contributor_with(work, 1)
    with django_capture_on_commit_callbacks(execute=True):
        give(work, 2)
    assert assigned_section_codes(her, work.assessment) == {1, 2}
    assert "/evaluation/sections/\n" in mail.outbox[0].body
    assert "Recommendation one" not in mail.outbox[0].body


def test_assigning_a_section_again_changes_its_due_date(work: Work) -> None:
    give(work, 1)
    later = timezone.now() + timedelta(days=20)
    give(work, 1, due_at=later)
    assert SectionAssignment.objects.get().due_at == later


def test_invitation_link_works_once_and_only_for_its_address(work: Work) -> None:
    holder = give(work, 1)
    stranger = account("stranger@example.org")
    assert invitation_state(invitation=holder, visitor=AnonymousUser()) == "newcomer"
    assert invitation_state(invitation=holder, visitor=stranger) == "another"
    with pytest.raises(Refused) as refusal:
        accept_sections(invitation=holder, user=stranger)
    assert refusal.value.code == "other_address"
    her = accept_as_newcomer(invitation=holder, newcomer=NEWCOMER)
    holder.refresh_from_db()
    assert [invitation_state(invitation=holder, visitor=visitor) for visitor in (AnonymousUser(), stranger, her)] == [
        "settled"
    ] * 3
    with pytest.raises(Refused):
        accept_as_newcomer(invitation=holder, newcomer=NEWCOMER)
    assert accept_sections(invitation=holder, user=her).user == her


def test_invited_person_with_an_account_has_to_sign_in_to_accept_sections(work: Work) -> None:
    her, holder = account(ADDRESS), give(work, 1)
    assert invitation_state(invitation=holder, visitor=AnonymousUser()) == "sign_in"
    with pytest.raises(Refused) as refusal:
        accept_as_newcomer(invitation=holder, newcomer=NEWCOMER)
    assert refusal.value.code == "account_exists"
    assert invitation_state(invitation=holder, visitor=her) == "hers"
    assert accept_sections(invitation=holder, user=her).user == her


def test_resending_an_invitation_invalidates_the_earlier_link(
    work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        holder = give(work, 1)
        resend_invitation(holder=holder, user=work.delegate, base_url="https://site.example")
    first, second = (link_in(email.body) for email in mail.outbox)
    assert (find_holder(token=first), find_holder(token=second)) == (None, holder)


def expired(work: Work, holder: SectionHolder) -> None:
    SectionHolder.objects.update(expires_at=timezone.now())


def withdrawn(work: Work, holder: SectionHolder) -> None:
    unassign_section(assignment=holder.assignments.get(), user=work.delegate)


def signed(work: Work, holder: SectionHolder) -> None:
    Assessment.objects.update(stage=Stage.SIGNED)


def closed(work: Work, holder: SectionHolder) -> None:
    Cycle.objects.update(due_at=timezone.now(), locks_at=timezone.now())


@pytest.mark.parametrize(
    ("end", "met"), [(expired, "expired"), (withdrawn, "settled"), (signed, "settled"), (closed, "settled")]
)
def test_invitation_that_expired_or_was_withdrawn_cannot_be_accepted(
    work: Work, end: Callable[[Work, SectionHolder], None], met: str
) -> None:
    holder = give(work, 1)
    end(work, holder)
    fresh = find_holder_again(holder)
    assert invitation_state(invitation=fresh, visitor=AnonymousUser()) == met
    with pytest.raises(Refused):
        accept_as_newcomer(invitation=fresh, newcomer=NEWCOMER)


def find_holder_again(holder: SectionHolder) -> SectionHolder:
    return SectionHolder.objects.select_related("assessment__cycle").get(pk=holder.pk)


@pytest.mark.parametrize("end", [withdrawn, signed, closed])
def test_contributor_loses_access_when_the_assignment_or_the_draft_ends(
    work: Work, end: Callable[[Work, SectionHolder], None]
) -> None:
    holder = holder_of(work, 1)
    assert assigned_section_codes(holder.user, work.assessment) == {1}
    end(work, holder)
    assert assigned_section_codes(holder.user, work.assessment) == frozenset()
    with pytest.raises(NotAllowed):
        work.answer("1.4", by=holder.user, choice=True)


def test_contributors_cannot_answer_after_the_first_signature_until_it_is_withdrawn(work: Work) -> None:
    her = contributor_with(work, 1)
    work.answer_all()
    for series_id in ("2.1", "2.2"):
        work.answer(series_id, choice=True)
    work.sign("delegate")
    with pytest.raises(NotAllowed):
        work.answer("1.4", by=her, choice=False)
    work.answer("1.4", choice=False)
    assert work.answer("1.4", by=her, choice=True).changed_by == her


def test_contributors_list_shows_open_sections_first_and_keeps_closed_ones(work: Work) -> None:
    her = contributor_with(work, 1, 2)
    work.answer("2.1", by=her, choice=True)
    lines = sections_assigned_to(her)
    assert [(line.assignment.recommendation.code, line.answered, line.asked) for line in lines] == [
        (1, 0, 8),
        (2, 1, 2),
    ]
    ends_in(work, timedelta(0))
    assert [line.is_open for line in sections_assigned_to(her)] == [False, False]
    assert sections_of(work)[0].title == "Recommendation one"


def test_deleting_an_account_removes_name_and_address_of_the_contributor(work: Work) -> None:
    holder = holder_of(work, 1, email="clerk@ministry.example")
    erase_person(user=holder.user)
    holder.refresh_from_db()
    assert (holder.name, holder.body, holder.email) == ("", "", f"{holder.pk}@forgotten.invalid")
    assert holder.accepted_at is not None


def test_published_address_does_not_give_a_contributor_the_copy_stored_elsewhere(work: Work) -> None:
    url, copy = "https://law.example/act", ContentFile(b"A copy", "copy.txt")
    elsewhere, kept = work.evidence("2.1", url=url), work.evidence("2.2", url="https://law.example/2", file=copy)
    her = contributor_with(work, 1)
    hers = work.evidence("1.1", url=url, user=her, file=ContentFile(b"Another", "a.txt"))
    assert work.evidence("1.4", url=url, user=her) == hers
    assert work.evidence("1.2", url=kept.url, user=her).document is None
    elsewhere.refresh_from_db()
    assert (elsewhere.document, work.evidence("1.3", url=url)) == (None, elsewhere)


def test_number_of_invitation_e_mails_is_limited(work: Work, settings: Any) -> None:
    settings.NETWORKAPP_PACE = {"emails": ((2, timedelta(days=1)),)}
    holder = give(work, 1)
    resend_invitation(holder=holder, user=work.delegate, base_url="https://site.example")
    for act in (
        lambda: give(work, 2),
        lambda: resend_invitation(holder=holder, user=work.delegate, base_url="https://x.example"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "too_fast"
    assert give(work, 2, by=work.government).pk == holder.pk


def test_personal_data_leave_out_the_invited_contributor_and_answers_of_others(work: Work) -> None:
    holder = give(work, 1)
    work.answer("1.4", choice=True, comment="Mine")
    work.answer("1.4", choice=True, comment="Yours", by=work.government)
    by_person = {person: str(personal_data(user=person)) for person in (work.delegate, work.government)}
    assert not any(item in by_person[work.delegate] for item in (holder.email, holder.name, holder.token_hash))
    assert ("Yours" in by_person[work.government], "Mine" in by_person[work.government]) == (True, False)
