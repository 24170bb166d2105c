"""The sources of a section, shown beside it in each language and edition with that content, for people who can see
them.
"""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.dossiers.actions.change_requests import ask_for_section_change
from networkapp.dossiers.queries.section_causes import section_causes, section_causes_in_edition
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import chapters_of, sections_of
from networkapp.handbooks.models import ChapterPage, Edition, Section
from networkapp.handbooks.notes.outcomes import resolve_change_request
from networkapp.inquiries.models import Reply
from networkapp.models import Network
from tests.factories.country_boxes import Joint
from tests.factories.decisions import adopt
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def joint() -> Joint:
    return Joint()


@pytest.fixture
def public_joint() -> Joint:
    """Return a handbook that visitors can read, with an answer and its editors."""
    return Joint(Network.Visibility.PUBLIC)


def links_to(client: Client, chapter: Any, reply: Reply) -> bool:
    return f'href="{reply.get_absolute_url()}"' in client.get(chapter.url).content.decode()


def german_chapter(joint: Joint, raw: list[Any]) -> ChapterPage:
    """Return the chapter in German with these sections."""
    original = ChapterPage.objects.get(pk=joint.section.page_id)
    handbook = make_handbook(joint.network, language="de", translation_of=original.handbook)
    chapter = make_chapter(handbook, 1, translation_of=original)
    chapter.sections = raw
    chapter.save_revision().publish()
    return ChapterPage.objects.get(pk=chapter.pk)


def without_country_notes(chapter: Any) -> list[Any]:
    """Return the text without country notes."""
    blocks = list(chapter.sections.raw_data)
    kept = [[part for part in block["value"]["body"] if part["type"] != "country_box"] for block in blocks]
    return [{**block, "value": {**block["value"], "body": body}} for block, body in zip(blocks, kept, strict=True)]


def section_of(joint: Joint, chapter: ChapterPage) -> Section:
    found: Section = Section.objects.get(page=chapter, block_id=joint.section.block_id)
    return found


def causes_beside(chapter: ChapterPage, reader: Any) -> list[tuple[list[Any], int | None]]:
    found = section_causes(sections=chapter.written_sections(), user=reader)
    return [([link.it for link in each.links], each.dossier) for each in found.values()]


def edition_sections(joint: Joint, language: str = "en") -> list[Any]:
    edition = publish_edition(handbook=handbook_of(joint), user=joint.editor, changes={})
    (chapter,) = chapters_of(text=edition.texts.get(language=language))
    return sections_of(chapter=chapter)


def handbook_of(joint: Joint) -> Any:
    return ChapterPage.objects.get(pk=joint.section.page_id).handbook


def causes_in_edition(sections: list[Any], reader: Any = NOBODY) -> list[tuple[list[Any], int | None]]:
    found = section_causes_in_edition(sections=sections, user=reader)
    return [([link.it for link in each.links], each.dossier) for each in found.values()]


def test_section_links_to_its_source_answer_for_readers_of_the_answer_only() -> None:
    joint, asking = Joint(Network.Visibility.PUBLIC), NetworkFactory(slug="asking", visibility="public")
    SeatFactory(network=asking, user=joint.editor)
    reply = file_answer(make_case(make_inquiry(asking), "XA"))
    joint.bring(reply)
    hers, visitor = Client(), Client()
    hers.force_login(joint.editor)
    assert not links_to(hers, ChapterPage.objects.get(pk=joint.section.page_id), reply)
    chapter = joint.publish()
    assert [links_to(each, chapter, reply) for each in (hers, visitor)] == [True, True]
    assert f'href="/dossier/section-{joint.section.pk}/"' in visitor.get(chapter.url).content.decode()
    asking.visibility = Network.Visibility.MEMBERS
    asking.save()
    assert [links_to(each, chapter, reply) for each in (hers, visitor)] == [True, False]
    assert f'href="/dossier/section-{joint.section.pk}/"' not in visitor.get(chapter.url).content.decode()


def test_answer_is_linked_in_each_language_whose_country_note_contains_it(public_joint: Joint) -> None:
    reply = file_answer(public_joint.case)
    public_joint.bring(reply)
    original = public_joint.publish()
    translated = german_chapter(public_joint, without_country_notes(original))
    assert (causes_beside(original, NOBODY), causes_beside(translated, NOBODY)) == (
        [([reply], public_joint.section.pk)],
        [],
    )
    translated.sections = list(original.sections.raw_data)
    translated.save_revision().publish()
    translated = ChapterPage.objects.get(pk=translated.pk)
    assert causes_beside(translated, NOBODY) == [([reply], public_joint.section.pk)]
    page = Client().get(translated.url).content.decode()
    assert (f'href="{reply.get_absolute_url()}"' in page, f"/dossier/section-{public_joint.section.pk}/" in page) == (
        True, True,
    )  # fmt: skip


def test_answer_in_two_languages_is_linked_once_with_the_dossier_of_each_language(public_joint: Joint) -> None:
    reply = file_answer(public_joint.case)
    public_joint.bring(reply)
    original = public_joint.publish()
    translated = german_chapter(public_joint, list(original.sections.raw_data))
    public_joint.bring(reply, section=section_of(public_joint, translated))
    assert causes_beside(original, NOBODY) == [([reply], public_joint.section.pk)]
    assert causes_beside(translated, NOBODY) == [([reply], section_of(public_joint, translated).pk)]


def test_section_omits_causes_linked_only_through_an_unreadable_language_version(public_joint: Joint) -> None:
    reply = file_answer(public_joint.case)
    public_joint.bring(reply)
    original = public_joint.publish()
    translated = german_chapter(public_joint, list(original.sections.raw_data))
    PageViewRestriction.objects.create(page=original, restriction_type=PageViewRestriction.LOGIN)
    assert (causes_beside(translated, NOBODY), causes_beside(translated, public_joint.member)) == (
        [],
        [([reply], public_joint.section.pk)],
    )


def decide_and_change(joint: Joint, section: Section) -> Any:
    """Return a decision after which the editors changed this section."""
    decision = adopt(joint.network, seat=SeatFactory(network=joint.network, offices=["chair"]))
    note = ask_for_section_change(
        decision=decision, section=section, user=joint.member, body="So.", proposal="Need not.", client_key=uuid4()
    )
    resolve_change_request(note=note, user=joint.editor, done=True, answer="")
    return decision


def test_decision_is_linked_beside_translations_that_match_the_original(public_joint: Joint) -> None:
    original = public_joint.publish()
    translated = german_chapter(public_joint, list(original.sections.raw_data))
    of_a_mistake = decide_and_change(public_joint, section_of(public_joint, translated))
    assert causes_beside(original, NOBODY) == []
    decision = decide_and_change(public_joint, public_joint.section)
    assert causes_beside(original, NOBODY) == [([decision], public_joint.section.pk)]
    both = ([of_a_mistake, decision], section_of(public_joint, translated).pk)
    assert causes_beside(translated, NOBODY) == [([of_a_mistake], both[1])]
    blocks = list(original.sections.raw_data)
    blocks[0]["value"]["title"] = "Nummern"
    translated.sections = blocks
    translated.save_revision().publish()
    assert causes_beside(ChapterPage.objects.get(pk=translated.pk), NOBODY) == [both]


def test_edition_links_to_the_answer_it_contains_although_the_current_text_changed(public_joint: Joint) -> None:
    reply = file_answer(public_joint.case)
    before = edition_sections(public_joint)
    public_joint.bring(reply)
    chapter = public_joint.publish()
    after = edition_sections(public_joint)
    assert (causes_in_edition(before), causes_in_edition(after)) == ([], [([reply], public_joint.section.pk)])
    assert Edition.objects.count() == 2
    chapter.sections = without_country_notes(chapter)
    chapter.save_revision().publish()
    assert causes_in_edition(after) == [([reply], public_joint.section.pk)]
    chapter.sections = list(chapter.sections.raw_data)[1:]
    chapter.save_revision().publish()
    assert causes_in_edition(after) == [([reply], None)]


def test_edition_omits_links_to_later_decisions_and_to_unreadable_sources(public_joint: Joint, client: Client) -> None:
    asking = NetworkFactory(slug="asking", visibility="public")
    SeatFactory(network=asking, user=public_joint.editor)
    reply = file_answer(make_case(make_inquiry(asking), "XA"))
    public_joint.bring(reply)
    public_joint.publish()
    decision = decide_and_change(public_joint, public_joint.section)
    sections = edition_sections(public_joint)
    decide_and_change(public_joint, public_joint.section)
    assert causes_in_edition(sections) == [([reply, decision], public_joint.section.pk)]
    address = f"/handbooks/editions/{sections[0].chapter.text.edition_id}/en/1/"
    way = f'href="{reply.get_absolute_url()}"'
    assert way in client.get(address).content.decode()
    asking.visibility = Network.Visibility.MEMBERS
    asking.save()
    assert causes_in_edition(sections) == [([decision], public_joint.section.pk)]
    assert way not in client.get(address).content.decode()


def test_translated_edition_links_to_the_answer_that_its_own_text_names(public_joint: Joint) -> None:
    reply = file_answer(public_joint.case)
    public_joint.bring(reply)
    german_chapter(public_joint, list(public_joint.publish().sections.raw_data))
    sections = edition_sections(public_joint, "de")
    assert causes_in_edition(sections) == [([reply], public_joint.section.pk)]
    sections[0].html = sections[0].html.replace(str(reply.case.inquiry), "Anfrage").replace(reply.case.reference, "")
    assert causes_in_edition(sections) == []
