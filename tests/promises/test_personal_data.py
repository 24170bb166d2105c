"""Relations to an account or a seat are in the export of personal data, or are listed here with a reason."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import EmailField

from networkapp.models import Seat
from networkapp.networks.actions.personal_data import exported_relations, personal_data, relations_to
from tests.factories.personal_data import make_a_row_of_everything, seat_of_the_person

NOT_EXPORTED = {
    "the account itself, under `account`": {"User_groups.user", "User_user_permissions.user"},
    "ways to sign in, under `sign_in`": {
        "Authenticator.user",
        "EmailAddress.user",
        "KnownDevice.user",
        "SocialAccount.user",
        "UserSession.user",
    },
    "the log of a network, which tells about others": {"Event.actor", "Event.audience_person"},
    "about the person who was invited, or was made a site administrator": {
        "AdministratorAct.by",
        "AdministratorInvitation.invited_by",
        "Invitation.invited_by",
        "SectionHolder.invited_by",
    },
    "a text of somebody else": {
        "AmendmentDraft.prepared_for",
        "Annotation.assigned_to",
        "Annotation.resolved_by",
        "Annotation.settled_by",
        "AnnotationMove.by",
        "Message.drafted_by",
        "MessageDraft.prepared_for",
        "PositionDraft.prepared_for",
    },
    "a topic belongs to its network": {"Topic.opened_by", "Topic.state_by"},
    "a record of Wagtail or Django, which the host keeps": {
        "APIToken.user",
        "Comment.resolved_by",
        "Comment.user",
        "CommentReply.user",
        "Document.uploaded_by_user",
        "EditingSession.user",
        "FormState.user",
        "Image.uploaded_by_user",
        "LogEntry.user",
        "ModelLogEntry.user",
        "Page.locked_by",
        "Page.owner",
        "PageLogEntry.user",
        "PageSubscription.user",
        "Revision.user",
        "TaskState.finished_by",
        "UploadedFile.uploaded_by_user",
        "UserProfile.user",
        "WorkflowState.requested_by",
    },
}
ADDRESSES = {
    "under `account` or `sign_in`": {"EmailAddress.email", "User.email"},
    "of an invitation, in the export of the person who accepted it": {
        "AdministratorInvitation.email",
        "Invitation.email",
        "SectionHolder.email",
    },
    "of an office, not of a person": {"NetworkNewsPage.press_mail", "SiteSettings.sender_address"},
}


def test_every_relation_to_a_person_is_exported_or_has_a_reason() -> None:
    holders = (get_user_model(), Seat)
    pointing = {named(one) for holder in holders for one in relations_to(model=holder)}
    exported = {named(one) for holder in holders for one in exported_relations(holder=holder)}
    assert pointing - exported == set().union(*NOT_EXPORTED.values())


def test_every_e_mail_field_is_classified_as_exported_or_as_of_an_office() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    stored = {f"{field.model.__name__}.{field.name}" for field in fields if isinstance(field, EmailField)}
    assert stored == set().union(*ADDRESSES.values())


@pytest.mark.django_db
def test_export_contains_a_row_of_every_model_that_points_to_a_person(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    seat = seat_of_the_person()
    make_a_row_of_everything(seat)
    left_out = set().union(*NOT_EXPORTED.values())
    expected = {
        one.related_model._meta.model_name
        for holder in (get_user_model(), Seat)
        for one in relations_to(model=holder)
        if named(one) not in left_out and not one.related_model._meta.auto_created
    }
    data = personal_data(user=seat.user)
    assert expected - {name for name, rows in data.items() if rows} == set()


def named(relation: Any) -> str:
    """Return the class and the field of the relation, without the app label, which may change."""
    return f"{relation.related_model.__name__}.{relation.field.name}"
