"""Inquiries, their answers, and links from them."""

from typing import Any

from networkapp.decisions.overviews import follow_up_brief_part
from networkapp.dossiers.actions.country_boxes import quotable_answers
from networkapp.dossiers.queries.section_causes import section_causes, section_causes_in_edition
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import chapters_of, sections_of
from networkapp.inquiries.live import inquiry_changed
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.overviews import inquiries_without_answer
from networkapp.inquiries.queries.matrix import answer_matrix, list_inquiries
from networkapp.overviews.contacts import contacts_part
from networkapp.registry.overviews import Overview, OverviewKind
from tests.factories.attachments import upload
from tests.factories.country_boxes import Joint
from tests.factories.inquiries import file_answer, make_case, make_inquiry, make_open_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, make_seat
from tests.query_counts.table import ROWS, Call, Case, Page


def inquiries() -> Case:
    network = NetworkFactory(slug="joint")
    member = make_seat(network, "XA").user
    for _row in ROWS:
        make_case(make_inquiry(network))
        yield [Page(9, "/inquiries/", member), Call(1, _named_inquiries, member)]


def _named_inquiries(reader: Any) -> list[tuple[str, int]]:
    return [(one.network.slug, one.parliaments) for one in list_inquiries(user=reader)]


def an_inquiry() -> Case:
    network = NetworkFactory(slug="joint")
    inquiry = make_open_inquiry(network)
    member = make_seat(network, "XA").user
    for code in ("XA", "XB", "XC"):
        network.delegations.add(DelegationFactory(code=code))
        case = make_case(inquiry, code)
        for number in (1, 2):
            file_answer(case, number, translation="Twelve", file=upload("answer.pdf"))
        address = inquiry.get_absolute_url()
        fresh = Inquiry.objects.select_related("network").get(pk=inquiry.pk)
        yield [
            Page(23, address, member),
            Page(11, f"{address}matrix/", member),
            Page(11, f"{address}matrix/?by=country", member),
            Call(8, _answers_of_matrix, fresh, member),
            Call(1, inquiry_changed, list(network.events.filter(kind__startswith="cast."))),
        ]


def _answers_of_matrix(inquiry: Inquiry, reader: Any) -> list[Any]:
    matrix = answer_matrix(inquiry=inquiry, user=reader)
    assert all(country.delegation.label and country.status for country in matrix.countries if country.chain)
    return [cell for cell in matrix.cells.values() if cell.answer is not None]


def inquiries_in_a_brief() -> Case:
    network = NetworkFactory(slug="joint")
    network.delegations.add(DelegationFactory(code="XA"), DelegationFactory(code="XB"))
    chair = SeatFactory(network=network, delegation=DelegationFactory(code="XA"), offices=["chair"])
    for _row in ROWS:
        make_case(make_inquiry(network), "XA")
        yield [Call(9, _lines_about_inquiries, chair.user)]


def _lines_about_inquiries(reader: Any) -> tuple[str, ...]:
    overview = Overview(kind=OverviewKind.BRIEF, reader=reader, country="XA", limit=None)
    parts = [
        part
        for source in (inquiries_without_answer, follow_up_brief_part, contacts_part)
        for part in source(overview=overview)
    ]
    return parts[0].lines


def answers_without_a_place_in_the_handbook() -> Case:
    joint, replies = Joint(), []
    for number in ROWS:
        case = joint.case if number < 3 else make_case(make_inquiry(joint.network), "XA")
        replies.append(file_answer(case, number if number < 3 else 1))
        yield [Call(3, quotable_answers, replies=list(replies))]


def sections_that_quote_answers() -> Case:
    joint = Joint("public")
    before = _published(joint)
    for number in ROWS:
        case = joint.case if number < 3 else make_case(make_inquiry(joint.network), "XA")
        joint.bring(file_answer(case, number if number < 3 else 1))
        chapter = joint.publish()
        yield [
            Call(2, _links, section_causes, chapter.written_sections(), joint.editor),
            Call(3, _links, section_causes_in_edition, _published(joint), joint.member),
            Call(0, _links, section_causes, [], joint.editor, grows=False),
            Call(0, _links, section_causes_in_edition, before, joint.member, grows=False),
        ]


def _published(joint: Joint) -> list[Any]:
    edition = publish_edition(handbook=joint.section.page.handbook, user=joint.editor, changes={})
    (chapter,) = chapters_of(text=edition.texts.get(language="en"))
    return list(sections_of(chapter=chapter))


def _links(find: Any, sections: list[Any], reader: Any) -> list[Any]:
    return [link.it for found in find(sections=sections, user=reader).values() for link in found.links]
