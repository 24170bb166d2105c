"""Pages of subjects, as far as the reader may see their content."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.models import Subject, SubjectTranslation
from networkapp.registry.overviews import OverviewPart
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.news import make_article
from tests.factories.overviews import fill_subject, publish_on
from tests.worlds import world

pytestmark = pytest.mark.django_db
ADDRESS = "/subjects/help/"


@world
def subject() -> Subject:
    found: Subject = SubjectFactory(slug="help", title="Help")
    return found


def parts(client: Client, address: str = ADDRESS) -> dict[str, OverviewPart]:
    return {part.key: part for part in client.get(address).context["page"].parts}


def titles(found: dict[str, OverviewPart]) -> dict[str, list[str]]:
    return {key: [entry.name for entry in part.entries] for key, part in found.items()}


def test_subject_page_shows_texts_in_languages_that_the_interface_lacks(client: Client, subject: Subject) -> None:
    SubjectTranslation.objects.create(source=subject, language="sl", title="Pomoč", text="Kdo pomaga", source_hash="")
    SubjectTranslation.objects.create(source=subject, language="de", title="Hilfe", text="Wer hilft", source_hash="")
    html = client.get(ADDRESS, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert 'Also known as: <bdi lang="sl">Pomoč</bdi> (<bdi lang="sl">Slovenščina</bdi>)' in html
    assert '<p lang="sl" dir="auto">Kdo pomaga</p>' in html
    assert ("Hilfe" in html, "Wer hilft" in html) == (False, False)
    SubjectTranslation.objects.filter(language="sl").delete()
    html = client.get(ADDRESS, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert ("Also known as" in html, "In other languages" in html) == (False, False)


def test_subject_page_shows_visitors_all_public_items_of_the_subject(client: Client, subject: Subject) -> None:
    publish_on(subject, 1)
    fill_subject(NetworkFactory(slug="open", visibility="public"), subject)
    fill_subject(NetworkFactory(slug="shut"), subject)
    found = parts(client)
    year = found["decisions"].entries[0].label.partition("/")[0]
    assert titles(found) == {
        "handbooks": ["1 Chapter open"],
        "library": ["Book 1"],
        "decisions": [f"{year}/1 Decision open"],
        "inquiries": ["Q-1 Inquiry open"],
        "meetings": ["Meeting 1: Theme open"],
        "campaigns": ["Campaign open"],
        "organisations": ["Body 1"],
    }
    assert {key: part.all_of_them for key, part in found.items()} == dict.fromkeys(found, 1)
    assert found["inquiries"].entries[0].detail == "In 1 parliament, 1 government answered"
    assert "shut" not in client.get(ADDRESS).content.decode()


def test_subject_page_shows_items_of_a_closed_network_only_to_its_members(client: Client, subject: Subject) -> None:
    shut = NetworkFactory(slug="shut")
    fill_subject(shut, subject)
    client.force_login(SeatFactory(network=shut, capacity="observer").user)
    assert list(parts(client)) == ["handbooks", "decisions", "inquiries", "meetings", "campaigns"]
    client.force_login(SeatFactory().user)
    assert parts(client) == {}


def test_subject_page_does_not_count_an_embargoed_answer(client: Client, subject: Subject) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    inquiry = make_inquiry(network, subjects=[subject])
    file_answer(make_case(inquiry, "XA"), embargo_until=timezone.now() + timedelta(days=2))
    assert parts(client)["inquiries"].entries[0].detail == "In 1 parliament"


def test_subject_page_shows_five_items_of_a_part_and_links_to_all(client: Client, subject: Subject) -> None:
    for number in range(7):
        publish_on(subject, number)
    library = parts(client)["library"]
    assert (len(library.entries), library.all_of_them, library.url) == (5, 7, "/library/?subject=help")
    assert '<a href="/library/?subject=help">Show all 7<' in client.get(ADDRESS).content.decode()
    assert len(client.get(library.url).context["publications"]) == 7


def test_lists_linked_from_a_subject_page_have_as_many_items_as_stated(client: Client, subject: Subject) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    fill_subject(network, subject)
    make_meeting(network, number=2, slug="another")
    found = parts(client)
    assert len(client.get(found["meetings"].url).context["page_obj"]) == 1
    assert len(client.get(found["campaigns"].url).context["campaigns"]) == 1
    for key in ("decisions", "inquiries"):
        assert client.get(found[key].url).context["page_obj"].paginator.count == 1


def test_translated_chapter_is_on_the_subject_page_once_in_the_readers_language(
    client: Client, subject: Subject
) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    original = make_chapter(make_handbook(network, title="Book"), title="Help", subjects=[subject])
    book = make_handbook(network, language="ru", title="Книга", translation_of=original.handbook)
    make_chapter(book, title="Помощь", subjects=[subject], translation_of=original)
    for language, title, book_title in (("ru", "1 Помощь", "Книга"), ("fi", "1 Help", "Book")):
        client.cookies["django_language"] = language
        (entry,) = parts(client)["handbooks"].entries
        assert (entry.name, entry.detail) == (title, book_title)


def test_chapter_that_requires_sign_in_is_not_named_to_visitors(client: Client, subject: Subject) -> None:
    chapter = make_chapter(make_handbook(NetworkFactory(slug="open", visibility="public")), subjects=[subject])
    chapter.view_restrictions.create(restriction_type="login")
    assert parts(client) == {}


def test_article_is_on_the_subject_page_in_the_readers_language_or_in_english(client: Client, subject: Subject) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    original = make_article(network, title="Help", subjects=[subject])
    make_article(network, language="ru", title="Помощь", subjects=[subject], translation_of=original)
    make_article(NetworkFactory(slug="shut"), title="Hidden", subjects=[subject])
    for language, title in (("en", "Help"), ("ru", "Помощь"), ("fi", "Help")):
        client.cookies["django_language"] = language
        (entry,) = parts(client)["news"].entries
        assert (entry.title, client.get(entry.url).status_code) == (title, 200)


def test_subjects_are_in_their_order_and_link_to_their_neighbours(client: Client, subject: Subject) -> None:
    (
        SubjectFactory(slug="before", position=0, title="Previous conclusion"),
        SubjectFactory(slug="after", position=2, title="After"),
    )
    Subject.objects.filter(pk=subject.pk).update(position=1)
    assert [one.slug for one in client.get("/subjects/").context["subjects"]] == ["before", "help", "after"]
    page = client.get(ADDRESS).context["page"]
    assert (page.before.slug, page.after.slug) == ("before", "after")
    assert client.get("/subjects/before/").context["page"].before is None
    assert client.get("/subjects/nothing/").status_code == 404
