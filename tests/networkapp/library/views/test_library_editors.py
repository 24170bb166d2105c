"""Translating organisations, publications and meetings in Wagtail's admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.domain.demo.recording.library import record_organisation
from networkapp.networks.actions.seats import sync_groups
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
GERMAN = inline_formset([{"language": "de", "title": "Seenamt", "text": "Prüft Seen."}])


@pytest.fixture
def editor(client: Client) -> Any:
    user = SeatFactory(network=NetworkFactory(slug="alpha"), capacity="secretariat").user
    sync_groups(user=user)
    client.force_login(user)
    return user


def edit(client: Client, thing: Any, **fields: Any) -> Any:
    address = reverse(f"wagtailsnippets_networkapp_{thing._meta.model_name}:edit", args=[thing.pk])
    return client.post(address, nested_form_data({**fields, "translations": GERMAN}))


def test_organisation_can_be_translated_in_the_admin(client: Client, editor: Any) -> None:
    organisation = record_organisation(slug="lake", name={"en": "Lake office"}, summary={"en": "Tests lakes."})
    assert edit(client, organisation, title="Lake office", text="Tests lakes.").status_code == 302
    client.logout()
    page = client.get(organisation.get_absolute_url(), headers={"accept-language": "de"}).content.decode()
    assert "Seenamt" in page
    assert "Prüft Seen." in page


def test_meeting_can_be_translated_in_the_admin(client: Client, editor: Any) -> None:
    network = editor.seats.get().network
    meeting = make_meeting(network, theme={"en": "Lakes"})
    same = {name: getattr(meeting, name) for name in ("number", "title", "text", "place", "date", "state")}
    answer = edit(client, meeting, **same, network=network.pk, country=str(meeting.country))
    assert answer.status_code == 302, answer.context["form"].errors
    translated = meeting.translations.get()
    assert (translated.title, translated.source_hash) == ("Seenamt", meeting.source_hash)
