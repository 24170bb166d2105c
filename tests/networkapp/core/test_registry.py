"""Registered sources are used in their declared order, whichever app registers first."""

from collections.abc import Iterable
from typing import Any

import pytest

from networkapp import registry
from networkapp.models import Network, Subject
from networkapp.registry import (
    provenance,
    register_api,
    register_attention,
    register_clock_job,
    register_news,
    register_topic_subject,
)
from networkapp.registry.provenance import register_dossier_part

LISTS = ("needs_attention", "whats_new", "api_parts")
DICTS = ("desk_order", "clock_jobs", "clock_order", "topic_subjects")


@pytest.fixture(autouse=True)
def _nothing_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LISTS:
        monkeypatch.setattr(registry, name, [])
    for name in DICTS:
        monkeypatch.setattr(registry, name, {})
    monkeypatch.setattr(provenance, "dossier_parts", {})


def second(*, user: Any) -> Iterable[Any]:
    return ()


def first(*, user: Any) -> Iterable[Any]:
    return ()


def last(*, user: Any) -> Iterable[Any]:
    return ()


@pytest.mark.parametrize("register", [register_attention, register_news])
def test_desk_sources_are_called_in_their_order(register: Any) -> None:
    register(last)
    register(second, order=20)
    register(first, order=10)
    assert [*registry.needs_attention, *registry.whats_new] == [first, second, last]


def test_desk_source_registered_again_moves_to_its_new_order() -> None:
    for source, order in ((first, 10), (second, 20), (last, 5), (last, 30)):
        register_attention(source, order=order)
    assert registry.needs_attention == [first, second, last]


def test_clock_jobs_run_in_their_order() -> None:
    for name, order in (("last", 100), ("second", 20), ("first", 10)):
        register_clock_job(name, lambda now: 0, order=order)
    assert list(registry.clock_jobs) == ["first", "second", "last"]


def test_kinds_of_topic_subjects_are_searched_in_their_order() -> None:
    register_topic_subject(Subject, label="subject", where=second)
    register_topic_subject(Network, label="network", where=first, order=10)
    assert list(registry.topic_subjects) == ["network", "subject"]


def test_kinds_of_dossier_parts_are_listed_in_their_order() -> None:
    register_dossier_part(Subject, label="subject", where=second, describe=lambda things, user: {})
    register_dossier_part(Network, label="network", where=first, describe=lambda things, user: {}, order=10)
    assert list(provenance.dossier_parts) == ["network", "subject"]


def test_api_routers_are_listed_in_their_order() -> None:
    register_api("pledges.api.router")
    register_api("meetings.api.router", order=10)
    register_api("meetings.api.router", order=10)
    assert registry.api_parts == [(10, "meetings.api.router"), (100, "pledges.api.router")]
