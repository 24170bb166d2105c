"""The briefing of a country: collected data, a text of its delegation, and two printed pages."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone
from pypdf import PdfReader

from networkapp.decisions.models import FollowUp
from networkapp.decisions.overviews import follow_up_brief_part
from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.overviews import inquiries_without_answer
from networkapp.models import BriefText, Delegation, Network
from networkapp.overviews.contacts import contacts_part
from networkapp.overviews.country_briefs import OPENING, brief_file, find_brief, write_brief
from networkapp.registry.overviews import Overview, OverviewKind
from tests.factories.decisions import adopt
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def network() -> Network:
    network: Network = NetworkFactory(slug="joint")
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    return network


def seat_in(network: Network, code: str = "XA", **kwargs: Any) -> Any:
    return SeatFactory(network=network, delegation=DelegationFactory(code=code), **kwargs)


def write(seat: Any, text: str, base: int = 0, section: str = OPENING, delegation: Any = None) -> BriefText | None:
    return write_brief(
        network=seat.network, delegation=delegation or seat.delegation, user=seat.user, section=section, text=text,
        base=base,
    )  # fmt: skip


def lines_of(reader: Any, country: str = "xa") -> dict[str, tuple[str, ...]]:
    overview = Overview(kind=OverviewKind.BRIEF, reader=reader, country=country.upper(), limit=None)
    parts = (
        part
        for source in (inquiries_without_answer, follow_up_brief_part, contacts_part)
        for part in source(overview=overview)
    )
    return {part.key: part.lines for part in parts}


def test_delegation_edits_its_briefing_and_earlier_texts_are_stored(network: Network) -> None:
    member, adviser = seat_in(network), seat_in(network, capacity="adviser")
    write(member, "Ask about hotlines.")
    write(adviser, "Ask about hotlines first.", base=1)
    brief = find_brief(network="joint", country="xa", user=seat_in(network, "XB").user)
    part = brief.part(OPENING)
    assert part is not None
    assert (part.text, part.stored and part.stored.seat, brief.finishes) == (
        "Ask about hotlines first.",
        adviser,
        False,
    )
    assert [text.text for text in BriefText.objects.order_by("number")] == [
        "Ask about hotlines.", "Ask about hotlines first.",
    ]  # fmt: skip


def test_unchanged_or_outdated_text_of_a_briefing_is_not_saved(network: Network) -> None:
    member = seat_in(network)
    write(member, "One.")
    write(member, " One. ")
    with pytest.raises(Refused) as refusal:
        write(member, "Two.", base=0)
    assert refusal.value.code == "changed"
    with pytest.raises(Refused) as refusal:
        write(member, "x" * 1_501, base=1)
    assert refusal.value.code == "too_long"
    assert BriefText.objects.get().text == "One."


@pytest.mark.parametrize("fields", [{"code": "XB"}, {"capacity": "observer"}, {"capacity": "government"}])
def test_other_delegations_and_roles_cannot_edit_the_briefing(network: Network, fields: dict[str, str]) -> None:
    other = seat_in(network, **fields)
    with pytest.raises(NotAllowed):
        write(other, "Mine.", delegation=DelegationFactory(code="XA"))
    assert not BriefText.objects.exists()


def test_briefing_is_available_only_to_readers_of_the_network_and_for_its_countries(network: Network) -> None:
    reader = seat_in(network).user
    for slug, country, user in (
        ("joint", "xa", SeatFactory(network=NetworkFactory()).user),
        ("joint", "xa", seat_in(network, capacity="government").user),
        ("joint", "xc", reader),
        ("elsewhere", "xa", reader),
    ):
        with pytest.raises(Http404):
            find_brief(network=slug, country=country, user=user)


def test_briefing_lists_open_inquiries_follow_up_and_contacts(network: Network) -> None:
    chair = seat_in(network, offices=["chair"])
    case = make_case(make_inquiry(network), "XA")
    decision = adopt(network, seat=chair)
    FollowUp.objects.create(decision=decision, delegation=case.delegation, task="Report figures")
    FollowUp.objects.create(decision=decision, delegation=case.delegation, task="Done already", state="done")
    found = lines_of(chair.user)
    assert [line.partition(":")[0] for line in found["inquiries"]] == [str(case.inquiry)]
    assert found["follow-up"] == (f"Decision {decision.label}: Report figures (no report yet)",)
    assert any(line.startswith(f"{chair.user}: member, chair") for line in found["contacts"])
    assert lines_of(chair.user, "xb")["inquiries"] == ()


def test_embargoed_answer_does_not_change_the_briefing_for_other_delegations(network: Network) -> None:
    case = make_case(make_inquiry(network), "XA")
    own, other = seat_in(network).user, seat_in(network, "XB").user
    before = lines_of(other)["inquiries"]
    for number in (1, 2):
        file_answer(case, number, embargo_until=timezone.now() + timedelta(days=2))
    assert len(before) == 1
    assert lines_of(other)["inquiries"] == before
    assert lines_of(own)["inquiries"] == ()


def test_briefing_lists_unanswered_questions_of_a_partly_answered_inquiry(network: Network) -> None:
    case = make_case(make_inquiry(network))
    reader = seat_in(network, "XB").user
    file_answer(case, number=1)
    assert lines_of(reader)["inquiries"] == ("Q-1 Convictions: question 2 not answered",)
    file_answer(case, number=2, status="not_answered", quotation="")
    assert lines_of(reader)["inquiries"] == ("Q-1 Convictions: question 2 not answered",)
    file_answer(case, number=2, base_version=1, status="evasive", status_because="No number.")
    assert lines_of(reader)["inquiries"] == ()


def test_briefing_lists_an_embargoed_answer_as_unanswered_for_others(network: Network) -> None:
    case = make_case(make_inquiry(network))
    file_answer(case, number=1)
    file_answer(case, number=2, embargo_until=timezone.now() + timedelta(days=2))
    assert lines_of(seat_in(network, "XB").user)["inquiries"] == ("Q-1 Convictions: question 2 not answered",)
    assert lines_of(seat_in(network, "XA").user)["inquiries"] == ()


def test_briefing_contains_nothing_of_closed_networks_for_others(network: Network) -> None:
    closed = NetworkFactory(slug="closed")
    inside = seat_in(closed, offices=["chair"])
    make_case(make_inquiry(closed, title="Quetzal"), "XA")
    decision = adopt(closed, seat=inside)
    FollowUp.objects.create(decision=decision, delegation=inside.delegation, task="Quetzal")
    reader = seat_in(network, "XB").user
    assert lines_of(inside.user)["follow-up"] != ()
    assert (lines_of(reader)["inquiries"], lines_of(reader)["follow-up"]) == ((), ())
    assert str(inside.user) not in " ".join(lines_of(reader)["contacts"])


@pytest.mark.parametrize("many", [0, 60])
def test_briefing_always_fits_on_two_pages(network: Network, many: int) -> None:
    member = seat_in(network)
    for _each in range(min(many, 12)):
        make_case(make_inquiry(network, title="How many were convicted of trafficking in human beings?"), "XA")
    sections = [part.key for part in find_brief(network="joint", country="xa", user=member.user).parts]
    for section in sections if many else (OPENING,):
        write(member, "We ask for help that does not hang on testimony. " * (30 if many else 1), section=section)
    brief = find_brief(network="joint", country="xa", user=member.user)
    made = brief_file(brief=brief, user=member.user)
    pages = PdfReader(BytesIO(made)).pages
    assert len(pages) == (2 if many else 1)
    assert "does not hang on testimony" in " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert b"pdfuaid" in made
    assert Delegation.objects.filter(code="XA").exists()
