"""Unions have no order of their own, on any version of Django."""

import ast
from pathlib import Path

import pytest
from django.db import connection

from networkapp.campaigns.models import AwarenessDay
from networkapp.db.unions import union_of
from networkapp.discussion.models import Topic
from networkapp.models import Network
from tests.factories.networks import NetworkFactory

ROOT = Path(__file__).resolve().parents[3]


def test_union_of_ordered_models_selects_no_column_for_an_order() -> None:
    found = union_of(Topic.objects.values_list("pk"), AwarenessDay.objects.values_list("pk"), duplicates=True)
    assert "ORDER BY" not in str(found.query)
    assert [part.order_by for part in found.query.combined_queries] == [(), ()]
    assert [query.default_ordering for query in (found.query, *found.query.combined_queries)] == [False] * 3


@pytest.mark.django_db
def test_union_keeps_or_drops_duplicate_rows() -> None:
    NetworkFactory(slug="joint")
    slugs = Network.objects.values_list("slug", flat=True)
    assert list(union_of(slugs, slugs, duplicates=True)) == ["joint", "joint"]
    assert list(union_of(slugs, slugs, duplicates=False)) == ["joint"]


@pytest.mark.django_db
def test_union_can_be_ordered_by_a_column_that_it_selects() -> None:
    NetworkFactory(slug="b"), NetworkFactory(slug="a")
    slugs = Network.objects.values_list("slug", flat=True)
    assert list(union_of(slugs, slugs.none(), duplicates=True).order_by("-slug")) == ["b", "a"]


def test_slice_is_refused_in_a_union() -> None:
    with pytest.raises(TypeError, match="Cannot reorder a query once a slice has been taken"):
        union_of(Network.objects.all()[:1], Network.objects.all(), duplicates=True)
    assert connection.queries == []


def test_querysets_are_combined_only_by_union_of() -> None:
    found = {
        str(path.relative_to(ROOT))
        for plugin in ("networkapp", "evaluation", "accounts", "home")
        for path in (ROOT / plugin).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "union"
        if not _makes_a_set(node.func.value)
    }
    assert found == {"networkapp/db/unions.py"}


def _makes_a_set(value: ast.expr) -> bool:
    """Whether this is `set()` or `frozenset[...]()`."""
    if not isinstance(value, ast.Call):
        return False
    made = value.func.value if isinstance(value.func, ast.Subscript) else value.func
    return isinstance(made, ast.Name) and made.id in {"set", "frozenset"}
