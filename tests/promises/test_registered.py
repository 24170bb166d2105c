"""docs/registered.md lists everything that each app registers. `--update-promises` writes it again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from evaluation import SUITE as EVALUATION
from networkapp import SUITE as NETWORKAPP
from networkapp import registry
from networkapp.meetings.registry import agenda_sources
from networkapp.registry import (
    days,
    links,
    metadata,
    network_links,
    overviews,
    page_parts,
    pages,
    provenance,
    reports,
    secret_addresses,
    site_administration,
    site_parts,
    subject_uses,
)

PATH = Path(__file__).parents[2] / "docs" / "registered.md"
APPS = (*NETWORKAPP, *EVALUATION)
CORE = NETWORKAPP[0]
HEAD = """# What each app registers

This list is made by `bin/test tests/promises --update-promises`. Entries are in the order in which people see them, if
there is one. [architecture.md](architecture.md#where-an-app-says-what-it-adds) says where an app registers.

| what | app | entries |
| --- | --- | --- |
"""
Entry = tuple[str, str]
"""The dotted name of the code or model that tells the app, and the name to show."""


def test_list_of_registrations_in_the_documentation_is_up_to_date(request: pytest.FixtureRequest) -> None:
    text = HEAD + "".join(lines())
    if request.config.getoption("update_promises"):
        PATH.write_text(text)
    assert text == PATH.read_text()


def lines() -> Iterator[str]:
    for what, entries in registered():
        by_app: dict[str, list[str]] = defaultdict(list)
        for code, name in entries:
            by_app[app_of(code)].append(name)
        for app in (app for app in APPS if app in by_app):
            names = ", ".join(dict.fromkeys(by_app[app]))
            yield f"| {what} | {'core' if app == CORE else app.removeprefix(f'{CORE}.')} | {names} |\n"


def app_of(code: str) -> str:
    """Return the app that contains the code; for code of the site its package, which is not listed."""
    return max((app for app in APPS if f"{code}.".startswith(f"{app}.")), key=len, default=code)


def registered() -> Iterator[tuple[str, Iterable[Entry]]]:
    """Yield every registry with all its entries."""
    yield "tasks on the desk", map(of_code, registry.needs_attention)
    yield "news on the desk", map(of_code, registry.whats_new)
    yield "notifications", ((code_of(source), kind) for kind, source in registry.notice_sources.items())
    yield "jobs of the clock", ((code_of(job), name) for name, job in registry.clock_jobs.items())
    yield "live events", ((code_of(view), kind) for kind, view in registry.event_views.items())
    yield "search", ((code_of(one.find), one.kind) for one in by_order(registry.search_sources))
    yield "subjects of topics", (of_model(one.model) for one in by_order(registry.topic_subjects.values()))
    yield "uses of subjects", map(of_model, subject_uses.subject_uses)
    yield "agenda suggestions", (of_code(source) for _order, source in agenda_sources)
    yield "awareness days", (of_code(source) for _order, source in days.day_sources)
    yield "pages of subjects", sources_of(overviews.OverviewKind.SUBJECT)
    yield "pages of countries", sources_of(overviews.OverviewKind.COUNTRY)
    yield "pages of networks", sources_of(overviews.OverviewKind.NETWORK)
    yield "briefs of countries", sources_of(overviews.OverviewKind.BRIEF)
    for page, known in page_parts.page_parts.items():
        yield f"sections on the page: {page}", (of_code(source) for _order, source in known)
    yield "closed pages", (of_code(paths) for _order, paths in pages.closed_paths)
    yield "edited pages", (of_code(one.pages_of) for _order, one in pages.edited_pages)
    yield "links of networks", (of_code(source) for _order, source in network_links.network_links)
    yield "dossiers", (of_model(one.model) for one in by_order(provenance.dossier_parts.values()))
    yield "drafts of inquiries", ((code_of(draft), kind) for kind, draft in provenance.question_sources.items())
    yield "locks of messages", map(of_code, registry.message_locks)
    yield "parts of reports", ((code_of(one.build), one.key) for one in reports.parts_in_order())
    yield "tables in reports", (of_code(table) for part in reports.joint_tables.values() for _order, table in part)
    yield "described lists", ((of_view(view), view) for view in metadata.fixed_pages)
    yield "described things", ((code_of(one.card), one.name) for one in metadata.sources.values())
    yield "described pages", map(of_model, metadata.page_cards)
    yield "checked links", (of_model(one.model) for one in links.link_sources.values())
    yield "feeds", map(of_code, registry.feed_sources)
    yield "read API", ((path, path) for _order, path in registry.api_parts)
    yield "secret addresses", ((of_view(name), name) for name in secret_addresses.secret_addresses)
    yield "site administrators", map(of_model, site_administration.administered)
    yield "parts of the site", ((code, part) for code, part in site_parts.parts_of_names.items())


def by_order(known: Iterable[Any]) -> list[Any]:
    return sorted(known, key=lambda one: one.order)


def sources_of(page: overviews.OverviewKind) -> Iterator[Entry]:
    return (of_code(source) for _order, pages, source in overviews.overview_sources if page in pages)


def of_code(code: Callable[..., Any]) -> Entry:
    """Return where the function is, with the module in its app that has it."""
    whole = code_of(code)
    return whole, code.__module__.removeprefix(f"{app_of(whole)}.")


def code_of(code: Any) -> str:
    return code_of(code.func) if isinstance(code, partial) else f"{code.__module__}.{code.__qualname__}"


def of_model(model: Any) -> Entry:
    return model.__module__, model.__name__


def of_view(name: str) -> str:
    """Return the module with the view of this name."""
    return modules_of_views()[name]


@cache
def modules_of_views() -> dict[str, str]:
    return dict(views(get_resolver()))


def views(resolver: Any, namespace: str = "") -> Iterator[Entry]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", getattr(entry.callback, "view_class", entry.callback).__module__
        else:
            yield from views(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
