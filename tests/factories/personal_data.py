"""A person with a row in every model that points to accounts or seats, and their name wherever the site writes it."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from evaluation.models import Consultation, Framework, SectionHolder
from networkapp.campaigns.models import NoActivity
from networkapp.decisions.models import Procedure
from networkapp.discussion.models import Attachment
from networkapp.handbooks.models import Annotation
from networkapp.models import Invitation, Seat, Watch
from networkapp.news.models import Signatory, SignatureAct
from tests.factories.attachments import upload
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.news import make_article
from tests.factories.rows import Rows

NAME, EMAIL, OTHER = "Žofia Quillfeather", "zofia.quill@parliament.example", "zq@home.example"


def seat_of_the_person() -> Seat:
    seat = SeatFactory(network=NetworkFactory(slug="here"), user=UserFactory(email=EMAIL, display_name=NAME))
    EmailAddress.objects.create(user=seat.user, email=EMAIL, verified=True, primary=True)
    return seat


def make_a_row_of_everything(seat: Seat) -> Rows:
    handbook = make_handbook(seat.network)
    pages = [handbook, make_chapter(handbook), make_article(seat.network), Page.objects.get(pk=handbook.pk)]
    kind = ContentType.objects.get_for_model(get_user_model())
    known = [seat.network, seat.delegation, EmailAddress.objects.get(), kind, *pages]
    rows = Rows(
        everywhere=[seat.user, seat],
        known=known,
        fields=values_of_fields(seat),
        mark=f"{NAME} <{EMAIL}>",
        is_own=is_own,
    )
    for model in apps.get_models():
        if points_to_people(model) and not issubclass(model, Page):
            rows.one(model)
    return rows


def points_to_people(model: Any) -> bool:
    return any(field.related_model in {get_user_model(), Seat} for field in model._meta.concrete_fields)


def is_own(model: Any) -> bool:
    """Whether a row of the model goes with the account; the annotation that is made is shared, and stays."""
    user = get_user_model()
    return model is not Annotation and any(
        f.related_model is user and f.remote_field.on_delete is CASCADE for f in model._meta.concrete_fields
    )


def values_of_fields(seat: Seat) -> dict[type, dict[str, Any]]:
    """What the constraints of models ask for, and the fields in which the site itself writes names and addresses."""
    now, later = timezone.now(), timezone.now() + timedelta(days=7)
    named = {"name": NAME, "email": EMAIL}
    return {
        Framework: {"status": "draft", "content_hash": ""},
        Consultation: {"due_at": later},
        SectionHolder: {**named, "accepted_at": now, "user": seat.user, "body": "Office of " + NAME},
        Attachment: {"document": get_document_model().objects.create(title="Own", file=upload())},
        Annotation: {"owner": None, "audience": "network"},
        Invitation: {**named, "accepted_at": now, "expires_at": later},
        Procedure: {"kind": "sense_check", "expires_at": later},
        NoActivity: {"year": 2026},
        Signatory: {"name": NAME},
        SignatureAct: {"name": NAME},
        Watch: {"network": seat.network},
        SocialAccount: {"uid": EMAIL, "extra_data": {"name": NAME, "email": OTHER}},
        Authenticator: {"type": "webauthn", "data": {"name": f"Key of {NAME}"}},
    }
