"""OpenID providers on the account's page: adding and removing them."""

from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.accounts.single_sign_on.steps import SIGN_ON, account, arrive
from tests.openid import Provider


def test_account_page_adds_and_removes_providers(client: Client, parliament: Provider) -> None:
    ada = account()
    parliament.knows("1", email="other@elsewhere.example")
    client.post("/account/login/", {"login": ada.email, "password": "a-long-sentence-77"})
    assert "Add Parliament log-in" in client.get("/account/3rdparty/").content.decode()
    result = arrive(client, parliament, "1", f"{SIGN_ON}?process=connect")
    assert result["Location"] == "/account/reauthenticate/"
    assert not SocialAccount.objects.exists()
    assert client.post(result["Location"], {"password": "a-long-sentence-77"})["Location"] == "/account/3rdparty/"
    assert "Remove Parliament log-in" in client.get("/account/3rdparty/").content.decode()
    assert "Parliament log-in" in client.get("/account/").content.decode()
    ada.set_unusable_password()
    ada.save()
    client.force_login(ada)
    client.post("/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_provider_sign_in_linked_to_another_account_is_not_moved_to_this_one(
    client: Client, parliament: Provider
) -> None:
    bea = account("bea@example.org")
    SocialAccount.objects.create(user=bea, provider="parliament", uid="1")
    account()
    parliament.knows("1", email="bea@example.org", email_verified=True)
    client.post("/account/login/", {"login": "ada@example.org", "password": "a-long-sentence-77"})
    result = arrive(client, parliament, "1", f"{SIGN_ON}?process=connect")
    client.post(result["Location"], {"password": "a-long-sentence-77"})
    assert [linked.user for linked in SocialAccount.objects.all()] == [bea]
