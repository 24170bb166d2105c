"""Names stored in rows, in the queue, in links and in caches keep their meaning after an update."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils import timezone
from django_tasks.base import Task

from evaluation.assessments.cycles import EVENTS as CYCLES
from networkapp import registry
from networkapp.decisions.models import Proposal
from networkapp.discussion.actions.message_drafts import EVENT_KINDS as PREPARED
from networkapp.inquiries.queries.case_status import EVENTS as CASTS
from networkapp.meetings.calendars.entries import deadline_entries
from networkapp.notifications.email import parse_reply_address, parse_unsubscribe_token
from networkapp.registry import DeskItem, event_views, notice_sources, search_sources, topic_subjects
from networkapp.registry.plugins import plugin_apps, plugins
from networkapp.registry.provenance import dossier_parts, question_sources
from networkapp.registry.reports import known_parts
from networkapp.registry.site_parts import parts_of_names
from tests.factories.networks import UserFactory
from tests.promises.code import is_importable, modules, texts
from tests.promises.conftest import FOLDER, Compare

KIND = re.compile(r"([a-z_]+)\.[a-z_]+")
OWN_NAME = re.compile(rf"({'|'.join(sorted(plugins))})\.[a-z_.-]+")
KEY = "the key of this test"
NAMES_USED_TWICE = {"proposal", "report", "rollentry"}
"""Names of models in both plugins. Only those of networkapp can be linked to."""


def test_kinds_of_events_and_notifications_do_not_change_unnoticed(compare: Compare) -> None:
    compare("kinds", kinds())


def kinds() -> set[str]:
    """Return the kinds in the plugins' code: texts of two words whose first word is that of a known kind.

    Add the first kind with a new first word to the list by hand.
    """
    registered = {*event_views, *notice_sources, *CYCLES.values(), *PREPARED.values(), *CASTS.values()}
    known = {*registered, *(FOLDER / "kinds.txt").read_text().splitlines()}
    topics = {kind.partition(".")[0] for kind in known}
    written = {text for _name, source in modules() for text in written_kinds(ast.parse(source))}
    return registered | {text for text in written if text.partition(".")[0] in topics}


def written_kinds(tree: ast.AST) -> Iterator[str]:
    """Yield texts of two words, but no arguments of calls other than those that record an event."""
    for node in ast.iter_child_nodes(tree):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else "record"
        if "record" in called:
            yield from written_kinds(node)
        if isinstance(node, ast.Constant) and KIND.fullmatch(str(node.value)):
            yield str(node.value)


def test_task_names_do_not_change_unnoticed_because_the_queue_stores_them(compare: Compare) -> None:
    """A task queued under a removed name fails. If a name changes, CHANGELOG.md must say that the queue has to be empty
    before the update (docs/operate.md#update).
    """
    compare("tasks", tasks())


def tasks() -> Iterator[str]:
    for name, source in modules(*sorted(plugins), "accounts", "home"):
        if "@task(" in source:
            for found in vars(import_module(name)).values():
                if isinstance(found, Task):
                    yield str(found.module_path)


def test_names_in_links_and_namespaces_do_not_change_unnoticed(compare: Compare) -> None:
    """Salts, the wake group, prefixes of cache keys, actions in Wagtail's log, and kinds of things in addresses."""
    assert get_resolver().url_patterns  # Loads the hooks, which register parts.
    registered = {
        "topic about": topic_subjects,
        "dossier of": dossier_parts,
        "questions from": question_sources,
        "part of reports": known_parts,
        "search for": [source.kind for source in search_sources],
    }
    own = {text for text in texts() if OWN_NAME.fullmatch(text) and not is_importable(text)}
    compare("names", {*own, *(f"{what} {name}" for what, names in registered.items() for name in names)})


def test_names_of_linkable_models_are_unique_in_the_plugins() -> None:
    """`section-5` in an address names a model without its app."""
    counted = Counter(model._meta.model_name for config in plugin_apps() for model in config.get_models())
    assert {name for name, number in counted.items() if number > 1} == NAMES_USED_TWICE
    linkable: list[Any] = [*topic_subjects.values(), *dossier_parts.values()]
    named = {(one.model._meta.model_name, one.model) for one in linkable}
    assert [name for name, number in Counter(name for name, _model in named).items() if number > 1] == []
    twice = {model for name, model in named if name in NAMES_USED_TWICE}
    assert twice == {Proposal}


def test_code_of_a_part_that_can_be_switched_off_exists() -> None:
    """A name that cannot be imported switches nothing off: its pages would stay open."""
    assert [name for name in parts_of_names if not is_importable(name)] == []


@pytest.mark.django_db
def test_deadlines_in_subscribed_calendars_keep_their_identifiers(settings: Any, monkeypatch: Any) -> None:
    settings.SECRET_KEY, settings.NETWORKAPP_BASE_URL = KEY, "https://networks.example"
    item = DeskItem(title="Answer", url="/desk/", key="answer-7", deadline=timezone.now())
    monkeypatch.setattr(registry, "needs_attention", [lambda user: [item]])
    (entry,) = deadline_entries(user=UserFactory())
    assert entry.uid == "5195db6f4abc97cc43ec92c06a5d2db910a796dc@networks.example"


def test_links_in_e_mails_sent_before_an_update_still_work(settings: Any) -> None:
    settings.SECRET_KEY, settings.NETWORKAPP_REPLY_ADDRESS = KEY, "reply@networks.example"
    assert parse_unsubscribe_token("Nw:1xY4s8:D1U63aqDNTPOwZZj_MEWhygZBonjylgTd3Sf9ZOJQnk") == 7
    assert parse_reply_address("reply+7-c-agwzsglztwsttbfd@networks.example") == (7, 12)
