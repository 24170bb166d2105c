"""Treaties, kinds of acts, and which treaties and sources belong to which criteria, in Wagtail's admin."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from evaluation.models import (
    ExternalObservation,
    Finding,
    Instrument,
    SeriesInstrument,
    SeriesSource,
    TreatyAction,
    TreatyActKind,
    UploadedTable,
)
from evaluation.permissions import ALLOWED, Action
from evaluation.sources.forms.registers import ActKindForm, InstrumentForm, SeriesForm, SeriesSourceForm
from evaluation.sources.views.table_imports import IMPORT
from evaluation.treaties.instruments import uses_of_instrument, uses_of_kind
from networkapp.editing.panels import translations_panel
from networkapp.editing.permission_policies import TableOrGroupPolicy
from networkapp.policies import register_policy

KEPT = (ExternalObservation, Finding, Instrument, SeriesInstrument, SeriesSource, TreatyAction, TreatyActKind)
"""What an editor or secretariat of any network, and site administrators, register and import."""
IN_WORDS = {"heading": _("Description"), "help_text": _("What the treaty is about, in one or two sentences.")}


def with_import(kind: str) -> type[snippets.IndexView]:
    """Return a list view with a button that leads to the import of such tables."""

    class Index(snippets.IndexView):
        @cached_property
        def header_buttons(self) -> list[Any]:
            button = HeaderButton(_("Import table"), url=reverse(IMPORT, args=[kind]), icon_name="upload")
            return [*super().header_buttons, button]

    return Index


class InstrumentViewSet(SnippetViewSet):
    model = Instrument
    icon = "doc-full"
    menu_label = _("Treaties")
    copy_view_enabled = False
    index_view_class = with_import(UploadedTable.Kind.TREATIES)
    sort_order_field = "position"
    list_display: ClassVar = ["symbol", Column("title", label=_("Title")), "depositary", "group"]
    search_fields: ClassVar = ["symbol", "title", "depositary"]
    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("symbol", help_text=_("As named in tables, such as CETS 201.")),
                FieldPanel("title"),
                FieldPanel("text", **IN_WORDS),
                FieldPanel(
                    "key",
                    heading=_("Address"),
                    help_text=_("If empty, created automatically. It cannot be changed later."),
                ),
                FieldPanel("group"),
                FieldPanel("organisation", help_text=_("Decides which actions exist, and how a state joins.")),
                FieldPanel("depositary"),
                FieldPanel("url", heading=_("Address at the depositary")),
                FieldPanel("aliases"),
            ],
            _("Treaty"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("opened_on"),
                FieldPanel("signature_until", help_text=_("If it closed for signature: later, a state accedes.")),
                FieldPanel("in_force_on"),
                FieldPanel("rule_days"),
                FieldPanel("rule_months"),
                FieldPanel("rule_first_day_of_next_month"),
                FieldPanel("rule_on_deposit"),
                FieldPanel("rule_article"),
                FieldPanel("rule_text"),
            ],
            _("Entry into force"),
            help_text=_(
                "Rule for when the treaty binds a state that consents later. Used if no source records a date."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("leaving_days"),
                FieldPanel("leaving_months"),
                FieldPanel("leaving_first_day_of_next_month"),
                FieldPanel("leaving_article"),
            ],
            _("Denunciation"),
            help_text=_("Rule for when a denunciation takes effect. Used if no source records the date."),
        ),
        translations_panel(FieldPanel("title"), FieldPanel("text", **IN_WORDS)),
    ]


class ActKindViewSet(SnippetViewSet):
    model = TreatyActKind
    icon = "form"
    copy_view_enabled = False
    sort_order_field = "position"
    list_display: ClassVar = ["title", "works_as"]
    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("title", heading=capfirst(_("name")), help_text=_("For example, formally confirmed.")),
                FieldPanel("works_as", help_text=_("The standard treaty action that this kind counts as.")),
                FieldPanel(
                    "key",
                    heading=_("Short name"),
                    help_text=_("If empty, created automatically. It cannot be changed later."),
                ),
                FieldPanel("aliases"),
            ]
        ),
        translations_panel(FieldPanel("title", heading=capfirst(_("name")))),
    ]


class SeriesInstrumentViewSet(SnippetViewSet):
    model = SeriesInstrument
    icon = "link"
    copy_view_enabled = False
    list_display: ClassVar = ["series_id", "instrument"]
    panels: ClassVar = [FieldPanel("series_id"), FieldPanel("instrument")]


class SeriesSourceViewSet(SnippetViewSet):
    model = SeriesSource
    icon = "globe"
    index_view_class = with_import(UploadedTable.Kind.OBSERVATIONS)
    list_display: ClassVar = ["series_id", "indicator", "source", "dataset", BooleanColumn("is_same"), "part"]
    list_filter: ClassVar = ["is_same"]
    search_fields: ClassVar = ["series_id", "indicator", "source"]
    panels: ClassVar = [
        FieldPanel("series_id"),
        FieldPanel("source", help_text=_("Exactly as in imported tables.")),
        FieldPanel("dataset", help_text=_("Exactly as in imported tables. Leave empty if they give no name.")),
        FieldPanel("indicator", help_text=_("Exactly as in imported tables.")),
        FieldPanel("is_same"),
        FieldPanel("part"),
        FieldPanel("note"),
    ]


class RegisterGroup(SnippetViewSetGroup):
    menu_label = _("Treaties and sources")
    menu_icon = "doc-full"
    menu_order = 220
    items = (InstrumentViewSet, ActKindViewSet, SeriesInstrumentViewSet, SeriesSourceViewSet)


def refuse_deletion_of_used(request: HttpRequest, things: Sequence[Any]) -> HttpResponse | None:
    """Refuse to delete treaties and kinds of treaty actions in use, and show their editor what uses them."""
    kept = [(thing, uses) for thing in things if (uses := _usage_texts(thing))]
    for thing, uses in kept:
        words = gettext("“%(thing)s” is in use and cannot be deleted: %(uses)s.")
        messages.error(request, words % {"thing": thing, "uses": ", ".join(uses)})
    if not kept:
        return None
    return redirect(f"wagtailsnippets_evaluation_{kept[0][0]._meta.model_name}:list")


def _usage_texts(thing: Any) -> list[str]:
    if isinstance(thing, Instrument):
        return uses_of_instrument(instrument=thing)
    return uses_of_kind(kind=thing) if isinstance(thing, TreatyActKind) else []


def register_forms_and_policies() -> None:
    """Register the forms and permission policies of treaties, their actions, series and sources."""
    Instrument.base_form_class = InstrumentForm
    TreatyActKind.base_form_class = ActKindForm
    SeriesInstrument.base_form_class = SeriesForm
    SeriesSource.base_form_class = SeriesSourceForm
    for model in KEPT:
        register_policy(model, TableOrGroupPolicy(model, roles=ALLOWED[Action.KEEP_REGISTER]))
