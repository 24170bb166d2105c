"""Handbooks for browser tests: the one of the demonstration, and others that a test may change."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.conftest import Site

HANDBOOK = "/handbooks/working-handbook/"
CHAPTER = f"{HANDBOOK}05-victims/"
TRANSLATION = f"/ru{CHAPTER}"
BIRDS = """
from home.domain.demo.recording.handbooks import open_handbook, write_chapter
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage
from networkapp.models import Network, Seat
index = HandbookIndexPage.objects.get(locale__language_code="en")
network = Network.objects.get(slug="{network}")
book = open_handbook(network=network, index=index, slug="{slug}", title="{title}")
def section(key, title, text):
    return {{"key": "{slug}" + key, "title": title, "blocks": [{{"type": "text", "html": "<p>" + text + "</p>"}}]}}
sections = [section("a", "Shyness", "{title} are shy."), section("b", "Food", "{title} eat figs.")]
chapter = write_chapter(handbook=book, number=1, slug="birds", title="About {slug}", sections=sections)
"""
EDITION = """
chapter.title = "About {slug}, {number}"
chapter.save_revision().publish()
editor = Seat.objects.current().filter(network=network, offices__office="editor").first().user
print(publish_edition(handbook=book, user=editor, changes={{}}).label)
"""
NETWORKS = {"macaws": "joint", "quetzals": "dk", "hornbills": "joint"}
"""The handbooks about birds, with their networks: "dk" shows its own to members only."""


def write_handbooks(site: "Site") -> None:
    """Publish the handbooks about birds, each with one chapter, and an edition of the last."""
    site.manage("shell", "-v0", "-c", "".join(map(_handbook, NETWORKS)) + EDITION.format(slug="hornbills", number=1))


def publish_edition(site: "Site", slug: str, number: int) -> str:
    """Change the title of the chapter, publish an edition of the handbook, and return its label."""
    script = _handbook(slug) + EDITION.format(slug=slug, number=number)
    return site.manage("shell", "-v0", "-c", script).split()[-1]


def _handbook(slug: str) -> str:
    """Return the script that publishes the handbook if it does not exist yet."""
    return BIRDS.format(slug=slug, title=slug.capitalize(), network=NETWORKS[slug])
