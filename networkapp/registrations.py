"""Registration of what the core itself adds to its pages, as every app of the suite does."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _

from networkapp import clock
from networkapp.administration.own_steps import register_steps
from networkapp.administration.rights import MEMBERS, sync_administrators_group_after_migrate
from networkapp.desk import desk
from networkapp.links import checking, dead_links
from networkapp.metadata import networks as metadata
from networkapp.metadata import pages
from networkapp.metadata import pictures as card_pictures
from networkapp.metadata.cards import PAGE, PAGES, card_of
from networkapp.models import Delegation, Network, SiteSettings, Subject
from networkapp.networks.queries.delegations import visible_delegations
from networkapp.networks.queries.subjects import list_subjects
from networkapp.networks.reports import participation_report
from networkapp.notifications import deliveries
from networkapp.overviews import contacts, delegations
from networkapp.overviews.search import COUNTRIES, SUBJECTS, find_countries, find_subjects
from networkapp.participation import actions as participation
from networkapp.participation import notices as participation_notices
from networkapp.permissions import Action, roles_with
from networkapp.registry import (
    register_attention,
    register_clock_job,
    register_notice,
    register_search,
    register_topic_subject,
)
from networkapp.registry.metadata import register_cards, register_fixed_page
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.reports import KnownPart, joint_part, register_report_part
from networkapp.registry.secret_addresses import register_secret_address
from networkapp.registry.site_administration import register_site_administration
from networkapp.search.pages import find_pages


def register_all() -> None:
    """Register what the core itself adds to administration, clock, desk, search, overviews and reports."""
    _register_administration()
    _register_clock_jobs()
    _register_desk()
    _register_search()
    _register_overviews()
    _register_reports()
    _register_fixed_pages()
    _register_cards()
    _register_secret_addresses()


def _register_administration() -> None:
    for model in (Delegation, Network):
        register_site_administration(model, "add", "change", "view")
    register_site_administration(SiteSettings, "change", "view")
    register_site_administration(Subject)
    register_steps()
    m2m_changed.connect(MEMBERS.forget, sender=get_user_model().groups.through, dispatch_uid="administrators changed")
    for changed in (post_save, post_delete):
        changed.connect(MEMBERS.forget, sender=Group, dispatch_uid="a group was saved or deleted")
    post_migrate.connect(sync_administrators_group_after_migrate, sender=apps.get_app_config("networkapp"))


def _register_clock_jobs() -> None:
    register_clock_job("ended seats", clock.end_seats, order=20)
    register_clock_job("participation of delegations", participation.record_effects, order=21)
    register_clock_job("Wagtail groups", clock.sync_all_groups, order=22)
    register_clock_job("digests", deliveries.make_digests, order=40)
    register_clock_job("e-mails and push notifications", deliveries.send_due, order=42)
    register_clock_job("web addresses to check", checking.enqueue_due_checks, order=46)
    register_clock_job("preview pictures of pages", card_pictures.maintain_pictures, order=66)


def _register_desk() -> None:
    register_notice(participation_notices.PARTICIPATION, participation_notices.render_notices)
    register_attention(desk.invitations_that_expire, roles=roles_with(Action.INVITE), order=22)
    register_attention(
        dead_links.desk_items,
        roles=roles_with(Action.EDIT_LIBRARY, Action.EDIT_HOTLINES, Action.EDIT_HANDBOOKS),
        order=50,
    )


def _register_search() -> None:
    register_search(kind=SUBJECTS, label=_("Subjects"), find=find_subjects, order=6)
    register_search(kind=COUNTRIES, label=_("Countries"), find=find_countries, order=7)
    register_search(kind="pages", label=_("Pages"), find=find_pages, order=70, by_language=True)
    register_topic_subject(Delegation, label=_("Delegation"), where=visible_delegations, order=50)


def _register_overviews() -> None:
    register_overview(delegations.delegations, kinds=[OverviewKind.COUNTRY], order=10)
    register_overview(contacts.contacts_part, kinds=[OverviewKind.BRIEF], order=22)


def _register_reports() -> None:
    """Register the participants, and the parts to which several apps contribute tables."""
    published, documents = (
        joint_part("published", title=_("Publications")),
        joint_part("documents", title=_("Annex: documents")),
    )
    label = _("Publications: handbooks, articles, campaigns, awareness days")
    register_report_part(KnownPart(key="published", label=label, build=published, order=5))
    label = _("Participants: delegations and offices")
    register_report_part(KnownPart(key="taking-part", label=label, build=participation_report, order=6))
    label = _("Annex: decisions, inquiries and editions, with checksums")
    register_report_part(KnownPart(key="documents", label=label, build=documents, order=902, is_annex=True))


def _register_fixed_pages() -> None:
    register_fixed_page(
        "networkapp:networks",
        title=_("Networks"),
        description=_(
            "Members of parliaments work together in networks, one for each parliament and a "
            "joint one. Discussions are for members only; delegations, offices and publications "
            "are public."
        ),
    )
    register_fixed_page(
        "networkapp:subjects",
        title=_("Subjects"),
        description=_("Everything on one subject: country results, handbooks, decisions, inquiries and meetings."),
    )
    register_fixed_page(
        "networkapp:countries",
        title=_("Countries"),
        description=_(
            "Everything on one country: delegations, results, treaties, findings, government answers and decisions."
        ),
    )


def _register_cards() -> None:
    register_cards(PAGE, view=PAGES, shown="page", card=card_of, public=pages.public_pages, listed=False)
    register_cards("network", view="networkapp:network", shown="network", card=metadata.network_card, public=_networks)
    register_cards(
        "subject",
        view="networkapp:subject",
        shown="page",
        card=metadata.subject_card,
        public=list_subjects,
        key=lambda shown: str(metadata.subject_of(shown).pk),
    )
    register_cards(
        "country",
        view="networkapp:country",
        shown="country",
        card=metadata.country_card,
        public=metadata.public_countries,
        find=metadata.find_country,
        key=lambda country: str(country.code).lower(),
    )


def _register_secret_addresses() -> None:
    register_secret_address("networkapp:administrator_invitation")
    register_secret_address("networkapp:invitation")
    register_secret_address("networkapp:unsubscribe")


def _networks() -> QuerySet[Network]:
    found: QuerySet[Network] = Network.objects.where(AnonymousUser(), may=Action.SEE)
    return found
