"""Every field of an editor has a help text."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.urls import get_resolver
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from networkapp.handbooks.models import ChapterPage
from networkapp.registry.plugins import plugin_apps
from tests.factories.networks import UserFactory

OF_WAGTAIL = {field.name for field in Page._meta.get_fields()} | {"comment_notifications"}
SAY_IT_THEMSELVES = {"title", "text"}
"""The name of the thing and its details: the heading of the form says what it is."""
SUPERUSERS_ALONE = {"networkapp_handbooks.HandbookPage": {"network"}}
"""Editors are not asked for the network of a handbook."""
LABEL_IS_ENOUGH = {
    "home.StandardPage": {"body"},
    "evaluation.Instrument": {"depositary", "group", "url"},
    "evaluation_reports.Report": {"kind", "standfirst"},
    "evaluation.SeriesInstrument": {"instrument"},
    "evaluation.SeriesSource": {"is_same", "note", "part"},
    "networkapp_news.ArticlePage": {"date"},
    "networkapp_campaigns.Campaign": {
        "country",
        "delegations",
        "document",
        "evaluated_found",
        "evaluated_how",
        "kind",
        "link",
        "organisations",
        "read_on",
        "source_link",
    },
    "networkapp_handbooks.ChapterPage": {"sections", "standfirst", "subjects"},
    "networkapp_campaigns.AwarenessDay": {"day", "month", "read_on", "since", "source_link"},
    "networkapp_campaigns.DayActivity": {"day", "link", "year"},
    "networkapp.Delegation": {"assessed", "kind", "name"},
    "networkapp_handbooks.GlossaryTerm": {"link", "subject"},
    "networkapp_handbooks.HandbookIndexPage": {"introduction"},
    "networkapp_handbooks.HandbookPage": {"licence_link"},
    "networkapp_hotlines.Hotline": {"country", "link"},
    "networkapp_handbooks.LegalSource": {"amended_by", "amended_on", "link"},
    "networkapp_meetings.Meeting": {"place"},
    "networkapp.Network": {"kind", "name", "purpose", "visibility"},
    "networkapp_news.NewsPage": {"introduction"},
    "networkapp_library.Organisation": {"status_source", "subjects", "website"},
    "networkapp_inquiries.ParliamentInstrument": {
        "checked_on",
        "closing",
        "delegation",
        "form",
        "lapses",
        "opening",
        "own_name",
    },
    "networkapp_inquiries.ParliamentPeriod": {"delegation", "source"},
    "networkapp_library.Publication": {"kind", "link", "supersedes", "year"},
}
"""Plain names, and choices whose entries explain themselves."""


def edited() -> list[Any]:
    get_resolver().url_patterns  # noqa: B018  (snippets are registered with the addresses of their views)
    models = (*get_page_models(), *get_snippet_models())
    ours = [*plugin_apps(), apps.get_app_config("home")]
    own = (one for one in models if apps.get_app_config(one._meta.app_label) in ours)
    return sorted(own, key=lambda one: str(one._meta.label))


def fields_with_help_text(panel: Any, *, group: bool = False) -> Iterator[str]:
    """Yield the fields whose help text is in the form or above their group instead of the model."""
    is_told = group or bool(panel.help_text)
    if getattr(panel, "field_name", "") and is_told:
        yield panel.field_name
    for child in getattr(panel, "children", ()):
        yield from fields_with_help_text(child, group=is_told)


def fields_without_help_text(form: Any, fields: Any = None) -> Iterator[str]:
    """Yield the fields without a help text; `fields` are those of a new form, which may define one."""
    for name, field in (fields or form.base_fields).items():
        if not field.widget.is_hidden and not str(field.help_text) and name not in {"id", "DELETE", "ORDER"}:
            yield name
    for name, inline in getattr(form, "formsets", {}).items():
        if name != "comments":
            yield from fields_without_help_text(inline.form)


@pytest.mark.django_db
@pytest.mark.parametrize("model", edited(), ids=lambda model: str(model._meta.label))
def test_every_editor_field_has_a_help_text(model: Any) -> None:
    views = getattr(model, "snippet_viewset", None)
    handler = views._edit_handler if views is not None else model.get_edit_handler()
    known = SAY_IT_THEMSELVES | set(fields_with_help_text(handler)) | (OF_WAGTAIL if issubclass(model, Page) else set())
    known |= LABEL_IS_ENOUGH.get(model._meta.label, set())
    form = handler.get_form_class()
    fields = form(instance=model(), for_user=UserFactory(is_superuser=True)).fields
    assert set(fields_without_help_text(form, fields)) - known == SUPERUSERS_ALONE.get(model._meta.label, set())


CHOSEN = {
    "body",
    "table",
    "figure",
    "box",
    "checklist",
    "country_box",
    "legal_source",
    "cross_reference",
    "image",
    "section",
}
"""The text itself, and kinds of blocks: their names are in the list from which they are chosen."""


def pieces(block: Any) -> Iterator[tuple[str, Any]]:
    for name, child in getattr(block, "child_blocks", {}).items():
        yield name, child
        yield from pieces(child)
    if isinstance(block, blocks.ListBlock):
        yield from pieces(block.child_block)


def test_every_block_of_a_section_has_a_help_text() -> None:
    sections: Any = ChapterPage._meta.get_field("sections")
    assert isinstance(sections, StreamField)
    by_name = {
        name: bool(str(getattr(getattr(piece, "field", piece.meta), "help_text", "")))
        for name, piece in pieces(sections.stream_block)
    }
    assert {name for name, is_told in by_name.items() if not is_told} - CHOSEN == set()
