"""Which tests a run collects, which of them share a process, and in what order they run."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from xdist.scheduler import LoadScopeScheduling


@dataclass(frozen=True)
class Part:
    """A part of the suite; a place is a prefix of the paths of its tests, from the root of the checkout."""

    title: str
    places: tuple[str, ...]

    def takes(self, path: str) -> bool:
        """Return whether the file belongs to this part, or the directory (with a trailing slash) may contain some."""
        return any(path.startswith(place) or place.startswith(path) for place in self.places)

    def is_named_by(self, named: str) -> bool:
        return named.startswith(self.places)


ON_REQUEST = {
    "sites": Part(
        "the access matrix, other sites that install the plugins, settings for production, the demonstration content",
        ("tests/access/", "tests/host/", "tests/home/test_load_", "tests/test_production.py"),
    ),
    "live": Part(
        "every act on every open page, what open pages show, and random walks through discussions and procedures",
        (
            "tests/networkapp/core/test_state_and_events.py",
            "tests/networkapp/handbooks/test_notes_live.py",
            "tests/networkapp/discussion/test_order_live.py",
            "tests/networkapp/decisions/test_proposals_live.py",
            "tests/networkapp/core/test_replay.py",
            "tests/networkapp/core/test_desk_socket.py",
            "tests/networkapp/core/test_presence.py",
            "tests/networkapp/discussion/test_hidden_text_leaks.py",
            "tests/networkapp/decisions/views/test_procedures_live.py",
            "tests/networkapp/decisions/views/test_decisions_live.py",
            "tests/networkapp/decisions/procedures/test_procedure_machine.py",
        ),
    ),
    "files": Part(
        "hostile and real documents, workbooks, packs, reports and books, and open data as its readers get them",
        (
            "tests/networkapp/meetings/packs/",
            "tests/networkapp/core/test_report_parts.py",
            "tests/networkapp/handbooks/translations/",
            "tests/networkapp/handbooks/test_anchors.py",
            "tests/networkapp/core/test_books.py",
            "tests/networkapp/core/test_book_text.py",
            "tests/networkapp/meetings/test_calendar_clients.py",
            "tests/networkapp/core/test_file_inspection.py",
            "tests/networkapp/core/test_real_files.py",
            "tests/networkapp/handbooks/word_import/reader/",
            "tests/evaluation/assessments/test_workbook_",
            "tests/evaluation/results/test_open_",
            "tests/evaluation/reports/test_report_",
            "tests/evaluation/reports/test_reports.py",
        ),
    ),
    "editing": Part(
        "what editors write and publish: handbooks, library, news, campaigns and dossiers",
        (
            "tests/home/test_previews.py",
            "tests/networkapp/campaigns/",
            "tests/networkapp/dossiers/",
            "tests/networkapp/handbooks/",
            "tests/networkapp/library/",
            "tests/networkapp/news/",
        ),
    ),
    "administration": Part(
        "what site administrators set up: settings, networks, seats, subjects, sources, single sign-on and a new site",
        (
            "tests/accounts/single_sign_on/",
            "tests/evaluation/sources/",
            "tests/home/test_administered.py",
            "tests/home/test_moved_pages.py",
            "tests/home/test_pages.py",
            "tests/home/test_prepare.py",
            "tests/networkapp/core/test_site_settings.py",
            "tests/networkapp/core/test_wagtail_",
            "tests/networkapp/core/views/test_administrators.py",
            "tests/networkapp/core/views/test_editors_home.py",
            "tests/networkapp/core/views/test_first_",
            "tests/networkapp/core/views/test_network_",
            "tests/networkapp/core/views/test_site_parts.py",
            "tests/networkapp/core/views/test_subject_editors.py",
        ),
    ),
    "queries": Part("the number of queries that reading takes", ("tests/query_counts/",)),
    "browser": Part("the browser stories", ("tests/journeys/",)),
}
"""What takes minutes. `bin/test` leaves it out; `bin/test --all` and `.ci/run` run it."""

DEFAULT = "default"
PARTS = (DEFAULT, *ON_REQUEST)

TOGETHER = (
    *("tests/journeys/", "tests/host/test_host.py", "tests/home/test_load_demo.py", "tests/access/"),
    "tests/accounts/single_sign_on/",
)
"""What shares a server, an installation or a filled database; what takes longest comes first."""

LONGEST = 40
"""How many tests of a file a process takes at once. Those of one file share what is made once for a module."""


def is_taken(path: str, *, parts: Sequence[str], named: Sequence[str]) -> bool:
    """Return whether a run of `parts` collects the file or directory, or the command line names its part."""
    owner = next((part for part in ON_REQUEST.values() if path.startswith(part.places)), None)
    if owner and any(owner.is_named_by(one) for one in named):
        return True
    others = [ON_REQUEST[name] for name in parts if name != DEFAULT]
    return (DEFAULT in parts and owner is None) or any(part.takes(path) for part in others)


def left_out(*, parts: Sequence[str], named: Sequence[str]) -> list[str]:
    """Return the titles of the parts that are below the paths of the command line and are not run."""
    return [
        part.title
        for name, part in ON_REQUEST.items()
        if name not in parts
        and not any(part.is_named_by(one) for one in named)
        and any(place.startswith(one) for place in part.places for one in named)
    ]


def group(nodeid: str) -> str:
    """Return the group of the test, whose tests run in one process: its place, or else its file."""
    return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid.partition("::")[0])


class ByGroup(LoadScopeScheduling):
    """Distributes groups in the order of collection, to the process with next to nothing left to do.

    A file comes in runs of at most LONGEST tests, so that no process is left alone with a long one, and tests that
    commit, which are collected last, are not grouped with the others of their file.
    """

    def schedule(self) -> None:
        if self.collection is None and self.collection_is_completed:
            self._runs = in_runs(next(iter(self.registered_collections.values())))
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self._runs[nodeid]


def in_runs(nodeids: Sequence[str]) -> dict[str, str]:
    """Return the name of the run of each test: tests of one group that follow each other in the collection."""
    runs: dict[str, str] = {}
    last, number, length = "", 0, 0
    for nodeid in nodeids:
        one = group(nodeid)
        if one != last or (length == LONGEST and one not in TOGETHER):
            last, number, length = one, number + 1, 0
        length += 1
        runs[nodeid] = f"{number} {one}"
    return runs


def sort(items: list[pytest.Item]) -> None:
    """Sort groups first, then tests without a database, which is created meanwhile; tests that commit come last."""
    places = {place: number for number, place in enumerate(TOGETHER)}
    items.sort(key=lambda item: (places.get(group(item.nodeid), len(places)), needs_database(item)))


def needs_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None
