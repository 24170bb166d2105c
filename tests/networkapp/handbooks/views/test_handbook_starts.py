"""An editor creates a handbook in the browser."""

from django.test import Client
from wagtail.models import GroupPagePermission

from networkapp.handbooks.models import HandbookPage
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.factories.handbooks import handbook_index
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

START = "/networks/joint/handbooks/start/"


@world
def network(db: None) -> Network:
    handbook_index()
    return NetworkFactory(slug="joint", visibility="public")


def begin(client: Client, network: Network, **kwargs: object) -> object:
    editor = SeatFactory(network=network, capacity="adviser", offices=["editor"]).user
    client.force_login(editor)
    fields = {"title": "On victims", "language": "en", "law_months": 12, **kwargs}
    answer = client.post(START, fields)
    sync_groups(user=editor)
    return answer


def test_editor_creates_a_handbook_draft_that_visitors_cannot_read(client: Client, network: Network) -> None:
    answer = begin(client, network, standfirst="For members.")
    page = HandbookPage.objects.get()
    assert answer["Location"] == f"/admin/pages/{page.pk}/"
    assert (page.title, page.slug, page.standfirst, page.live) == ("On victims", "on-victims", "For members.", False)
    assert {row.group.name for row in GroupPagePermission.objects.filter(page=page)} == {
        "joint: editor", "joint: translator",
    }  # fmt: skip
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/add/networkapp_handbooks/chapterpage/{page.pk}/").status_code == 200
    assert Client().get("/handbooks/on-victims/").status_code == 404


def test_handbook_with_an_existing_title_is_refused_and_the_entered_text_preserved(
    client: Client, network: Network
) -> None:
    begin(client, network)
    answer = begin(client, network, title="on VICTIMS", standfirst="Typed twice.")
    assert (answer.status_code, HandbookPage.objects.count()) == (422, 1)
    assert "The network already has a handbook with this title." in answer.content.decode()
    assert "Typed twice." in answer.content.decode()


def test_handbook_with_a_title_of_another_network_gets_a_unique_slug(client: Client, network: Network) -> None:
    begin(client, network)
    other = NetworkFactory(slug="other")
    client.force_login(SeatFactory(network=other, capacity="secretariat", offices=["editor"]).user)
    client.post(START.replace("joint", "other"), {"title": "On victims", "language": "en", "law_months": 0})
    assert list(HandbookPage.objects.order_by("pk").values_list("network__slug", "slug")) == [
        ("joint", "on-victims"),
        ("other", "on-victims-1"),
    ]


def test_handbook_title_in_cyrillic_is_transliterated_in_the_slug(client: Client, network: Network) -> None:
    begin(client, network, title="О жертвах")
    assert HandbookPage.objects.get().slug == "o-zhertvakh"


def test_network_page_links_editors_to_the_new_handbook_form(client: Client, network: Network) -> None:
    begin(client, network)
    assert START in client.get("/networks/joint/").content.decode()
    client.force_login(SeatFactory(network=network, capacity="secretariat", offices=["translator"]).user)
    assert START not in client.get("/networks/joint/").content.decode()


def test_handbook_can_be_created_in_a_language_outside_the_interface(client: Client, network: Network) -> None:
    begin(client, network, language_other="Ladin", title="Ega")
    page = HandbookPage.objects.get()
    assert (page.locale.language_code, page.translated_from, page.slug) == ("lld", None, "ega")
    page.save_revision().publish()
    assert page.url == "/lld/handbooks/ega/"
    assert "Ega" in Client().get("/lld/handbooks/ega/").content.decode()
