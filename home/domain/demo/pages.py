"""The reference site's pages: front page, plain pages, handbooks, in three languages."""

from typing import Any

from wagtail.models import Locale, Page, Site

from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import LANGUAGES, ORIGINAL, by_key, content, items, same_id
from home.domain.demo.news import make_lists_of_news
from home.domain.demo.recording.handbooks import open_handbook, write_chapter
from home.models import HomePage, StandardPage
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.queries import editions_of
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage
from networkapp.models import Network, Subject, this_site

NETWORK_OF_THE_HANDBOOK = "joint"
NEUTRAL = "start"
"""The texts of a new site without demonstration content."""


def make_frame() -> None:
    """Create front page, list of handbooks and plain pages in every language that lacks them; no handbook."""
    for language in (ORIGINAL, *LANGUAGES):
        _make_front(language, NEUTRAL)
        _make_plain_pages(language, NEUTRAL)
        _make_index(language)
    make_lists_of_news()


def make_pages() -> None:
    """Create front page, plain pages and handbooks in every language with a text."""
    for language in (ORIGINAL, *LANGUAGES):
        _make_front(language)
        _make_plain_pages(language)
        make_handbook("handbook", NETWORK_OF_THE_HANDBOOK, language)
    _publish_edition()


def _make_front(language: str, texts: str = "pages") -> HomePage:
    front = HomePage.objects.filter(locale__language_code=language).first()
    if front is not None:
        return front
    text = content(texts)["home"]
    front = HomePage(
        title=text["title"][language],
        slug="home" if language == ORIGINAL else f"home-{language}",
        heading=text.get("heading", {}).get(language, ""),
        standfirst=text.get("standfirst", {}).get(language, ""),
    )
    root = Page.get_first_root_node()
    if language == ORIGINAL:
        _remove_welcome(root)
    _add(front, root, language, HomePage.objects.filter(locale__language_code=ORIGINAL).first())
    if language == ORIGINAL:
        _serve(front)
    return front


def _remove_welcome(root: Page) -> None:
    """Wagtail's own first page makes room, where nobody has put anything below it."""
    for page in root.get_children():
        if page.specific_class is Page and not page.get_children().exists():
            page.delete()


def _serve(front: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page, site.site_name = front, str(this_site().local_name)
    site.save()


def _make_plain_pages(language: str, texts: str = "pages") -> None:
    front = HomePage.objects.get(locale__language_code=language)
    for item in items(texts):
        if StandardPage.objects.child_of(front).filter(slug=item["slug"]).exists():
            continue
        page = StandardPage(
            title=item["title"][language],
            slug=item["slug"],
            standfirst=item["standfirst"][language],
            body=item["body"][language],
        )
        original = StandardPage.objects.filter(slug=item["slug"], locale__language_code=ORIGINAL).first()
        _add(page, front, language, original)


def make_handbook(name: str, network: str, language: str) -> None:
    """Create the handbook of the data file with this name in the network, in this language, with all its chapters."""
    index = _make_index(language)
    described = content(name)["handbook"]
    original = HandbookPage.objects.filter(slug=described["slug"], locale__language_code=ORIGINAL).first()
    handbook = open_handbook(
        network=Network.objects.get(slug=network),
        index=index,
        slug=described["slug"],
        title=described["title"][language],
        standfirst=described["standfirst"][language],
        law_months=described["law_months"],
        translation_of=original,
    )
    subjects = by_key(Subject.objects.all(), "slug")
    for chapter in content(name)["chapters"]:
        text = chapter if language == ORIGINAL else chapter["translations"][language]
        if text["sections"]:
            _write(handbook, chapter, text, [subjects[slug] for slug in chapter["subjects"]])


def _ask_more() -> None:
    """The original has the questions that came after its translations, which are behind it since."""
    for chapter in content("handbook")["chapters"]:
        page = ChapterPage.objects.filter(slug=chapter["slug"], locale__language_code=ORIGINAL).first()
        for later in chapter.get("later", []) if page else []:
            title = next(one["title"] for one in chapter["sections"] if one["key"] == later["section"])
            blocks = list(page.sections.raw_data)
            question = next((one["value"]["body"] for one in blocks if one["value"]["title"] == title), None)
            number = str(same_id("question", later["question"]))
            if question is None or any(block.get("id") == number for block in question):
                continue
            question.append({"type": "question", "value": later["question"], "id": number})
            page.sections = blocks
            page.save_revision().publish()


def _publish_edition() -> None:
    if needs_edition("handbook"):
        _ask_more()
        publish_first_edition("handbook")


def needs_edition(name: str) -> bool:
    """Whether the handbook of this data file has no edition yet."""
    return not editions_of(handbook=_original(name).translation_key, user=accounts()[address("editor")]).exists()


def publish_first_edition(name: str) -> None:
    """Publish an edition of the handbook of this data file as it is now."""
    publish_edition(handbook=_original(name), user=accounts()[address("editor")], changes={})


def _original(name: str) -> HandbookPage:
    slug = content(name)["handbook"]["slug"]
    found: HandbookPage = HandbookPage.objects.get(slug=slug, locale__language_code=ORIGINAL)
    return found


def _make_index(language: str) -> HandbookIndexPage:
    front = HomePage.objects.get(locale__language_code=language)
    known = HandbookIndexPage.objects.child_of(front).first()
    if known is not None:
        return known
    described = content("pages")["handbooks"]
    index = HandbookIndexPage(
        title=described["title"][language],
        slug=described["slug"],
        introduction=described["introduction"][language],
    )
    _add(index, front, language, HandbookIndexPage.objects.filter(locale__language_code=ORIGINAL).first())
    return index


def _write(
    handbook: HandbookPage, chapter: dict[str, Any], text: dict[str, Any], subjects: list[Subject]
) -> ChapterPage:
    original = ChapterPage.objects.filter(slug=chapter["slug"], locale__language_code=ORIGINAL).first()
    return write_chapter(
        handbook=handbook,
        number=chapter["number"],
        slug=chapter["slug"],
        title=text["title"],
        short_title=text["short_title"],
        standfirst=text["standfirst"],
        subjects=subjects,
        sections=text["sections"],
        translation_of=original,
    )


def _add(page: Page, parent: Page, language: str, original: Page | None) -> None:
    page.locale, _created = Locale.objects.get_or_create(language_code=language)
    page.live = False
    if original is not None:
        page.translation_key = original.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
