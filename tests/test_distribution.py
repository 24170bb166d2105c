"""The distribution of tests to processes and parts of the suite."""

import re
from pathlib import Path

import pytest

from tests import distribution

ROOT = Path(__file__).resolve().parents[1]


def test_there_are_at_most_thirty_browser_stories() -> None:
    found = [
        re.findall(r"^def (test_\w+)", path.read_text(), re.M) for path in (ROOT / "tests/journeys").glob("test_*.py")
    ]
    assert 0 < sum(map(len, found)) <= 30


@pytest.mark.parametrize("place", distribution.TOGETHER)
def test_directory_whose_tests_share_one_process_exists(place: str) -> None:
    assert (ROOT / place).exists()
    assert (
        distribution.group(f"{place}test_a.py::test_a[1]") == distribution.group(f"{place}test_b.py::test_b") == place
    )


def test_tests_of_any_other_file_share_one_process() -> None:
    assert distribution.group("tests/home/test_pages.py::test_a[tests/host/]") == "tests/home/test_pages.py"


def test_long_file_is_split_into_groups_with_committing_tests_in_their_own() -> None:
    long = [f"tests/test_long.py::test[{number}]" for number in range(distribution.LONGEST + 1)]
    access = [f"tests/access/test_matrix.py::test[{number}]" for number in range(distribution.LONGEST + 1)]
    commits = "tests/test_long.py::test_that_commits"
    runs = distribution.in_runs([*access, *long, "tests/test_other.py::test", commits])
    assert len({runs[one] for one in access}) == 1
    assert len({runs[one] for one in long}) == 2
    assert runs[commits] not in {runs[one] for one in long}


def test_scheduler_of_this_project_is_used(pytestconfig: pytest.Config) -> None:
    made = pytestconfig.hook.pytest_xdist_make_scheduler.get_hookimpls()[-1].function
    assert made.__module__ == "tests.conftest"


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("tests/networkapp/inquiries/views/test_inquiries.py", {"default"}),
        ("tests/networkapp/discussion/test_posting.py", {"default"}),
        ("tests/evaluation/assessments/test_socket.py", {"default"}),
        ("tests/networkapp/discussion/inbound/test_inbound.py", {"default"}),
        ("tests/networkapp/core/templatetags/", {"default"}),
        ("tests/home/test_skin.py", {"default"}),
        ("tests/home/test_pages.py", {"administration"}),
        ("tests/home/test_load_demo.py", {"sites"}),
        ("tests/access/test_matrix.py", {"sites"}),
        ("tests/host/test_host.py", {"sites"}),
        ("tests/journeys/test_desk.py", {"browser"}),
        ("tests/networkapp/core/test_state_and_events.py", {"live"}),
        ("tests/evaluation/results/test_open_data.py", {"files"}),
        ("tests/query_counts/test_query_counts.py", {"queries"}),
        ("tests/networkapp/news/test_articles.py", {"editing"}),
        ("tests/home/", {"default", "sites", "editing", "administration"}),
        (
            "tests/",
            {"default", "sites", "live", "files", "editing", "administration", "queries", "browser"},
        ),
        ("tests/journeys/", {"browser"}),
    ],
)
def test_file_runs_in_its_parts_of_the_suite(path: str, parts: set[str]) -> None:
    taken = {part for part in distribution.PARTS if distribution.is_taken(path, parts=[part], named=["tests/"])}
    assert taken == parts


@pytest.mark.parametrize("named", ["tests/access/", "tests/access/test_matrix.py"])
def test_part_on_request_runs_if_the_command_line_names_it(named: str) -> None:
    assert distribution.is_taken("tests/access/test_matrix.py", parts=["default"], named=[named])
    assert not distribution.is_taken("tests/journeys/test_desk.py", parts=["default"], named=[named])


@pytest.mark.parametrize(
    ("parts", "named", "left_out"),
    [
        (["default"], "tests/", ["sites", "live", "files", "editing", "administration", "queries", "browser"]),
        (["default", "sites"], "tests/", ["live", "files", "editing", "administration", "queries", "browser"]),
        (["default"], "tests/home/", ["sites", "editing", "administration"]),
        (["default"], "tests/networkapp/core/templatetags/", []),
        (["default"], "tests/access/test_matrix.py", []),
    ],
)
def test_run_lists_the_parts_that_it_leaves_out(parts: list[str], named: str, left_out: list[str]) -> None:
    assert distribution.left_out(parts=parts, named=[named]) == [
        distribution.ON_REQUEST[name].title for name in left_out
    ]


@pytest.mark.parametrize("part", list(distribution.ON_REQUEST.values()))
def test_every_path_of_a_part_exists(part: distribution.Part) -> None:
    assert [place for place in part.places if not any(ROOT.glob(f"{place.rstrip('/')}*"))] == []
