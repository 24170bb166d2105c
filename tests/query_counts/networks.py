"""Networks and their seats, and public pages of countries, subjects, days, campaigns and hotlines."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from home.domain.demo.recording.days import CampaignLinks, record_activity
from networkapp.campaigns.actions.days import desk_items
from networkapp.campaigns.metadata import public_years
from networkapp.hotlines.actions import list_managed_hotlines
from networkapp.hotlines.queries import help_by_country
from networkapp.live.auth import find_network_access
from networkapp.models import Invitation, Network, Seat
from networkapp.networks.actions.public_names import public_seats
from networkapp.networks.actions.seats import sync_groups
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.discussion import start_topic
from tests.factories.hotlines import make_hotline
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory, UserFactory
from tests.factories.news import make_article
from tests.factories.overviews import fill_country, fill_subject, publish_on
from tests.networkapp.core.sockets import log_in
from tests.query_counts.table import ROWS, Call, Case, Page, search_hits

TODAY = timezone.localdate()


def networks() -> Case:
    for number in ROWS:
        NetworkFactory(visibility="public").delegations.add(DelegationFactory(code=f"X{number}"))
        yield [Page(3, "/networks/")]


def one_network() -> Case:
    network = NetworkFactory(slug="joint", visibility="public")
    secretariat = SeatFactory(network=network, capacity="secretariat").user
    for number in ROWS:
        SeatFactory(network=network, offices=["chair"])
        network.delegations.add(DelegationFactory(code=f"X{number}"))
        yield [
            Page(31, "/networks/joint/", secretariat),
            Call(2, public_seats, seats=Seat.objects.filter(network=network)),
        ]


def a_desk() -> Case:
    network = NetworkFactory()
    seat = SeatFactory(network=network, capacity="secretariat", ends_at=timezone.now() + timedelta(days=5))
    author = SeatFactory(network=network)
    for number in ROWS:
        Invitation.objects.create(
            network=network, email=f"x{number}@example.org", capacity="expert", token_hash=f"{number}",
            invited_by=seat.user, expires_at=timezone.now() + timedelta(days=number),
        )  # fmt: skip
        start_topic(author)
        yield [Page(29, "/desk/", seat.user)]


def seats_and_invitations() -> Case:
    network = NetworkFactory(slug="joint")
    secretariat = SeatFactory(network=network, capacity="secretariat", delegation=None).user
    for number in ROWS:
        delegation = DelegationFactory(code=f"X{number}")
        SeatFactory(network=network, offices=["chair"])
        SeatFactory(network=network, delegation=delegation)
        Invitation.objects.create(
            network=network, email=f"x{number}@example.org", capacity="member", delegation=delegation,
            token_hash=f"{number}", invited_by=secretariat, expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
        yield [Page(10, "/networks/joint/seats/", secretariat)]


def groups_of_everybody() -> Case:
    network = NetworkFactory()
    for _row in ROWS:
        SeatFactory(network=network, offices=["editor"])
        sync_groups()
        SeatFactory(network=network, offices=["editor"])
        yield [Call(9, sync_groups, grows=False)]


def access_of_a_connection() -> Case:
    seat = SeatFactory(offices=["chair"])
    cookies = {settings.SESSION_COOKIE_NAME: log_in(seat.user)}
    for _row in ROWS:
        SeatFactory(user=seat.user, network=seat.network, offices=["editor"])
        yield [Call(3, find_network_access, seat.network.slug, cookies, grows=False)]


def a_country() -> Case:
    user = UserFactory()
    for number in ROWS:
        network: Network = NetworkFactory(slug=f"open-{number}", visibility="public")
        network.delegations.add(DelegationFactory(code="XA"))
        fill_country(network, number)
        SeatFactory(network=network, user=user)
        yield [Page(39, "/countries/xa/"), Page(43, "/countries/xa/", user)]


def a_regional_delegation() -> Case:
    region = DelegationFactory(code="DE-BY", kind="regional", country="", assessed=False)
    for number in ROWS:
        NetworkFactory(slug=f"open-{number}", visibility="public").delegations.add(region)
        yield [Page(7, region.get_absolute_url())]


def a_subject() -> Case:
    subject = SubjectFactory(slug="help", title="Help")
    for number in ROWS:
        publish_on(subject, number)
        fill_subject(NetworkFactory(slug=f"open-{number}", visibility="public"), subject, number)
        yield [Page(40, "/subjects/help/")]


def days() -> Case:
    day = make_day()
    for number in ROWS:
        network = NetworkFactory(slug=f"network-{number}", visibility="public")
        record_activity(network=network, day=day, year=TODAY.year, title={"en": f"Deed {number}"}, text={"en": "Words"})
        yield [
            Page(2, "/days/", grows=False),
            Page(8, "/days/a-day/"),
            Page(8, f"/days/a-day/{TODAY.year}/"),
            Page(3, "/api/v1/activities/"),
            Call(3, search_hits, user=AnonymousUser(), query="deed words", kind="days"),
        ]


def years_of_days() -> Case:
    for number, slug in zip(ROWS, ("a-day", "b-day", "c-day"), strict=True):
        day = make_day(slug, number, 10)
        network = NetworkFactory(slug=f"of-{slug}", visibility="public")
        record_activity(network=network, day=day, year=TODAY.year, title={"en": "DayActivity"}, text={})
        make_campaign(network).days.add(day)
        make_meeting(network, date=TODAY.replace(year=TODAY.year - 1, month=number, day=10))
        make_article(network, day=TODAY.replace(year=TODAY.year - 2, month=number, day=10))
        yield [Call(17, public_years)]


def days_on_the_desk() -> Case:
    on = TODAY - timedelta(days=20)
    user = UserFactory()
    for number in ROWS:
        make_day(f"day-{number}", on.month, min(on.day, 28))
        SeatFactory(user=user, capacity="secretariat", network=NetworkFactory(slug=f"more-{number}"))
        yield [Call(4, desk_items, user=user)]


def campaigns() -> Case:
    network = NetworkFactory(slug="public", visibility="public")
    for number in ROWS:
        ties = CampaignLinks(subjects=[SubjectFactory(slug=f"subject-{number}")])
        make_campaign(network, f"Campaign {number}", more={"slug": f"campaign-{number}", "ties": ties})
        yield [Page(10, "/campaigns/")]


def hotlines() -> Case:
    for number in ROWS:
        texts = {"ru": {"name": "Линия", "whom": "Для всех.", "hours": "Всегда", "happens": "Слушают."}}
        make_hotline("FI", number=f"{number}", network=NetworkFactory(), texts=texts)
        yield [
            Page(4, "/help/all/ru/", grows=False),
            Page(3, "/help/fi/ru/"),
            Call(4, help_by_country, language="ru", grows=False),
        ]


def hotlines_of_a_secretariat() -> Case:
    seat = SeatFactory(capacity="secretariat", network=NetworkFactory(slug="joint"))
    for number in ROWS:
        make_hotline("FI", number=f"{number}", network=seat.network, checked_on=TODAY)
        yield [Call(2, list_managed_hotlines, user=seat.user)]
