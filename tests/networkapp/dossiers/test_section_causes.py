"""What a section came from, beside it: in each language and edition with that content, for people who can see it."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.dossiers.actions.change_requests import ask_for_section_change, resolve_change_request
from networkapp.dossiers.queries.section_causes import section_causes, section_causes_in_edition
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import chapters_of, sections_of
from networkapp.handbooks.models import ChapterPage, Edition, Section
from networkapp.inquiries.models import Reply
from networkapp.models import Network
from tests.factories.country_boxes import Joint
from tests.factories.decisions import adopt
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.inquiries import file_answer, make_cast, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def joint() -> Joint:
    return Joint()


@pytest.fixture
def shown() -> Joint:
    """A handbook that everybody reads."""
    return Joint(Network.Visibility.PUBLIC)


def told_in(client: Client, chapter: Any, reply: Reply) -> bool:
    return f'href="{reply.get_absolute_url()}"' in client.get(chapter.url).content.decode()


def german(joint: Joint, raw: list[Any]) -> ChapterPage:
    """The chapter in German, with this text."""
    original = ChapterPage.objects.get(pk=joint.section.page_id)
    handbook = make_handbook(joint.network, language="de", translation_of=original.handbook)
    chapter = make_chapter(handbook, 1, translation_of=original)
    chapter.sections = raw
    chapter.save_revision().publish()
    return ChapterPage.objects.get(pk=chapter.pk)


def without_boxes(chapter: Any) -> list[Any]:
    """Return the text without country notes."""
    blocks = list(chapter.sections.raw_data)
    kept = [[part for part in block["value"]["body"] if part["type"] != "country_box"] for block in blocks]
    return [{**block, "value": {**block["value"], "body": body}} for block, body in zip(blocks, kept, strict=True)]


def its_section(joint: Joint, chapter: ChapterPage) -> Section:
    found: Section = Section.objects.get(page=chapter, block_id=joint.section.block_id)
    return found


def beside(chapter: ChapterPage, reader: Any) -> list[tuple[list[Any], int | None]]:
    found = section_causes(sections=chapter.written_sections(), user=reader)
    return [([link.it for link in each.links], each.dossier) for each in found.values()]


def frozen(joint: Joint, language: str = "en") -> list[Any]:
    edition = publish_edition(handbook=its_handbook(joint), user=joint.editor, changes={})
    (chapter,) = chapters_of(edition.texts.get(language=language))
    return sections_of(chapter)


def its_handbook(joint: Joint) -> Any:
    return ChapterPage.objects.get(pk=joint.section.page_id).handbook


def beside_frozen(sections: list[Any], reader: Any = NOBODY) -> list[tuple[list[Any], int | None]]:
    found = section_causes_in_edition(sections=sections, user=reader)
    return [([link.it for link in each.links], each.dossier) for each in found.values()]


def test_section_links_to_its_source_answer_for_readers_of_the_answer_only() -> None:
    joint, asking = Joint(Network.Visibility.PUBLIC), NetworkFactory(slug="asking", visibility="public")
    SeatFactory(network=asking, user=joint.editor)
    reply = file_answer(make_cast(make_inquiry(asking), "XA"))
    joint.bring(reply)
    hers, visitor = Client(), Client()
    hers.force_login(joint.editor)
    assert not told_in(hers, ChapterPage.objects.get(pk=joint.section.page_id), reply)
    chapter = joint.publish()
    assert [told_in(each, chapter, reply) for each in (hers, visitor)] == [True, True]
    assert f'href="/dossier/section-{joint.section.pk}/"' in visitor.get(chapter.url).content.decode()
    asking.visibility = Network.Visibility.MEMBERS
    asking.save()
    assert [told_in(each, chapter, reply) for each in (hers, visitor)] == [True, False]
    assert f'href="/dossier/section-{joint.section.pk}/"' not in visitor.get(chapter.url).content.decode()


def test_answer_is_linked_in_each_language_whose_country_note_contains_it(shown: Joint) -> None:
    reply = file_answer(shown.cast)
    shown.bring(reply)
    original = shown.publish()
    translated = german(shown, without_boxes(original))
    assert (beside(original, NOBODY), beside(translated, NOBODY)) == ([([reply], shown.section.pk)], [])
    translated.sections = list(original.sections.raw_data)
    translated.save_revision().publish()
    translated = ChapterPage.objects.get(pk=translated.pk)
    assert beside(translated, NOBODY) == [([reply], shown.section.pk)]
    page = Client().get(translated.url).content.decode()
    assert (f'href="{reply.get_absolute_url()}"' in page, f"/dossier/section-{shown.section.pk}/" in page) == (
        True, True,
    )  # fmt: skip


def test_answer_in_two_languages_is_linked_once_with_the_dossier_of_each_language(shown: Joint) -> None:
    reply = file_answer(shown.cast)
    shown.bring(reply)
    original = shown.publish()
    translated = german(shown, list(original.sections.raw_data))
    shown.bring(reply, section=its_section(shown, translated))
    assert beside(original, NOBODY) == [([reply], shown.section.pk)]
    assert beside(translated, NOBODY) == [([reply], its_section(shown, translated).pk)]


def test_section_shows_no_links_through_a_language_version_the_reader_cannot_read(shown: Joint) -> None:
    reply = file_answer(shown.cast)
    shown.bring(reply)
    original = shown.publish()
    translated = german(shown, list(original.sections.raw_data))
    PageViewRestriction.objects.create(page=original, restriction_type=PageViewRestriction.LOGIN)
    assert (beside(translated, NOBODY), beside(translated, shown.member)) == ([], [([reply], shown.section.pk)])


def decided(joint: Joint, section: Section) -> Any:
    """A decision since which the editors have changed this section."""
    decision = adopt(joint.network, seat=SeatFactory(network=joint.network, offices=["chair"]))
    note = ask_for_section_change(
        decision=decision, section=section, user=joint.member, body="So.", proposal="Need not.", client_key=uuid4()
    )
    resolve_change_request(note=note, user=joint.editor, done=True, answer="")
    return decision


def test_decision_is_linked_beside_translations_that_match_the_original(shown: Joint) -> None:
    original = shown.publish()
    translated = german(shown, list(original.sections.raw_data))
    of_a_mistake = decided(shown, its_section(shown, translated))
    assert beside(original, NOBODY) == []
    decision = decided(shown, shown.section)
    assert beside(original, NOBODY) == [([decision], shown.section.pk)]
    both = ([of_a_mistake, decision], its_section(shown, translated).pk)
    assert beside(translated, NOBODY) == [([of_a_mistake], both[1])]
    blocks = list(original.sections.raw_data)
    blocks[0]["value"]["title"] = "Nummern"
    translated.sections = blocks
    translated.save_revision().publish()
    assert beside(ChapterPage.objects.get(pk=translated.pk), NOBODY) == [both]


def test_edition_links_to_the_answer_it_contains_although_the_current_text_changed(shown: Joint) -> None:
    reply = file_answer(shown.cast)
    before = frozen(shown)
    shown.bring(reply)
    chapter = shown.publish()
    after = frozen(shown)
    assert (beside_frozen(before), beside_frozen(after)) == ([], [([reply], shown.section.pk)])
    assert Edition.objects.count() == 2
    chapter.sections = without_boxes(chapter)
    chapter.save_revision().publish()
    assert beside_frozen(after) == [([reply], shown.section.pk)]
    chapter.sections = list(chapter.sections.raw_data)[1:]
    chapter.save_revision().publish()
    assert beside_frozen(after) == [([reply], None)]


def test_edition_omits_links_to_later_decisions_and_to_unreadable_sources(shown: Joint, client: Client) -> None:
    asking = NetworkFactory(slug="asking", visibility="public")
    SeatFactory(network=asking, user=shown.editor)
    reply = file_answer(make_cast(make_inquiry(asking), "XA"))
    shown.bring(reply)
    shown.publish()
    decision = decided(shown, shown.section)
    sections = frozen(shown)
    decided(shown, shown.section)
    assert beside_frozen(sections) == [([reply, decision], shown.section.pk)]
    address = f"/handbooks/editions/{sections[0].chapter.text.edition_id}/en/1/"
    way = f'href="{reply.get_absolute_url()}"'
    assert way in client.get(address).content.decode()
    asking.visibility = Network.Visibility.MEMBERS
    asking.save()
    assert beside_frozen(sections) == [([decision], shown.section.pk)]
    assert way not in client.get(address).content.decode()


def test_translated_edition_links_to_the_answer_that_its_own_text_names(shown: Joint) -> None:
    reply = file_answer(shown.cast)
    shown.bring(reply)
    german(shown, list(shown.publish().sections.raw_data))
    sections = frozen(shown, "de")
    assert beside_frozen(sections) == [([reply], shown.section.pk)]
    sections[0].html = sections[0].html.replace(str(reply.cast.inquiry), "Anfrage").replace(reply.cast.reference, "")
    assert beside_frozen(sections) == []
