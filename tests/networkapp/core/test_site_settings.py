"""The settings of the site in Wagtail's admin: access, validation, and simultaneous changes."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from networkapp.administration.first_steps import hide_first_steps
from networkapp.models import SiteSettings, this_site
from tests.factories.networks import UserFactory, site_administrator
from tests.factories.site import make_site

pytestmark = pytest.mark.django_db
SCREEN = "/admin/settings/networkapp/sitesettings/"


@pytest.fixture
def administrator() -> Client:
    """A user who can change the settings of the site, and is no superuser."""
    user = UserFactory()
    codes = ("access_admin", "change_sitesettings")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(user)
    return client


def address() -> str:
    return reverse("wagtailsettings:edit", args=["networkapp", "sitesettings", SiteSettings.load().pk])


def loaded(client: Client, **typed: Any) -> dict[str, Any]:
    """Return the loaded form of the settings with these entries, as a browser would send it."""
    form = client.get(address()).context["form"]
    data: dict[str, Any] = {}
    for field in form:
        if field.name == "emblem":
            continue
        value = field.value()
        if isinstance(value, dict):
            data |= {f"{field.name}_{code}": text for code, text in value.items()}
        elif value not in (None, False):
            data[field.name] = value
    return {**data, **typed}


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(value) for name, value in response.context["form"].errors.items()}


def picture(name: str = "emblem.png", kind: str = "PNG") -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (900, 300), "#0B5470").save(made, kind)
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/png")


def test_permitted_user_names_the_site_in_two_languages(administrator: Client) -> None:
    typed = loaded(administrator, name="Alpine network", names_de="Alpennetzwerk", subject="drinking water")
    assert administrator.post(address(), typed).status_code == 302
    saved = SiteSettings.objects.get()
    assert (saved.name, saved.names, saved.subject) == ("Alpine network", {"de": "Alpennetzwerk"}, "drinking water")


def test_site_settings_are_closed_to_users_without_the_permission() -> None:
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client = Client()
    client.force_login(user)
    assert client.get(address()).status_code == 302
    assert client.post(address(), {"name": "Mine"}).status_code == 302
    assert this_site().name == ""


def test_admin_menu_links_to_the_site_settings(administrator: Client) -> None:
    assert SCREEN in administrator.get("/admin/").content.decode()


@pytest.mark.parametrize(("field", "value"), [
    ("accent_colour", "#8FB8C8"),
    ("accent_colour_dark", "#0B5470"),
])  # fmt: skip
def test_accent_colour_with_too_little_contrast_is_refused_with_its_ratio(
    administrator: Client, field: str, value: str
) -> None:
    typed = loaded(administrator, **{"accent_colour": "#0B5470", field: value})
    [result] = errors(administrator.post(address(), typed))[field]
    assert ("the contrast is 1.7 to 1" if field == "accent_colour" else "the contrast is 1.9 to 1") in result
    assert this_site().accent_colour == ""


def test_accent_colour_is_lightened_for_dark_pages(administrator: Client) -> None:
    assert administrator.post(address(), loaded(administrator, accent_colour="#0B5470")).status_code == 302
    assert (this_site().accent_colour, this_site().accent_on_dark) == ("#0B5470", "#5E8EA1")


@pytest.mark.parametrize("value", ["blue", "#12345", "#GGGGGG", "#0B5470;}"])
def test_invalid_colour_is_refused(administrator: Client, value: str) -> None:
    refused = administrator.post(address(), loaded(administrator, accent_colour=value))
    assert "accent_colour" in errors(refused)


def test_emblem_is_scaled_down_and_shown_to_visitors(administrator: Client) -> None:
    assert administrator.post(address(), {**loaded(administrator), "emblem": picture()}).status_code == 302
    url = this_site().emblem.url
    shown = Client().get(url)
    with Image.open(BytesIO(b"".join(shown.streaming_content))) as stored:
        assert (stored.format, stored.size) == ("PNG", (512, 171))
    assert f'src="{url}"' in Client().get("/networks/").content.decode()


@pytest.mark.parametrize("content", [b"%PDF-1.7 no picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_emblem_that_is_not_a_picture_is_refused_and_entries_are_kept(administrator: Client, content: bytes) -> None:
    file = SimpleUploadedFile("emblem.png", content, content_type="image/png")
    refused = administrator.post(address(), {**loaded(administrator, name="Alpine network"), "emblem": file})
    assert list(errors(refused)) == ["emblem"]
    assert 'value="Alpine network"' in refused.content.decode()
    assert not this_site().emblem


def test_settings_saved_by_another_user_meanwhile_are_shown_and_entries_kept(administrator: Client) -> None:
    typed = loaded(administrator, name="Mine", tagline="on water", emergency_number="112")
    others = loaded(
        administrator,
        name="Theirs",
        emergency_number="112",
        region="in the Alps",
        regions_de="in den Alpen",
        shows_help="on",
    )
    assert administrator.post(address(), others).status_code == 302
    refused = administrator.post(address(), typed)
    assert errors(refused)["__all__"] == [
        "Someone else has saved these settings since you opened the page. Check your entries, then save again.",
        "They changed “name” to “Theirs”. If you save, your entry replaces theirs.",
        "They changed “region” to “in the Alps”.",
        "They changed “region in other languages” to “de: in den Alpen”.",
        "They changed “help for people in danger” to “on”.",
    ]
    assert this_site().name == "Theirs"
    form = refused.context["form"]
    again = {**typed, "loaded": form["loaded"].value(), "region": form["region"].value(), "shows_help": "on"}
    again |= {"regions_de": form.data["regions_de"]}
    assert administrator.post(address(), again).status_code == 302
    saved = SiteSettings.objects.get()
    assert (saved.name, saved.tagline, saved.region, saved.shows_help) == ("Mine", "on water", "in the Alps", True)
    assert saved.regions == {"de": "in den Alpen"}


def test_same_user_can_save_settings_twice_in_a_row(administrator: Client) -> None:
    for name in ("One", "Two"):
        assert administrator.post(address(), loaded(administrator, name=name)).status_code == 302
    assert this_site().name == "Two"


def test_settings_form_without_its_loaded_values_is_refused(administrator: Client) -> None:
    refused = administrator.post(address(), loaded(administrator, name="Mine", loaded="forged"))
    assert errors(refused)["__all__"] == ["The form is incomplete. Reload the page and enter your changes again."]
    assert this_site().name == ""


def test_unknown_time_zone_or_content_language_is_refused(administrator: Client) -> None:
    typed = loaded(administrator, time_zone="Europe/Atlantis", content_languages=["xx"])
    assert set(errors(administrator.post(address(), typed))) == {"time_zone", "content_languages"}


def test_changed_settings_apply_at_once() -> None:
    make_site(name="One")
    assert this_site().name == "One"
    make_site(name="Two")
    assert this_site().name == "Two"


def test_new_site_has_no_emergency_number_and_needs_one_to_show_help_pages(administrator: Client) -> None:
    form = administrator.get(address()).context["form"]
    assert form["emergency_number"].value() == ""
    answer = administrator.post(address(), loaded(administrator, shows_help="on", emergency_number=""))
    assert errors(answer) == {"emergency_number": ["Enter the number to call in danger, for example 112."]}
    assert administrator.post(address(), loaded(administrator, emergency_number="")).status_code == 302
    assert this_site().emergency_number == ""
    result = loaded(administrator, shows_help="on", emergency_number="911")
    assert administrator.post(address(), result).status_code == 302
    assert administrator.get(address()).context["form"]["emergency_number"].value() == "911"


def test_saving_settings_leads_back_to_the_first_steps_while_these_are_open(client: Client) -> None:
    user = site_administrator()
    client.force_login(user)
    assert client.post(address(), loaded(client, name="Alpine"))["Location"] == reverse("networkapp:first_steps")
    hide_first_steps(user=user)
    assert client.post(address(), loaded(client, name="Alps"))["Location"] == address()


def test_content_language_field_says_that_interface_languages_stay_available(administrator: Client) -> None:
    assert (
        "Menus and buttons stay available in every interface language" in administrator.get(address()).content.decode()
    )
