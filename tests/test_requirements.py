"""Pinned versions are within the ranges of pyproject.toml, and every installed file has a hash."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
LOCKED = {"requirements.txt": "site", "requirements-dev.txt": "dev"}
PIN = re.compile(r"^([\w.-]+)==(\S+?)(?: ; (.*?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def members(group: list[Any]) -> list[Requirement]:
    """Return the requirements of a dependency group, with those of the groups that it includes."""
    return [
        requirement
        for each in group
        for requirement in (members(GROUPS[each["include-group"]]) if isinstance(each, dict) else [Requirement(each)])
    ]


def pinned(file: str) -> dict[str, set[Version]]:
    """Return the versions that a file pins, by package; several if they depend on Python or the system."""
    found: dict[str, set[Version]] = {}
    for name, version, _marker, _hashes in PIN.findall((ROOT / file).read_text()):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


@pytest.mark.parametrize(("file", "group"), LOCKED.items())
def test_pinned_versions_are_within_the_allowed_ranges(file: str, group: str) -> None:
    there = pinned(file)
    wanted = [
        *map(Requirement, PROJECT["project"]["dependencies"]),
        *members(GROUPS["pinned"]),
        *members(GROUPS[group]),
    ]
    refused = [str(one) for one in wanted if not _is_pinned_within(one, there)]
    assert refused == [], "run bin/lock"


def _is_pinned_within(requirement: Requirement, there: dict[str, set[Version]]) -> bool:
    versions = there.get(canonicalize_name(requirement.name), set())
    return bool(versions) and all(version in requirement.specifier for version in versions)


def test_site_and_tests_are_pinned_to_the_same_versions() -> None:
    of_site, of_tests = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert {name: of_tests.get(name) for name in of_site} == of_site


@pytest.mark.parametrize("file", LOCKED)
def test_every_pinned_file_has_a_hash_and_no_index_is_named(file: str) -> None:
    text = (ROOT / file).read_text()
    assert len(PIN.findall(text)) == len(re.findall("^[a-zA-Z]", text, re.MULTILINE)) > 80
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links", text) == []


def test_plugins_support_django_and_wagtail_long_term_releases() -> None:
    ranges = {one.name: one.specifier for one in map(Requirement, PROJECT["project"]["dependencies"])}
    django = ("5.1.9", "5.2", "6.0.10", "6.1.3", "6.2")
    assert [version in ranges["Django"] for version in django] == [False, True, True, True, False]
    assert [version in ranges["wagtail"] for version in ("7.3", "7.4", "8.0.1", "9.0")] == [False, True, True, False]
