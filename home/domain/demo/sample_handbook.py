"""A handbook of the sample countries, one section of which came from an answer of a sample government."""

from uuid import uuid5

from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import LANGUAGES, ORIGINAL, content, same_id
from home.domain.demo.pages import make_handbook, needs_edition, publish_first_edition
from home.domain.demo.recording.handbooks import SECTION_IDS
from networkapp.dossiers.actions.country_boxes import add_to_handbook
from networkapp.handbooks.models import ChapterPage, Section
from networkapp.inquiries.models import Reply

NAME = "sample_handbook"


def make_sample_handbook() -> None:
    """Create the handbook in its languages, with an edition, and the answer in the country note of its section."""
    make_handbook(NAME, "sample", ORIGINAL)
    if not needs_edition(NAME):
        return
    _quote(ORIGINAL)
    for language in LANGUAGES:
        make_handbook(NAME, "sample", language)
        _quote(language)
    publish_first_edition(NAME)


def _quote(language: str) -> None:
    """Add the answer to the section in this language, if it belongs there, as its editor, and publish it."""
    answer, editor = content(NAME)["answer"], accounts()[address("editor")]
    if language not in answer["languages"]:
        return
    reply = Reply.objects.get(
        case__inquiry__client_key=same_id("inquiry", answer["inquiry"]),
        case__delegation__code=answer["delegation"],
        case__follows=None,
        question__number=answer["question"],
    )
    block = str(uuid5(SECTION_IDS, answer["section"]))
    section = Section.objects.get(block_id=block, page__locale__language_code=language)
    add_to_handbook(reply=reply, section=section, user=editor, client_key=same_id("quoted", language))
    ChapterPage.objects.get(pk=section.page_id).get_latest_revision().publish(user=editor)
