"""Inquiries, cases and answers to test with; each made by the domain, but for what happened long ago."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from networkapp.inquiries.actions.answers import AnswerData, file_reply
from networkapp.inquiries.actions.approval import approve_inquiry
from networkapp.inquiries.actions.cases import draft_case, table_case
from networkapp.inquiries.actions.inquiries import create_inquiry
from networkapp.inquiries.models import Inquiry, ParliamentCase, ParliamentInstrument, Reply
from networkapp.models import Network, Seat
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

TEXTS = ("How many were convicted?", "How many went home safely?")


def make_instrument(code: str = "XA", **more: Any) -> ParliamentInstrument:
    fields = {"key": "written", "name": "Written question", "addressee": "The minister", "number": 10,
            "unit": "calendar_days", "is_sample": True}  # fmt: skip
    made: ParliamentInstrument = ParliamentInstrument.objects.create(
        delegation=DelegationFactory(code=code), **{**fields, **more}
    )
    return made


def keeper_of(network: Network) -> Seat:
    seat: Seat = SeatFactory(network=network, capacity="secretariat", delegation=None)
    return seat


def make_inquiry(network: Network | None = None, *, approved: bool = True, **more: Any) -> Inquiry:
    """An inquiry of the network with two questions, written by its secretariat; XA and XB take part."""
    network = network or NetworkFactory()
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    keeper = keeper_of(network)
    fields = {"title": "Convictions", "why": "Nobody compares them.", "questions": TEXTS, "client_key": uuid4()}
    inquiry = create_inquiry(network=network, user=keeper.user, **{**fields, **more})
    if approved:
        approve_inquiry(inquiry=inquiry, user=keeper.user)
        # Approved long enough ago for whatever a test tables.
        Inquiry.objects.filter(pk=inquiry.pk).update(approved_at=datetime(2020, 1, 1, tzinfo=UTC))
        inquiry.refresh_from_db()
    return inquiry


def make_open_inquiry(network: Network) -> Inquiry:
    """Make the network public and return an inquiry in it."""
    Network.objects.filter(pk=network.pk).update(visibility="public")
    network.refresh_from_db()
    return make_inquiry(network)


def drafted(inquiry: Inquiry, by: Seat, code: str = "XA", **more: Any) -> ParliamentCase:
    """A draft of the inquiry for the parliament of this code, by the holder of the seat."""
    delegation = DelegationFactory(code=code)
    return draft_case(inquiry=inquiry, delegation=delegation, user=by.user, **{"client_key": uuid4(), **more})


def let_keepers_table(network: Network) -> None:
    """Let the managers of the network's inquiries record what was tabled without a release."""
    Network.objects.filter(pk=network.pk).update(tables_unreleased=True)


def make_case(
    inquiry: Inquiry | None = None,
    code: str = "XA",
    *,
    tabled_on: date | None = None,
    tabled: bool = True,
    released: bool = False,
    **more: Any,
) -> ParliamentCase:
    """The inquiry before the parliament of this code, released and tabled today unless another day is given."""
    inquiry = inquiry or make_inquiry()
    delegation = DelegationFactory(code=code)
    keeper = keeper_of(inquiry.network)
    known = ParliamentInstrument.objects.filter(delegation=delegation).first()
    instrument = more.pop("instrument", known or make_instrument(code))
    case = draft_case(
        inquiry=inquiry, delegation=delegation, user=keeper.user, client_key=uuid4(), instrument=instrument
    )
    if tabled or released:
        ParliamentCase.objects.filter(pk=case.pk).update(released_at=timezone.now())
    if not tabled:
        return case
    return table_case(case=case, user=keeper.user, tabled_on=tabled_on or timezone.localdate(), **more)


def file_answer(case: ParliamentCase, number: int = 1, *, base_version: int = 0, by: Any = None, **more: Any) -> Reply:
    """An answer to the question of this number, filed by the secretariat of the network."""
    file, answered_on = more.pop("file", None), more.pop("answered_on", case.tabled_on)
    filed = AnswerData(**{"status": "answered", "quotation": "Twelve were convicted.", **more})
    return file_reply(
        case=case,
        question=case.inquiry.questions.get(number=number),
        user=by or keeper_of(case.inquiry.network).user,
        base_version=base_version,
        answered_on=answered_on,
        filed=filed,
        file=file,
    )
