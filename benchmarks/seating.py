"""An assessment with people at it, inside Django: `manage.py shell -c "from seating import seat; seat(50)"`."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

from evaluation.models import AnswerRevision, Assessment, Criterion, Stage
from networkapp.models import Seat


def assessment() -> Assessment:
    """The newest draft of the demonstration's sample country A, whose years before are answered."""
    drafts = Assessment.objects.select_related("cycle__network", "delegation")
    return drafts.filter(delegation__code="XA", stage=Stage.DRAFT).order_by("-cycle__year")[0]


def seat(number: int) -> None:
    """Sign in this number of advisers of the country; prints the assessment, its yes-or-no questions, the sessions."""
    draft = assessment()
    print("assessment", draft.pk)
    result = draft.answers.filter(criterion__kind=Criterion.Kind.YES_NO, criterion__computed=False)
    for series_id, version in result.values_list("criterion__series_id", "version"):
        print("asked", series_id, version)
    for _one in range(number):
        user = get_user_model().objects.create_user(f"{uuid4()}@example.org", None)
        Seat.objects.create(user=user, network=draft.cycle.network, delegation=draft.delegation, capacity="adviser")
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        print("session", session.session_key)


def kept() -> None:
    """Prints each change of the draft that was made on its page: series, version, and the comments before and after."""
    found = AnswerRevision.objects.filter(answer__assessment=assessment(), via=AnswerRevision.Via.WEB)
    for row in found.select_related("answer__criterion").order_by("answer", "version"):
        print("kept", row.answer.criterion.series_id, row.version, row.old["comment"] or "-", row.new["comment"] or "-")
