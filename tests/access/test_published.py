"""Public pages, e-mails and error pages contain nothing that a network restricts."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from networkapp.models import Network
from networkapp.permissions import Action
from tests.access.conftest import World
from tests.access.content_factories import invited
from tests.access.readers import ALL, allows
from tests.access.restricted_words import BAIT, bait

ANONYMOUS = next(reader for reader in ALL if reader.name == "anonymous")


@pytest.mark.parametrize("reader", ["anonymous", "everything, of another country", "everything, in another network"])
def test_sitemap_lists_the_same_public_chapters_for_every_reader(world: World, reader: str) -> None:
    page = world.ask(reader, "GET", "/sitemap.xml").content.decode()
    got = {visibility: place.chapter.url in page for visibility, place in world.places.items()}
    assert got == {visibility: allows(Action.READ_HANDBOOKS, ANONYMOUS, visibility) for visibility in world.places}


@pytest.mark.parametrize("path", ["/", "/api/", "/api/v2/pages/", "/api/main/pages/", "/feed/", "/feeds/", "/rss/"])
def test_wagtail_api_and_other_ways_to_pages_are_closed(world: World, path: str) -> None:
    response = world.ask("anonymous", "GET", path)
    assert response.status_code == (200 if path == "/" else 404)
    assert BAIT not in response.content.decode().replace(bait(world.places["public"].network), "")


@pytest.mark.parametrize(
    "path",
    [
        "/networks/{closed}/",
        "/networks/{closed}/topics/",
        "/meetings/meeting-{closed}/",
        "/handbooks/handbook-of-{closed}/",
        "/media/no-such-file.png",
    ],
)
def test_error_page_is_the_same_for_hidden_and_missing_pages(world: World, path: str) -> None:
    stranger = "everything, in another network"
    hidden = world.ask(stranger, "GET", path.format(closed=world.closed.network.slug))
    unknown = world.ask(stranger, "GET", path.format(closed="never-was"))
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert comparable_text(hidden, world.closed.network.slug) == comparable_text(unknown, "never-was")
    assert BAIT not in hidden.content.decode()


def comparable_text(response: Any, slug: str) -> str:
    """Return the page without its own address and without parts that differ in every response."""
    text = re.sub(r'(nonce|csrfmiddlewaretoken|value)="[^"]*"', "", response.content.decode())
    return text.replace(slug, "")


def test_document_is_not_served_at_guessed_addresses(world: World) -> None:
    document, name = world.closed.document, world.closed.document.filename
    guesses = [
        f"/documents/{document.pk}/{name}",
        f"/documents/{document.pk}/other.txt",
        f"/documents/{world.elsewhere.document.pk}/{name}",
        f"/media/{document.file.name}",
        f"/media/documents/{name}",
        f"/media/../media/{document.file.name}",
        f"/media/{world.closed.image.file.name}?",
        f"/media//{world.closed.image.file.name}",
        "/media/..%2f..%2fdb.sqlite3",
        "/media/../db.sqlite3",
    ]
    answers = {path: world.ask("an account without a seat", "GET", path).status_code for path in guesses}
    assert answers == dict.fromkeys(guesses, 404)


def test_restricted_files_are_not_cached_by_shared_caches(world: World) -> None:
    for path in (world.closed.image.file.url, world.closed.rendition.url, world.closed.document.url):
        kept = world.ask("member", "GET", path).headers.get("Cache-Control", "")
        assert "public" not in kept
        assert "s-maxage" not in kept


def test_invitation_e_mail_contains_its_link_and_only_the_name_of_the_network(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    network = world.closed.network
    clerk = world.users["secretariat"]
    with django_capture_on_commit_callbacks(execute=True):
        invited(network, clerk, "newcomer@example.org")
    (email,) = mail.outbox
    assert email.to == ["newcomer@example.org"]
    assert (email.cc, email.bcc) == ([], [])
    text = f"{email.subject}\n{email.body}"
    assert bait(network) not in text
    assert re.findall(r"https?://[^/\s]+", text) == ["http://testserver"]


def test_links_in_e_mails_use_the_configured_base_url_and_not_the_request_host(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NETWORKAPP_BASE_URL = "https://networks.example"
    data = {"email": "newcomer@example.org", "language": "en", "capacity": "expert"}
    path = f"/networks/{world.closed.network.slug}/seats/invite/"
    with django_capture_on_commit_callbacks(execute=True):
        world.ask(
            "secretariat", "POST", path, data=data, headers={"host": "localhost", "x-forwarded-host": "evil.example"}
        )
    assert re.findall(r"https?://[^/\s]+", mail.outbox[0].body) == ["https://networks.example"]


def test_request_with_an_unknown_host_returns_400(world: World) -> None:
    response = world.ask("anonymous", "GET", "/networks/", headers={"host": "evil.example"})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_parameter_never_redirects_to_another_site(world: World, target: str) -> None:
    user = world.users["member"]
    user.set_password("a-good-password-1")
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    places = [
        Client().post(f"/account/login/?next={target}", {"login": user.email, "password": "a-good-password-1"}),
        Client().post("/account/login/", {"login": user.email, "password": "a-good-password-1", "next": target}),
        Client().post("/language/", {"language": "en", "next": target}),
        Client().get("/admin/login/", {"next": target}),
        Client().get("/django-admin/login/", {"next": target}),
        world.ask("an account without a seat", "POST", "/account/logout/", data={"next": target}),
    ]
    led = [place.get("Location", "") for place in places]
    assert [where for where in led if "evil" in where or "javascript" in where] == []
    assert [where for where in led if not where.startswith("/") or where.startswith("//")] == []


def test_post_without_csrf_token_returns_403(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = world.clients["secretariat"].cookies["sessionid"].value
    place = world.closed
    network = f"/networks/{place.network.slug}"
    paths = [
        f"{network}/topics/{place.topic.pk}/",
        f"{network}/topics/{place.topic.pk}/read/",
        f"{network}/topics/new/",
        f"{network}/seats/invite/",
        f"{network}/seats/{place.seat.pk}/end/",
        f"{network}/invitations/{place.invitation.pk}/revoke/",
        f"/evaluation/assessments/{place.signed.pk}/publish/",
        "/language/",
        "/account/login/",
        "/account/logout/",
    ]
    assert {path: client.post(path, {}).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_changing_addresses_refuse_get(world: World) -> None:
    place = world.closed
    network = f"/networks/{place.network.slug}"
    paths = [
        f"{network}/invitations/{place.invitation.pk}/resend/",
        f"{network}/invitations/{place.invitation.pk}/revoke/",
        f"{network}/topics/{place.topic.pk}/read/",
        f"/evaluation/assessments/{place.signed.pk}/publish/",
        f"/evaluation/assessments/{place.signed.pk}/confirm/1.3/",
        f"/evaluation/assessments/{place.signed.pk}/open/",
    ]
    assert {path: world.ask("secretariat", "GET", path).status_code for path in paths} == dict.fromkeys(paths, 405)


def test_desk_counts_nothing_of_other_networks(world: World) -> None:
    desk = world.ask("everything, in another network", "GET", "/desk/").content.decode()
    assert bait(world.elsewhere.network) in desk
    assert [bait(place.network) in desk for place in world.places.values()] == [False] * len(Network.Visibility.values)
