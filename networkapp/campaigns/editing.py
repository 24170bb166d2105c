"""Campaigns, and activities of networks on awareness days, in Wagtail's admin: each editor finds those of their
networks."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from networkapp.campaigns.models import AwarenessDay, Campaign, DayActivity
from networkapp.campaigns.queries.days import used_days
from networkapp.editing.files import EditableViewSet
from networkapp.editing.panels import LANGUAGE, NamePanel, address_panel, checkbox_panel, translations_panel
from networkapp.editing.viewsets import SuiteViewSet

TEST = [FieldPanel(name) for name in ("tested_how", "tested_with", "tested_found")]
EVALUATION = [FieldPanel(name) for name in ("evaluated_how", "evaluated_found")]


def refuse_to_delete_used_days(request: HttpRequest, things: Sequence[Any]) -> HttpResponse | None:
    """Refuse to delete awareness days that networks use, and explain why."""
    used = used_days(days=[thing for thing in things if isinstance(thing, AwarenessDay)])
    for day in used:
        words = gettext("You cannot delete “%(day)s”: networks have recorded activities or campaigns for it.")
        messages.error(request, words % {"day": day})
    return redirect("wagtailsnippets_networkapp_awarenessday:list") if used else None


class CampaignViewSet(EditableViewSet):
    model = Campaign
    icon = "comment"
    list_display: ClassVar = ["title", "network", "begins", "tested", "evaluated"]
    search_fields: ClassVar = ["title", "text"]
    panels: ClassVar = [
        MultiFieldPanel(
            [
                NamePanel("title", heading=capfirst(_("name"))),
                address_panel(),
                FieldPanel("language", **LANGUAGE),
                FieldPanel("text", heading=_("Activities")),
                FieldPanel("target_group"),
            ]
        ),
        MultiFieldPanel(
            [FieldPanel("network"), FieldPanel("own"), FieldPanel("organisations"), checkbox_panel("delegations")],
            _("Who"),
        ),
        MultiFieldPanel([FieldPanel("begins"), FieldPanel("ends"), FieldPanel("still_runs")], _("When")),
        InlinePanel("countries", heading=_("Countries"), label=_("Country")),
        FieldPanel("places"),
        MultiFieldPanel([FieldPanel("tested"), *TEST], _("Test")),
        MultiFieldPanel([FieldPanel("evaluated"), *EVALUATION], pgettext_lazy("of a campaign", "Evaluation")),
        InlinePanel("material", heading=_("Material and reports"), label=_("Material")),
        checkbox_panel("subjects"),
        checkbox_panel("days"),
        FieldPanel("link"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_link"), FieldPanel("read_on")], _("Source")),
        translations_panel(
            FieldPanel("title", heading=capfirst(_("name"))),
            FieldPanel("text", heading=_("Activities")),
            FieldPanel("target_group"),
            FieldPanel("places"),
            *TEST,
            *EVALUATION,
        ),
    ]


class DayViewSet(SuiteViewSet):
    model = AwarenessDay
    icon = "date"
    list_display: ClassVar = ["title", "label", "since"]
    panels: ClassVar = [
        MultiFieldPanel(
            [
                NamePanel("title", heading=capfirst(_("name"))),
                address_panel(),
                FieldPanel("text", heading=_("Purpose")),
            ]
        ),
        MultiFieldPanel([FieldPanel("day"), FieldPanel("month"), FieldPanel("since")], _("When")),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_link"), FieldPanel("read_on")], _("Source")),
        translations_panel(FieldPanel("title", heading=capfirst(_("name"))), FieldPanel("text", heading=_("Purpose"))),
    ]


class DayActivityViewSet(EditableViewSet):
    model = DayActivity
    icon = "tick"
    list_display: ClassVar = ["title", "network", "day", "year"]
    search_fields: ClassVar = ["title", "text"]
    panels: ClassVar = [
        MultiFieldPanel([FieldPanel("network"), FieldPanel("day"), FieldPanel("year")]),
        FieldPanel("title", heading=_("Activity")),
        FieldPanel("text", heading=_("Details")),
        FieldPanel("language", **LANGUAGE),
        FieldPanel("link"),
        translations_panel(FieldPanel("title", heading=_("Activity")), FieldPanel("text", heading=_("Details"))),
    ]


class CampaignGroup(SnippetViewSetGroup):
    menu_label = _("Campaigns and awareness days")
    menu_icon = "comment"
    items = (CampaignViewSet, DayViewSet, DayActivityViewSet)
