"""Subjects in Wagtail's admin, managed by a secretariat."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.domain.demo.recording.library import record_organisation
from networkapp.library.models import Organisation
from networkapp.models import Subject
from networkapp.networks.actions.seats import sync_groups
from networkapp.networks.actions.subjects import merge_subject, retire_subject
from tests.factories.networks import SeatFactory, SubjectFactory, site_administrator

pytestmark = pytest.mark.django_db
SNIPPET = "wagtailsnippets_networkapp_subject"


@pytest.fixture
def secretariat_user() -> Any:
    user = SeatFactory(capacity="secretariat").user
    sync_groups(user=user)
    return user


@pytest.fixture
def admin(client: Client, secretariat_user: Any) -> Client:
    client.force_login(secretariat_user)
    return client


def form(title: str = "Drinking water", *languages: tuple[str, str], initial: int = 0, **fields: Any) -> Any:
    rows = [{"language": code, "title": words, "text": ""} for code, words in languages]
    translations = inline_formset(rows, initial=initial)
    return nested_form_data(
        {"title": title, "slug": "drinking-water", "text": "", "translations": translations} | fields
    )


def add(client: Client, data: Any) -> Any:
    return client.post(reverse(f"{SNIPPET}:add"), data)


def edit(client: Client, subject: Subject, data: Any) -> Any:
    return client.post(reverse(f"{SNIPPET}:edit", args=[subject.pk]), data)


def stored_state(client: Client, subject: Subject) -> str:
    """Return the hidden field of the form with the state that its editor sees."""
    page = client.get(reverse(f"{SNIPPET}:edit", args=[subject.pk]))
    return str(page.context["form"]["state_read"].value())


def form_errors(response: Any) -> str:
    return " ".join(" ".join(messages) for messages in response.context["form"].errors.values())


def body(*subjects: Subject) -> Organisation:
    return record_organisation(slug="body", name={"en": "Body"}, summary={}, subjects=subjects)


def test_secretariat_adds_a_subject_in_two_languages(admin: Client) -> None:
    SubjectFactory(slug="first", position=4)
    assert add(admin, form("Drinking water", ("de", "Trinkwasser"))).status_code == 302
    subject = Subject.objects.get(slug="drinking-water")
    assert subject.position == 5
    assert [(one.language, one.title) for one in subject.translations.all()] == [("de", "Trinkwasser")]
    assert subject.translations.get().source_hash == subject.source_hash
    page = admin.get("/subjects/").content.decode()
    assert "Drinking water" in page
    assert f'href="{reverse(f"{SNIPPET}:list")}"' in page


def test_subject_address_is_made_from_its_name_if_left_empty(admin: Client) -> None:
    assert add(admin, form("Drinking water", slug="")).status_code == 302
    assert Subject.objects.get().slug == "drinking-water"


def test_renamed_subject_keeps_its_address(admin: Client) -> None:
    subject = SubjectFactory(slug="water", title="Water")
    assert edit(admin, subject, form("Drinking water", slug="other")).status_code == 302
    subject.refresh_from_db()
    assert (subject.title, subject.slug) == ("Drinking water", "water")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "This field is required"),
        ({"slug": "water"}, "Subject with this Slug already exists"),
        ({"slug": "drinking water"}, "Enter a valid “slug”"),
        ({"title": "水", "slug": ""}, "Enter a short name of letters and digits"),
    ],
)
def test_invalid_subject_shows_an_error_and_keeps_its_entries(
    admin: Client, fields: dict[str, str], words: str
) -> None:
    SubjectFactory(slug="water")
    answer = add(admin, form(text="About taps") | fields)
    assert answer.status_code == 200
    assert words in form_errors(answer)
    assert "About taps" in answer.content.decode()
    assert Subject.objects.count() == 1


def test_subject_translation_can_be_given_once_per_language(admin: Client) -> None:
    answer = add(admin, form("Drinking water", ("de", "Trinkwasser"), ("de", "Wasser")))
    assert answer.status_code == 200
    assert "Wasser" in answer.content.decode()
    assert not Subject.objects.exists()


def test_later_of_two_editors_sees_the_conflict_and_loses_no_entries(admin: Client) -> None:
    subject = SubjectFactory(slug="water", title="Water")
    before = stored_state(admin, subject)
    assert edit(admin, subject, form("Clean water", state_read=before)).status_code == 302
    answer = edit(admin, subject, form("Safe water", state_read=before))
    assert "saved a newer version, now called “Clean water”" in form_errors(answer)
    assert "Safe water" in answer.content.decode()
    subject.refresh_from_db()
    assert subject.title == "Clean water"
    again = answer.context["form"]["state_read"].value()
    assert edit(admin, subject, form("Safe water", state_read=again)).status_code == 302


def test_subjects_can_be_reordered(admin: Client) -> None:
    first, second = SubjectFactory(slug="a", position=1), SubjectFactory(slug="b", position=2)
    admin.post(f"{reverse(f'{SNIPPET}:reorder', args=[second.pk])}?position=0")
    assert list(Subject.objects.all()) == [second, first]


def test_subject_in_use_is_not_deleted_and_its_uses_are_listed(admin: Client) -> None:
    subject = SubjectFactory(slug="water", title="Water")
    body(subject)
    answer = admin.post(reverse(f"{SNIPPET}:delete", args=[subject.pk]), follow=True)
    page = answer.content.decode()
    assert "You cannot delete “Water” because it is in use. Merge it into another subject or retire it." in page
    assert "Organisations (1)" in page
    assert "Body" in page
    assert Subject.objects.filter(pk=subject.pk).exists()


def test_bulk_deletion_with_one_subject_in_use_deletes_none(admin: Client) -> None:
    used, unused = SubjectFactory(slug="used"), SubjectFactory(slug="unused")
    body(used)
    address = reverse("wagtail_bulk_action", args=[Subject._meta.app_label, "subject", "delete"])
    admin.post(f"{address}?id={used.pk}&id={unused.pk}&next=/admin/", follow=True)
    assert Subject.objects.count() == 2


def test_unused_subject_can_be_deleted(admin: Client) -> None:
    subject = SubjectFactory(slug="water")
    admin.post(reverse(f"{SNIPPET}:delete", args=[subject.pk]))
    assert not Subject.objects.exists()


def test_subject_is_retired_offered_again_and_merged(admin: Client, client: Client) -> None:
    water, drinking = SubjectFactory(slug="water", title="Water"), SubjectFactory(slug="drinking-water")
    body(water)
    admin.post(reverse("networkapp_retire_subject", args=[water.pk]))
    assert "/subjects/water/" not in admin.get("/subjects/").content.decode()
    retired = admin.get("/subjects/water/").content.decode()
    assert "Body" in retired
    assert "This subject is retired" in retired
    admin.post(reverse("networkapp_offer_subject", args=[water.pk]))
    assert "/subjects/water/" in admin.get("/subjects/").content.decode()
    empty = admin.post(reverse("networkapp_merge_subject", args=[water.pk]), {"into": ""})
    assert "Choose the subject to merge into." in empty.content.decode()
    merged = admin.post(reverse("networkapp_merge_subject", args=[water.pk]), {"into": drinking.pk}, follow=True)
    assert f"1 item now points to “{drinking.title}”, and so does the old address." in merged.content.decode()
    assert admin.get("/subjects/water/").headers["Location"] == "/subjects/drinking-water/"
    assert "Body" in admin.get("/library/organisations/?subject=water").content.decode()


def test_forms_offer_retired_subjects_only_where_already_chosen(admin: Client, secretariat_user: Any) -> None:
    water, gone = SubjectFactory(slug="water", title="Water"), SubjectFactory(slug="gone", title="Gone")
    organisation = body(gone)
    retire_subject(subject=gone, user=secretariat_user)
    edited = admin.get(reverse("wagtailsnippets_networkapp_organisation:edit", args=[organisation.pk]))
    added = admin.get(reverse("wagtailsnippets_networkapp_organisation:add"))
    offered = [
        [str(label) for _key, label in page.context["form"].fields["subjects"].choices] for page in (edited, added)
    ]
    assert [["Gone" in " ".join(labels), "Water" in " ".join(labels)] for labels in offered] == [
        [True, True],
        [False, True],
    ]
    assert water.pk != gone.pk


def test_form_opened_before_a_merge_is_saved_with_the_successor(admin: Client, secretariat_user: Any) -> None:
    water, drinking = SubjectFactory(slug="water"), SubjectFactory(slug="drinking-water")
    organisation = body()
    merge_subject(subject=water, into=drinking, user=secretariat_user)
    admin.post(
        reverse("wagtailsnippets_networkapp_organisation:edit", args=[organisation.pk]),
        nested_form_data({"title": "Body", "translations": inline_formset([])}) | {"subjects": [water.pk]},
    )
    assert list(organisation.subjects.all()) == [drinking]


def test_site_administrator_manages_subjects_without_a_seat(client: Client) -> None:
    client.force_login(site_administrator())
    assert add(client, form()).status_code == 302
    subject = Subject.objects.get()
    client.post(reverse("networkapp_retire_subject", args=[subject.pk]))
    subject.refresh_from_db()
    assert subject.retired_at is not None
    client.post(reverse(f"{SNIPPET}:delete", args=[subject.pk]))
    assert not Subject.objects.exists()


@pytest.mark.parametrize("capacity", ["member", "adviser"])
def test_subject_screens_are_closed_to_others(client: Client, capacity: str) -> None:
    subject = SubjectFactory()
    user = SeatFactory(capacity=capacity, offices=["editor"]).user
    sync_groups(user=user)
    client.force_login(user)
    assert add(client, form()).status_code in (302, 403)
    assert Subject.objects.count() == 1
    address = reverse("networkapp_retire_subject", args=[subject.pk])
    client.post(address)
    subject.refresh_from_db()
    assert subject.retired_at is None
