"""The order in which the demonstration content is created, who can load it, and how it is removed."""

from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page, Workflow

from accounts.models import User
from evaluation.models import Answer, Assessment, Criterion, ExternalObservation, Instrument, TreatyAction
from home.domain.demo.accounts import DOMAIN, appoint_administrators, make_accounts
from home.domain.demo.agreement import make_agreement
from home.domain.demo.assessments import make_assessments, make_cycles, make_sections
from home.domain.demo.campaigns import make_campaigns
from home.domain.demo.days import make_activities, make_days
from home.domain.demo.decisions import make_decisions
from home.domain.demo.directory import (
    make_glossary,
    make_hotlines,
    make_legal_sources,
    make_library,
    make_meetings,
    make_organisations,
    record_publication_relevance,
)
from home.domain.demo.discussion import make_topics
from home.domain.demo.findings import make_findings
from home.domain.demo.framework import make_framework
from home.domain.demo.inquiries import make_inquiries, make_parliament_instruments
from home.domain.demo.networks import make_delegations, make_networks, make_subjects
from home.domain.demo.news import make_news
from home.domain.demo.observations import make_observations
from home.domain.demo.pages import make_pages
from home.domain.demo.reports import make_reports
from home.domain.demo.reviews import make_reviews
from home.domain.demo.sample_handbook import make_sample_handbook
from home.domain.demo.seats import make_participation, make_seats
from home.domain.demo.site import make_site
from home.domain.demo.sittings import make_sittings
from home.domain.demo.treaties import make_instruments, make_treaty_actions, make_treaty_history
from home.domain.demo.verdicts import make_verdicts
from networkapp.campaigns.models import Campaign
from networkapp.discussion.models import Message, Topic
from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, GlossaryTerm, HandbookReview, LegalSource
from networkapp.hotlines.models import Hotline
from networkapp.library.models import Organisation, Publication
from networkapp.meetings.models import Meeting
from networkapp.models import Delegation, Network, Seat
from networkapp.registry.plugins import plugin_apps

Progress = Callable[[str], None]
COUNTED = (
    User,
    Delegation,
    Network,
    Seat,
    Topic,
    Message,
    Page,
    ChapterPage,
    Organisation,
    Publication,
    GlossaryTerm,
    LegalSource,
    Hotline,
    Meeting,
    Campaign,
    Instrument,
    TreatyAction,
    ExternalObservation,
    Criterion,
    Assessment,
    Answer,
)


def load_demonstration(*, progress: Progress = lambda step: None) -> dict[str, int]:
    """The whole demonstration content is there; how many rows of each kind. What exists is left as it is.

    All of it or nothing. Refuses a site that does not allow demonstration content.
    """
    require_allowed()
    with transaction.atomic():
        for name, make in STEPS:
            progress(str(name))
            make()
    return {str(model._meta.verbose_name_plural): model._default_manager.count() for model in COUNTED}


def erase_demonstration() -> None:
    """Delete all networks, evaluations and pages, and the demonstration accounts; other accounts stay.

    Refuses a site that does not allow demonstration content.
    """
    require_allowed()
    with transaction.atomic():
        Workflow.objects.filter(workflow_tasks__task__in=HandbookReview.objects.values("pk")).delete()
        for task in HandbookReview.objects.all():
            task.delete()
        for page in Page.get_first_root_node().get_children():
            page.specific.delete()
        groups = [f"{slug}: " for slug in Network.objects.values_list("slug", flat=True)]
        for start in groups:
            Group.objects.filter(name__startswith=start).delete()
        for config in (apps.get_app_config("home"), *plugin_apps()):
            for model in config.get_models(include_auto_created=True):
                # Foreign keys are checked when the transaction ends, so the order does not matter.
                model._base_manager.all()._raw_delete(model._base_manager.db)
        for collection in Collection.get_first_root_node().get_children():
            collection.delete()
        User.objects.filter(email__endswith=f"@{DOMAIN}").delete()


def require_allowed() -> None:
    """Refuse a site that does not take demonstration content."""
    if not getattr(settings, "ALLOW_DEMONSTRATION", False):
        raise Refused(
            "no_demonstration",
            _(
                "This site does not accept demonstration content, because the passwords of its accounts are "
                "public. Set ALLOW_DEMONSTRATION = True to load demonstration content, as in the development "
                "settings."
            ),
        )


def _framework_and_cycles() -> None:
    make_cycles(make_framework())


STEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("settings of the site", make_site),
    ("accounts", make_accounts),
    ("site administrators", appoint_administrators),
    ("subjects", make_subjects),
    ("delegations", make_delegations),
    ("networks", make_networks),
    ("seats", make_seats),
    ("participation of delegations", make_participation),
    ("organisations", make_organisations),
    ("publications", make_library),
    ("glossary", make_glossary),
    ("legal sources", make_legal_sources),
    ("hotlines", make_hotlines),
    ("meetings", make_meetings),
    ("awareness days", make_days),
    ("activities on awareness days", make_activities),
    ("campaigns", make_campaigns),
    ("forms of parliamentary questions", make_parliament_instruments),
    ("inquiries", make_inquiries),
    ("pages", make_pages),
    ("sample handbook", make_sample_handbook),
    ("treaties", make_instruments),
    ("treaty actions", make_treaty_actions),
    ("changes in the treaty register", make_treaty_history),
    ("published counts", make_observations),
    ("criteria", _framework_and_cycles),
    ("links from publications", record_publication_relevance),
    ("findings", make_findings),
    ("assessments", make_assessments),
    ("peer reviews", make_reviews),
    ("assigned sections", make_sections),
    ("proposals for criteria", make_agreement),
    ("conclusions", make_verdicts),
    ("reports", make_reports),
    ("topics", make_topics),
    ("decisions", make_decisions),
    ("meetings of the sample countries", make_sittings),
    ("news", make_news),
)
