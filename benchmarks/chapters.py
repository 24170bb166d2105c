"""Large handbooks: chapters with a number of sections with text, tables, sources and questions, and editions of
them."""

from typing import Any

from django.contrib.auth import get_user_model

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.models import Network, Seat
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import SeatFactory, UserFactory

TEXT = "what a state owes to a person whom it has failed to protect and how members of parliament ask about it"


def fill(*, chapters: int, sections: int, editions: int) -> None:
    """Create a public handbook with this number of chapters, sections in each, and editions, all different."""
    network = Network.objects.filter(slug="readers").first()
    if network is None:
        network = Network.objects.create(slug="readers", name="Readers", visibility="public")
        UserFactory.reset_sequence(100_000)
        SeatFactory(network=network, offices=["editor"])
        SeatFactory(network=network, user=get_user_model().objects.get(pk=1))
        handbook = make_handbook(network)
        for number in range(1, chapters + 1):
            written = [_section(f"{number}.{place}") for place in range(sections)]
            make_chapter(handbook, number, sections=written)
    handbook = HandbookPage.objects.get(network=network)
    editor = Seat.objects.get(network=network, offices__office="editor").user
    last = ChapterPage.objects.descendant_of(handbook).order_by("-path")[0]
    for number in range(handbook_editions(handbook), editions):
        last.standfirst = f"Changed {number} times."
        last.save_revision().publish()
        publish_edition(handbook=handbook, user=editor, changes={})


def handbook_editions(handbook: HandbookPage) -> int:
    """How many editions there are."""
    return handbook.network.editions.count()


def _section(key: str) -> dict[str, Any]:
    paragraphs = "".join(f"<p>{_words(key, 60)}</p>" for _turn in range(3))
    return {
        "key": key,
        "title": f"Section {key}",
        "law_as_of": "2026-05-01",
        "blocks": [
            {"type": "text", "html": f"{paragraphs}<ul><li>{_words(key, 12)}</li><li>{_words(key, 12)}</li></ul>"},
            {"type": "table", "caption": "In number", "head": ["What", "How"], "rows": [["this", "so"], ["it", "so"]]},
            {"type": "question", "text": f"{_words(key, 20)}?"},
            {"type": "legal_source", "identifier": "CETS 197", "article": "12", "text": _words(key, 15),
             "law_as_of": "2026-05-01", "link": ""},
        ],
    }  # fmt: skip


def _words(key: str, number: int) -> str:
    words = TEXT.split()
    start = sum(map(ord, key))
    return " ".join(words[(start + place) % len(words)] for place in range(number))
