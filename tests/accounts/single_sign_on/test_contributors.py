"""Accepting assigned sections of an assessment through an OpenID provider."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from evaluation.assessments.sections import resend_invitation, unassign_section
from evaluation.models import SectionHolder
from tests.accounts.single_sign_on.steps import account, address_in, arrive, heading, signed_in
from tests.factories.assessments import Work
from tests.factories.sections import give, link_in, two_sections
from tests.openid import Provider
from tests.worlds import world

ADDRESS = "ada@example.org"
OWN = "/evaluation/sections/"


@world
def work(db: None) -> Work:
    return two_sections()


@pytest.fixture
def link(work: Work, django_capture_on_commit_callbacks: Any) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        give(work, 1, email=ADDRESS)
    return f"{OWN}link/{link_in(mail.outbox[-1].body)}/"


@pytest.fixture
def accept(link: str) -> str:
    """Return the address that the button on the invitation posts to."""
    return f"/invitations/{link.split('/')[-2]}/with/parliament/"


def accepted() -> bool:
    return SectionHolder.objects.get().accepted_at is not None


@pytest.mark.parametrize("has_account", [False, True], ids=["newcomer", "member"])
def test_contributor_link_offers_each_provider_beside_password_and_sign_in(
    client: Client, link: str, accept: str, has_account: bool
) -> None:
    if has_account:
        account()
    page = client.get(link).content.decode()
    assert (page.count("Accept with Parliament log-in"), f'action="{accept}"' in page) == (1, True)
    assert "Sign in to start" in page or not has_account
    assert not accepted()


def test_newcomer_becomes_a_contributor_with_one_press(
    client: Client, parliament: Provider, work: Work, accept: str
) -> None:
    parliament.knows("1", email="Ada@example.org", email_verified=True, name="Ada Lovelace")
    assert arrive(client, parliament, "1", accept)["Location"] == OWN
    ada = signed_in(client)
    assert ada is not None
    assert (ada.email, ada.display_name, ada.has_usable_password()) == (ADDRESS, "A person", False)
    assert (ada.time_zone, ada.seats.exists()) == (work.assessment.delegation.time_zone, False)
    assert [holder.user for holder in SectionHolder.objects.all()] == [ada]
    page = client.get(OWN).content.decode()
    assert "Welcome. You can now answer your sections." in page
    assert f"/evaluation/assessments/{work.assessment.pk}/sections/1/" in page


def test_contributor_who_starts_at_the_sign_in_page_sees_the_invitation_first(
    client: Client, parliament: Provider, link: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada Lovelace")
    sign_up = arrive(client, parliament, "1")["Location"]
    page = client.get(sign_up)
    assert heading(page) == "Questions for you"
    assert "<b>1 " in page.content.decode()
    assert not accepted()
    assert client.post(sign_up, {"name": "Ada L."})["Location"] == OWN
    assert (signed_in(client), accepted()) == (User.objects.get(email=ADDRESS), True)


def test_member_becomes_a_contributor_with_the_same_account(client: Client, parliament: Provider, accept: str) -> None:
    ada = account()
    parliament.knows("1", email=ADDRESS, email_verified=True)
    assert (arrive(client, parliament, "1", accept)["Location"], signed_in(client)) == (OWN, ada)
    assert SectionHolder.objects.get().user == ada


def test_contributor_invitation_is_not_accepted_with_another_address(
    client: Client, parliament: Provider, accept: str
) -> None:
    parliament.knows("1", email="eve@example.org", email_verified=True, name="Eve")
    answer = arrive(client, parliament, "1", accept)
    assert "knows you as eve@example.org, but the invitation was sent to ada@example.org" in answer.content.decode()
    assert (answer.status_code, accepted(), signed_in(client)) == (403, False, None)


def test_contributor_invitation_is_refused_if_its_sections_are_unassigned_during_sign_on(
    client: Client, parliament: Provider, work: Work, link: str, accept: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada")
    address = address_in(client.post(accept))
    unassign_section(assignment=SectionHolder.objects.get().assignments.get(), user=work.delegate)
    answer = client.get(parliament.approve(address, "1"))
    words = "This link has been used, or the sections are no longer assigned to you."
    assert (answer.status_code, words in answer.content.decode()) == (403, True)
    assert arrive(client, parliament, "1").status_code == 403
    assert (accepted(), User.objects.filter(email=ADDRESS).exists()) == (False, False)
    assert client.post(accept)["Location"] == link


@pytest.mark.parametrize("how", ["expired", "locked"])
def test_expired_or_locked_contributor_invitation_creates_no_account(
    client: Client, parliament: Provider, work: Work, link: str, how: str
) -> None:
    if how == "expired":
        SectionHolder.objects.update(expires_at=timezone.now())
    else:
        type(work.assessment.cycle).objects.update(due_at=timezone.now(), locks_at=timezone.now())
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada")
    assert arrive(client, parliament, "1").status_code == 403
    assert not User.objects.filter(email=ADDRESS).exists()


def test_contributor_link_replaced_during_sign_on_is_refused(
    client: Client, parliament: Provider, work: Work, accept: str
) -> None:
    parliament.knows("1", email=ADDRESS, email_verified=True, name="Ada")
    address = address_in(client.post(accept))
    resend_invitation(holder=SectionHolder.objects.get(), user=work.delegate, base_url="https://site.example")
    answer = client.get(parliament.approve(address, "1"))
    assert (answer.status_code, "a newer e-mail has replaced it" in answer.content.decode()) == (403, True)
    assert not accepted()
