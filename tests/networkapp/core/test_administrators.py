"""Site administrators are added, invited and removed, and each act is recorded."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from networkapp.administration import administrators, invitations
from networkapp.administration.rights import is_site_administrator
from networkapp.errors import NotAllowed, Refused
from networkapp.host import Newcomer, host_accounts
from networkapp.models import AdministratorAct, AdministratorInvitation, this_site
from networkapp.networks.actions.erasure import erase_person
from tests.emails import parts, words_of
from tests.factories.networks import SeatFactory, UserFactory, site_administrator

pytestmark = pytest.mark.django_db
ADDRESS, SITE = "ada@example.org", "https://networks.example"
ADA = Newcomer(name="Ada", language="en", time_zone="Europe/Vienna", password="a-long-sentence-77")


def account(email: str = ADDRESS) -> Any:
    return host_accounts().create(email, ADA)


def appoint(by: Any, email: str = ADDRESS) -> administrators.Appointment:
    return administrators.appoint_administrator(email=email, language="en", by=by, base_url=SITE)


def recorded() -> list[tuple[str, Any, Any]]:
    return [(act.kind, act.user, act.by) for act in AdministratorAct.objects.order_by("pk")]


def link_in(text: str) -> str:
    [token] = re.findall(rf"{SITE}/administration/([^/]+)/", text)
    return str(token)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("invite_administrator", *arguments, stdout=out)
    return out.getvalue().strip()


def test_user_with_an_account_becomes_an_administrator_at_once_notified_and_recorded(
    django_capture_on_commit_callbacks: Any,
) -> None:
    first, ada = site_administrator(), account()
    with django_capture_on_commit_callbacks(execute=True):
        words = appoint(first, " ADA@example.org ").words
    assert (words, is_site_administrator(ada)) == ("Ada is now a site administrator.", True)
    assert recorded() == [("added", ada, first)]
    [email] = mail.outbox
    subject, text, html = parts(email)
    assert (email.to, subject) == ([ADDRESS], "You are now a site administrator")
    sentence = f"{first} has made you a site administrator of {this_site().local_name}."
    assert all(sentence in words and f"Site: {SITE}" in words for words in (text, words_of(html)))
    assert (f"\n{SITE}/desk/\n" in text, f'<a href="{SITE}/desk/"' in html) == (True, True)


def test_address_without_an_account_is_invited_to_become_an_administrator(
    django_capture_on_commit_callbacks: Any,
) -> None:
    first = site_administrator()
    with django_capture_on_commit_callbacks(execute=True):
        assert appoint(first).words == "Invitation sent to ada@example.org."
    [invitation] = administrators.open_invitations()
    assert invitation.sent_at is not None
    assert invitations.find_administrator_invitation(token=link_in(mail.outbox[-1].body)) == invitation
    ada = invitations.accept_administration_as_newcomer(invitation=invitation, newcomer=ADA)
    assert (is_site_administrator(ada), list(administrators.open_invitations())) == (True, [])
    assert recorded() == [("invited", None, first), ("joined", ada, ada)]


def test_account_with_an_unverified_address_is_only_invited() -> None:
    claiming = UserFactory(email=ADDRESS)
    appoint(site_administrator())
    assert (is_site_administrator(claiming), AdministratorInvitation.objects.count()) == (False, 1)


@pytest.mark.parametrize(("closed", "code"), [("is_active", "account_closed"), ("groups", "already_administrator")])
def test_closed_accounts_and_existing_administrators_are_refused_with_a_code(closed: str, code: str) -> None:
    first, ada = site_administrator(), account()
    if closed == "groups":
        appoint(first)
    else:
        type(ada).objects.update_or_create(pk=ada.pk, defaults={"is_active": False})
    with pytest.raises(Refused) as refusal:
        appoint(first)
    assert (refusal.value.code, refusal.value.field) == (code, "email")


def test_second_open_invitation_to_one_address_is_refused() -> None:
    first = site_administrator()
    appoint(first)
    with pytest.raises(Refused) as refusal:
        appoint(first)
    assert (refusal.value.code, AdministratorInvitation.objects.count()) == ("already_invited", 1)


def test_last_administrator_can_be_neither_removed_nor_erased() -> None:
    first = site_administrator()
    site_administrator(is_active=False)
    with pytest.raises(Refused) as refusal:
        administrators.remove_administrator(user=first, by=first)
    assert (refusal.value.code, is_site_administrator(first)) == ("last_administrator", True)
    with pytest.raises(Refused) as refusal:
        erase_person(user=first)
    assert refusal.value.code == "last_administrator"


def test_one_of_two_administrators_can_be_removed_or_erased() -> None:
    first, second = site_administrator(), site_administrator()
    administrators.remove_administrator(user=second, by=first)
    administrators.remove_administrator(user=second, by=first)
    assert (is_site_administrator(second), recorded()) == (False, [("removed", second, first)])
    erase_person(user=second)
    third = site_administrator()
    erase_person(user=third)
    third.refresh_from_db()
    assert (third.is_active, third.groups.exists()) == (False, False)


def test_secretariat_cannot_appoint_or_remove_administrators() -> None:
    secretariat, first = SeatFactory(capacity="secretariat").user, site_administrator()
    appoint(first)
    invitation = AdministratorInvitation.objects.get()
    acts: list[Any] = [
        lambda: appoint(secretariat, "eve@example.org"),
        lambda: administrators.remove_administrator(user=first, by=secretariat),
        lambda: invitations.revoke_administrator_invitation(invitation=invitation, user=secretariat),
        lambda: invitations.resend_administrator_invitation(invitation=invitation, user=secretariat, base_url=SITE),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_resent_administrator_invitation_has_a_new_link_and_a_revoked_one_none() -> None:
    first = site_administrator()
    appoint(first)
    invitation = AdministratorInvitation.objects.get()
    before = invitation.token_hash
    invitations.resend_administrator_invitation(invitation=invitation, user=first, base_url=SITE)
    invitation.refresh_from_db()
    assert invitation.token_hash != before
    invitations.revoke_administrator_invitation(invitation=invitation, user=first)
    with pytest.raises(Refused) as refusal:
        invitations.accept_administration_as_newcomer(invitation=invitation, newcomer=ADA)
    assert refusal.value.code == "settled"


def test_removing_an_administrator_revokes_invitations_that_they_sent() -> None:
    first, second = site_administrator(), site_administrator()
    appoint(second, "other@example.org")
    appoint(first, "eve@example.org")
    administrators.remove_administrator(user=second, by=first)
    sent = AdministratorInvitation.objects.get(email="other@example.org")
    with pytest.raises(Refused) as refusal:
        invitations.accept_administration_as_newcomer(invitation=sent, newcomer=ADA)
    assert refusal.value.code == "settled"
    assert AdministratorInvitation.objects.get(email="eve@example.org").is_open
    assert recorded()[-2:] == [("revoked", None, first), ("removed", second, first)]


def test_administrator_link_works_once_for_its_address_and_until_it_expires() -> None:
    ada, eve = account(), account("eve@example.org")
    token = command(ADDRESS).rstrip("/").rpartition("/")[2]
    invitation = invitations.find_administrator_invitation(token=token)
    assert invitation is not None
    with pytest.raises(Refused) as refusal:
        invitations.accept_administration(invitation=invitation, user=eve)
    assert refusal.value.code == "other_address"
    with pytest.raises(Refused) as refusal:
        invitations.accept_administration_as_newcomer(invitation=invitation, newcomer=ADA)
    assert refusal.value.code == "account_exists"
    AdministratorInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused) as refusal:
        invitations.accept_administration(invitation=invitation, user=ada)
    assert refusal.value.code == "expired"
    AdministratorInvitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    for _time in range(2):
        invitations.accept_administration(invitation=invitation, user=ada)
    assert (is_site_administrator(ada), is_site_administrator(eve)) == (True, False)
    assert [kind for kind, _user, _by in recorded()] == ["invited", "joined"]


def test_command_prints_a_new_link_that_replaces_the_earlier_one(settings: Any) -> None:
    settings.NETWORKAPP_BASE_URL = SITE
    earlier, newer = link_in(command(ADDRESS)), link_in(command(ADDRESS.upper()))
    found = [invitations.find_administrator_invitation(token=token) for token in (earlier, newer)]
    assert [one.state.value for one in found if one] == ["revoked", "open"]
    assert mail.outbox == []


def test_command_names_the_problem_with_an_address() -> None:
    with pytest.raises(CommandError, match="“ada” is not an e-mail address"):
        command("ada")
    site_administrator(email=ADDRESS)
    with pytest.raises(CommandError, match="is already a site administrator"):
        command(ADDRESS)
