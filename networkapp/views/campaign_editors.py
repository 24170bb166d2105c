"""Campaigns in Wagtail's admin: each editor finds those of the networks whose campaigns she keeps."""

from typing import ClassVar

from django.conf import settings
from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from networkapp.models import Campaign
from networkapp.views.editors import DeleteOwn, OfOwnAndShared

LANGUAGE = {"widget": Select(choices=settings.LANGUAGES)}
TEST = [FieldPanel(name) for name in ("tested_how", "tested_with", "tested_found")]
EVALUATION = [FieldPanel(name) for name in ("evaluated_how", "evaluated_found")]


class DeleteCampaigns(DeleteOwn):
    models = (Campaign,)


class CampaignViewSet(OfOwnAndShared):
    model = Campaign
    icon = "comment"
    list_display: ClassVar = ["title", "network", "begins", "tested", "evaluated"]
    search_fields: ClassVar = ["title", "text"]
    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("title", heading=_("Name")),
                FieldPanel("slug"),
                FieldPanel("language", **LANGUAGE),
                FieldPanel("text", heading=_("What was done")),
                FieldPanel("target_group"),
            ]
        ),
        MultiFieldPanel(
            [FieldPanel("network"), FieldPanel("own"), FieldPanel("organisations"), FieldPanel("delegations")],
            _("Who"),
        ),
        MultiFieldPanel([FieldPanel("begins"), FieldPanel("ends"), FieldPanel("still_runs")], _("When")),
        InlinePanel("countries", heading=_("Countries"), label=_("Country")),
        FieldPanel("places"),
        MultiFieldPanel([FieldPanel("tested"), *TEST], _("Tested beforehand")),
        MultiFieldPanel([FieldPanel("evaluated"), *EVALUATION], _("Evaluated afterwards")),
        InlinePanel("material", heading=_("Material and reports"), label=_("Material")),
        FieldPanel("subjects"),
        FieldPanel("link", help_text=_("Asked once a week whether something still stands there.")),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_link"), FieldPanel("read_on")], _("Source")),
        InlinePanel(
            "translations",
            panels=[
                FieldPanel("language", **LANGUAGE),
                FieldPanel("title", heading=_("Name")),
                FieldPanel("text", heading=_("What was done")),
                FieldPanel("target_group"),
                FieldPanel("places"),
                *TEST,
                *EVALUATION,
            ],
            heading=_("In other languages"),
            label=_("Language"),
        ),
    ]
