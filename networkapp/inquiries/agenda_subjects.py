"""Results on agendas and documents in meeting packs about inquiries."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.inquiries.exports import answers_by_question
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.matrix import AnswerMatrix, answer_matrices, inquiries_for
from networkapp.meetings.packs.papers import MeetingDocument, html_reader
from networkapp.meetings.queries.agenda_results import ItemResults
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


def readable_inquiries(*, user: AnyUser) -> QuerySet[Inquiry]:
    """Return the inquiries that `user` can see, with what their address needs."""
    found: QuerySet[Inquiry] = Inquiry.objects.where(user, may=Action.SEE).select_related("network")
    return found


def inquiry_results(*, keys: set[int], network: Network) -> ItemResults:
    """Yield before how many parliaments each of these inquiries is, and how many have answered."""
    for pk, matrix in answer_matrices(
        inquiries=Inquiry.objects.filter(network=network, pk__in=keys), user=None
    ).items():
        yield pk, inquiry_sentence(matrix)


def inquiry_sentence(matrix: AnswerMatrix) -> str:
    """Return before how many parliaments the inquiry is, and how many of them have answered it in which way."""
    counts = [(label, number) for label, number in matrix.counts if label]
    many = sum(number for _label, number in counts)
    if not many:
        return _("Not yet sent to any parliament.")
    words = ngettext("Sent to %(n)s parliament (%(states)s).", "Sent to %(n)s parliaments (%(states)s).", many)
    return words % {"n": many, "states": ", ".join(f"{label}: {number}" for label, number in counts)}


def inquiry_documents(*, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield inquiries with the answers that `user` can read; passages withheld from others are marked."""
    found = {inquiry.pk: inquiry for inquiry in inquiries_for(user=user).filter(pk__in=keys)}
    for pk, matrix in answer_matrices(inquiries=found.values(), user=user).items():
        inquiry = found[pk]
        context = {"matrix": matrix, "inquiry": inquiry, "asked": answers_by_question(matrix)}
        html = render_to_string("networkapp/inquiries/document.html", context)
        yield (
            inquiry,
            MeetingDocument(
                title=str(inquiry),
                kind=_("Inquiry"),
                state=f"{inquiry.pk} {sha256(html.encode()).hexdigest()}",
                url=inquiry.get_absolute_url(),
                read=html_reader(html),
                states_result=False,
            ),
        )
