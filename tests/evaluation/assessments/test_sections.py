"""Sections in other hands: given, opened by their link, worked on, and closed again."""

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
from networkapp.networks.actions.erasure import forget_person
from networkapp.networks.actions.personal_data import personal_data
from tests.factories.assessments import Work
from tests.factories.networks import SeatFactory
from tests.factories.sections import ADDRESS, account, ends_in, give, holder_of, link_in, sections_of, two_sections

NEWCOMER = Newcomer(name="N. N.", language="en", time_zone="Europe/Helsinki", password="a long one for a test")


@pytest.fixture
def work(db: None) -> Work:
    return two_sections()


def opened(work: Work, *codes: int) -> Any:
    """The account in whose hands these sections are."""
    return holder_of(work, *codes).user


def test_an_email_with_a_link_leads_to_exactly_the_sections_that_were_given(
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


def test_the_secret_of_the_link_is_kept_nowhere(work: Work, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        holder = give(work, 1)
    secret = link_in(mail.outbox[0].body)
    kept = [str(value) for row in SectionHolder.objects.values() for value in row.values()]
    kept += [str(event.payload) for event in Event.objects.all()]
    assert holder.email in kept
    assert not any(secret in text for text in kept)


def test_what_is_in_her_hands_she_answers_and_nothing_else(work: Work) -> None:
    her = opened(work, 1)
    assert work.answer("1.4", by=her, choice=True).changed_by == her
    assert work.evidence("1.1", user=her).title == "An act"
    for act in (lambda: work.answer("2.1", by=her, choice=True), lambda: work.evidence("2.1", user=her)):
        with pytest.raises(NotAllowed):
            act()
    assert work.row("2.1").version == 0
    assert not Assessment.objects.readable_by(her).exists()


def test_she_answers_no_other_assessment(work: Work) -> None:
    her = opened(work, 1)
    other = Assessment.objects.select_related("cycle__network", "delegation").get(delegation__code="XB")
    foreign = Work(**{**vars(work), "assessment": other})
    with pytest.raises(NotAllowed):
        foreign.answer("1.4", by=her, choice=True)


@pytest.mark.parametrize(
    "who", ["a member of the country", "an adviser of another country", "the secretariat", "herself"]
)
def test_only_the_delegate_and_the_government_give_sections(work: Work, who: str) -> None:
    her = opened(work, 1)
    seat = {"network": work.network}
    asked = {
        "a member of the country": lambda: SeatFactory(delegation__code="XA", capacity="member", **seat).user,
        "an adviser of another country": lambda: (
            SeatFactory(delegation__code="XB", capacity="adviser", offices=["assessment_delegate"], **seat).user
        ),
        "the secretariat": lambda: work.secretariat,
        "herself": lambda: her,
    }
    with pytest.raises(NotAllowed):
        give(work, 2, by=asked[who]())
    assert give(work, 2, by=work.government).invited_by == work.delegate


@pytest.mark.parametrize(
    ("codes", "due_in", "code"), [((), 5, "no_section"), ((1,), -1, "due_past"), ((1,), 61, "due_too_late")]
)
def test_what_makes_no_sense_is_refused(work: Work, codes: tuple[int, ...], due_in: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        give(work, *codes, due_at=timezone.now() + timedelta(days=due_in))
    assert refusal.value.code == code
    assert not SectionHolder.objects.exists()


def test_sections_given_later_need_no_second_link(work: Work, django_capture_on_commit_callbacks: Any) -> None:
    her = opened(work, 1)
    with django_capture_on_commit_callbacks(execute=True):
        give(work, 2)
    assert assigned_section_codes(her, work.assessment) == {1, 2}
    assert "/evaluation/sections/\n" in mail.outbox[0].body
    assert "Recommendation one" not in mail.outbox[0].body


def test_the_same_section_again_has_the_new_day(work: Work) -> None:
    give(work, 1)
    later = timezone.now() + timedelta(days=20)
    give(work, 1, due_at=later)
    assert SectionAssignment.objects.get().due_at == later


def test_a_link_works_once_and_for_its_address_alone(work: Work) -> None:
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


def test_who_has_an_account_at_the_address_signs_in_with_it_and_is_not_signed_in_by_the_link(work: Work) -> None:
    her, holder = account(ADDRESS), give(work, 1)
    assert invitation_state(invitation=holder, visitor=AnonymousUser()) == "sign_in"
    with pytest.raises(Refused) as refusal:
        accept_as_newcomer(invitation=holder, newcomer=NEWCOMER)
    assert refusal.value.code == "account_exists"
    assert invitation_state(invitation=holder, visitor=her) == "hers"
    assert accept_sections(invitation=holder, user=her).user == her


def test_a_newer_email_closes_the_link_of_the_one_before(work: Work, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        holder = give(work, 1)
        resend_invitation(holder=holder, user=work.delegate, base_url="https://site.example")
    first, second = (link_in(email.body) for email in mail.outbox)
    assert (find_holder(token=first), find_holder(token=second)) == (None, holder)


def expired(work: Work, holder: SectionHolder) -> None:
    SectionHolder.objects.update(expires_at=timezone.now())


def taken_back(work: Work, holder: SectionHolder) -> None:
    unassign_section(assignment=holder.assignments.get(), user=work.delegate)


def signed(work: Work, holder: SectionHolder) -> None:
    Assessment.objects.update(stage=Stage.SIGNED)


def closed(work: Work, holder: SectionHolder) -> None:
    Cycle.objects.update(due_at=timezone.now(), locks_at=timezone.now())


@pytest.mark.parametrize(
    ("end", "met"), [(expired, "expired"), (taken_back, "settled"), (signed, "settled"), (closed, "settled")]
)
def test_a_link_opens_nothing_any_more(work: Work, end: Callable[[Work, SectionHolder], None], met: str) -> None:
    holder = give(work, 1)
    end(work, holder)
    fresh = find_holder_again(holder)
    assert invitation_state(invitation=fresh, visitor=AnonymousUser()) == met
    with pytest.raises(Refused):
        accept_as_newcomer(invitation=fresh, newcomer=NEWCOMER)


def find_holder_again(holder: SectionHolder) -> SectionHolder:
    return SectionHolder.objects.select_related("assessment__cycle").get(pk=holder.pk)


@pytest.mark.parametrize("end", [taken_back, signed, closed])
def test_what_has_ended_is_neither_read_nor_answered_any_more(
    work: Work, end: Callable[[Work, SectionHolder], None]
) -> None:
    holder = holder_of(work, 1)
    assert assigned_section_codes(holder.user, work.assessment) == {1}
    end(work, holder)
    assert assigned_section_codes(holder.user, work.assessment) == frozenset()
    with pytest.raises(NotAllowed):
        work.answer("1.4", by=holder.user, choice=True)


def test_after_the_first_signature_the_hands_of_others_are_off_until_it_is_spent(work: Work) -> None:
    her = opened(work, 1)
    work.answer_all()
    for series_id in ("2.1", "2.2"):
        work.answer(series_id, choice=True)
    work.sign("delegate")
    with pytest.raises(NotAllowed):
        work.answer("1.4", by=her, choice=False)
    work.answer("1.4", choice=False)
    assert work.answer("1.4", by=her, choice=True).changed_by == her


def test_her_list_has_open_sections_first_and_keeps_the_line_of_those_that_are_closed(work: Work) -> None:
    her = opened(work, 1, 2)
    work.answer("2.1", by=her, choice=True)
    lines = sections_assigned_to(her)
    assert [(line.assignment.recommendation.code, line.answered, line.asked) for line in lines] == [
        (1, 0, 8),
        (2, 1, 2),
    ]
    ends_in(work, timedelta(0))
    assert [line.is_open for line in sections_assigned_to(her)] == [False, False]
    assert sections_of(work)[0].title == "Recommendation one"


def test_whoever_held_sections_and_is_forgotten_leaves_neither_name_nor_address(work: Work) -> None:
    holder = holder_of(work, 1, email="clerk@ministry.example")
    forget_person(user=holder.user)
    holder.refresh_from_db()
    assert (holder.name, holder.body, holder.email) == ("", "", f"{holder.pk}@forgotten.invalid")
    assert holder.accepted_at is not None


def test_a_published_address_opens_to_her_no_copy_that_is_kept_elsewhere(work: Work) -> None:
    url, copy = "https://law.example/act", ContentFile(b"A copy", "copy.txt")
    elsewhere, kept = work.evidence("2.1", url=url), work.evidence("2.2", url="https://law.example/2", file=copy)
    her = opened(work, 1)
    hers = work.evidence("1.1", url=url, user=her, file=ContentFile(b"Another", "a.txt"))
    assert work.evidence("1.4", url=url, user=her) == hers
    assert work.evidence("1.2", url=kept.url, user=her).document is None
    elsewhere.refresh_from_db()
    assert (elsewhere.document, work.evidence("1.3", url=url)) == (None, elsewhere)


def test_emails_go_out_at_a_pace(work: Work, settings: Any) -> None:
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


def test_whom_somebody_asked_is_not_among_her_own_data(work: Work) -> None:
    holder = give(work, 1)
    work.answer("1.4", choice=True, comment="Mine")
    work.answer("1.4", choice=True, comment="Yours", by=work.government)
    held = {person: str(personal_data(person)) for person in (work.delegate, work.government)}
    assert not any(said in held[work.delegate] for said in (holder.email, holder.name, holder.token_hash))
    assert ("Yours" in held[work.government], "Mine" in held[work.government]) == (True, False)
