"""Erasing a user: no row in the database identifies the person any longer."""

import itertools
import json
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings as site
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from evaluation.models import SectionHolder
from networkapp.discussion.models import Attachment
from networkapp.models import Invitation, Seat
from networkapp.networks.actions.erasure import erase_person
from networkapp.news.models import Signatory, SignatureAct
from tests.factories.attachments import put
from tests.factories.discussion import start_topic
from tests.factories.networks import UserFactory
from tests.factories.personal_data import EMAIL, NAME, OTHER, make_a_row_of_everything, seat_of_the_person

TRACES = (NAME.lower(), "quillfeather", EMAIL, OTHER)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def seat() -> Seat:
    return seat_of_the_person()


def end(seat: Seat) -> None:
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())


def mention_the_person_in_rows_of_others(seat: Seat) -> None:
    admin, kind = UserFactory(), ContentType.objects.get_for_model(get_user_model())
    about = {"user": admin, "content_type": kind, "object_id": str(seat.user.pk)}
    change = json.dumps([{"added": {"name": "seat", "object": f"{NAME}, member"}}])
    LogEntry.objects.create(**about, object_repr=NAME, action_flag=CHANGE, change_message=change)
    ModelLogEntry.objects.create(
        **about, label=NAME, action="wagtail.edit", timestamp=timezone.now(), data={"mail": EMAIL.upper()}
    )
    signatory = Signatory.objects.get(seat=seat)
    SignatureAct.objects.create(signatory=signatory, by=admin, state="invited", name=NAME)
    EmailAddress.objects.create(user=seat.user, email=OTHER, verified=True)
    shared = {"network": seat.network, "capacity": "observer", "invited_by": admin}
    terms = {"expires_at": timezone.now() + timedelta(days=7)}
    Invitation.objects.create(**shared, **terms, email=OTHER, name="Z. Quillfeather", token_hash=uuid4().hex)
    assessment = SectionHolder.objects.get().assessment
    SectionHolder.objects.create(
        assessment=assessment, email=OTHER, name=NAME, invited_by=admin, token_hash=uuid4().hex, **terms
    )
    task = apps.get_model("django_tasks_database", "DBTaskResult")
    for arguments in ([EMAIL], [NAME, {"to": OTHER}]):
        fields = {"args_kwargs": {"args": arguments, "kwargs": {}}, "task_path": "accounts.send", "priority": 0}
        task.objects.create(**fields, run_after=timezone.now())
    typed = import_module(site.SESSION_ENGINE).SessionStore()
    typed["account_login"] = {"email": EMAIL}
    typed.save()


def all_that_is_stored() -> Iterator[tuple[str, str]]:
    """Yield every value in the database as text in lower case, with its table; sessions as they are read."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for value in itertools.chain.from_iterable(cursor.fetchall()):
                text = bytes(value).decode(errors="replace") if isinstance(value, (bytes, memoryview)) else str(value)
                yield table, text.lower()
                if "\\u" in text:
                    yield table, text.encode().decode("unicode_escape", errors="replace").lower()
    for session in Session.objects.all():
        yield "django_session", json.dumps(session.get_decoded(), default=str, ensure_ascii=False).lower()


def tables_with_traces() -> set[str]:
    return {table for table, text in all_that_is_stored() if any(trace in text for trace in TRACES)}


def test_erasing_an_account_leaves_no_trace_of_the_person_in_the_database(
    seat: Seat, django_capture_on_commit_callbacks: Any
) -> None:
    rows = make_a_row_of_everything(seat)
    mention_the_person_in_rows_of_others(seat)
    assert len(tables_with_traces()) >= 29
    assert len(rows.files) == 2
    end(seat)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=seat.user)
    assert tables_with_traces() == set()
    assert [name for storage, name in rows.files if storage.exists(name)] == []


def test_acts_of_an_erased_user_are_shown_as_of_a_former_member(seat: Seat) -> None:
    topic = start_topic(seat, "Kept", "Said from the seat")
    end(seat)
    erase_person(user=seat.user)
    message = topic.messages.get()
    assert (message.body, str(message.author), message.seat_id) == ("Said from the seat", "Former member", seat.pk)
    assert message.author.display_name == "Former member"
    with translation.override("de"):
        assert str(message.author) == translation.gettext("Former member")


def test_open_invitations_to_addresses_of_an_erased_user_are_deleted(seat: Seat) -> None:
    EmailAddress.objects.create(user=seat.user, email=OTHER, verified=True)
    fields = {"invited_by": UserFactory(), "expires_at": timezone.now() + timedelta(days=7), "capacity": "observer"}
    for email in (OTHER, "somebody@else.example"):
        Invitation.objects.create(network=seat.network, email=email, token_hash=uuid4().hex, **fields)
    end(seat)
    erase_person(user=seat.user)
    assert list(Invitation.objects.values_list("email", flat=True)) == ["somebody@else.example"]


def test_unposted_attachments_of_an_erased_user_are_deleted_and_posted_ones_kept(seat: Seat) -> None:
    topic = start_topic(seat)
    put(topic, seat, "Waiting.pdf")
    posted = put(topic, seat, "Posted.pdf")
    Attachment.objects.filter(pk=posted.pk).update(message=topic.messages.get())
    end(seat)
    erase_person(user=seat.user)
    assert [paper.name for paper in Attachment.objects.all()] == ["Posted.pdf"]


def test_log_entries_about_others_keep_their_names(seat: Seat) -> None:
    admin, kind = UserFactory(), ContentType.objects.get_for_model(get_user_model())
    entry = LogEntry.objects.create(
        user=admin, content_type=kind, object_id="1", object_repr="Anna Other", action_flag=CHANGE, change_message="[]"
    )
    end(seat)
    erase_person(user=seat.user)
    entry.refresh_from_db()
    assert entry.object_repr == "Anna Other"
