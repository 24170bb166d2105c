"""Handbooks for browser tests: the one of the demonstration, and new ones that a test may change."""

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


def open_handbook(site: Site, slug: str, *, network: str = "joint") -> str:
    """Publish a handbook with one chapter about a bird, if it does not exist yet; return the address of the chapter."""
    site.manage("shell", "-v0", "-c", BIRDS.format(network=network, slug=slug, title=slug.capitalize()))
    return f"/handbooks/{slug}/birds/"


def publish_edition(site: Site, slug: str, number: int) -> str:
    """Change the title of the chapter, publish an edition of the handbook, and return its label."""
    given = {"network": "joint", "slug": slug, "title": slug.capitalize(), "number": number}
    return site.manage("shell", "-v0", "-c", (BIRDS + EDITION).format(**given)).split()[-1]
