"""Loading the demonstration content: complete, repeatable, and refused where it is not allowed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from accounts.models import User
from evaluation.desk import comments_to_write
from evaluation.models import Answer, Assessment, AssessmentVersion, ExternalObservation, Framework, Stage, TreatyAction
from home.domain.demo import erase_demonstration, load_demonstration
from home.domain.demo.accounts import accounts, address
from networkapp import registry
from networkapp.administration.rights import administrators
from networkapp.decisions.models import Decision
from networkapp.desk.sources import attention_of, current_seats_of, news_of
from networkapp.handbooks.law.queries import REGISTER_CACHE, law_status_of
from networkapp.handbooks.models import ChapterPage, Edition, Section
from networkapp.inquiries.models import Inquiry, Reply
from networkapp.models import Network, ParticipationRecord, Seat
from networkapp.models.site_settings import SITE
from networkapp.search.search import search

CODES = ["dk", "ee", "fi", "de", "is", "lv", "lt", "no", "pl", "ru", "se", "ax", "xa", "xb", "xc"]
SAMPLES = {"XA", "XB", "XC"}
REAL = {"DK", "EE", "FI", "DE", "IS", "LV", "LT", "NO", "PL", "RU", "SE"}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """Load the content once for all tests of this file, and delete it afterwards."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield load_demonstration()
            transaction.set_rollback(True)
        SITE.forget()


DESKS = (
    *(
        "administrator",
        "secretariat",
        "chair",
        "editor",
        "translator",
        "expert",
        "observer",
        "member.dk",
        "substitute.fi",
        "adviser.xa",
    ),
    *("delegate.xa", "delegate.xb", "government.xa"),
)


@pytest.mark.parametrize("role", DESKS)
def test_desk_of_each_role_takes_less_than_40_queries(
    loaded: dict[str, int], client: Client, django_assert_max_num_queries: Any, role: str
) -> None:
    client.force_login(User.objects.get(email=address(role)))
    client.get("/desk/")
    with django_assert_max_num_queries(39):
        assert client.get("/desk/").status_code == 200


def test_desk_skips_only_sources_that_have_nothing_for_the_user(loaded: dict[str, int]) -> None:
    """A source must have nothing for people without one of the roles that it is registered with."""
    for person in User.objects.filter(email__in=map(address, DESKS)):
        with_all = [item.key for source in registry.needs_attention for item in source(user=person)]
        shown = [item.key for item in attention_of(person)]
        assert [key for key in shown if not key.startswith("term-")] == with_all
        news = [item.key for source in registry.whats_new for item in source(user=person)]
        assert [item.key for item in news_of(person, seats=current_seats_of(person))] == news


def test_loading_the_demonstration_twice_changes_nothing(loaded: dict[str, int]) -> None:
    answers = list(Answer.objects.order_by("pk").values())
    assert load_demonstration() == loaded
    assert list(Answer.objects.order_by("pk").values()) == answers


def test_published_counts_are_stored_as_their_source_gives_them(loaded: dict[str, int]) -> None:
    kept = ExternalObservation.objects.filter(country="DE", indicator="persons_convicted", value__isnull=False)
    assert list(kept.values_list("year", "value")[:2]) == [(2017, 50), (2018, 68)]
    assert set(ExternalObservation.objects.exclude(below=None).values_list("below", flat=True)) == {5}
    assert set(ExternalObservation.objects.values_list("country", flat=True)) <= REAL


def test_handbook_is_found_by_search_before_any_task_has_run(loaded: dict[str, int]) -> None:
    IndexEntry.objects.all().delete()
    assert search(user=AnonymousUser(), query="trafficking", kind="handbooks") == []
    call_command("load_demo", stdout=StringIO())
    [found] = search(user=AnonymousUser(), query="trafficking", kind="handbooks")
    assert "3 Money that lasts" in [hit.title for hit in found.hits]


def test_every_documented_role_account_can_sign_in(loaded: dict[str, int]) -> None:
    named = [
        f"{role}@" for role in ("administrator", "secretariat", "chair", "editor", "translator", "expert", "observer")
    ]
    named += [f"{role}.{code}@" for role in ("member", "substitute", "adviser") for code in CODES]
    named += [f"{role}.{code}@" for role in ("delegate", "government") for code in CODES if code != "ax"]
    addresses = {f"{name}demo.example" for name in named}
    assert set(User.objects.values_list("email", flat=True)) == addresses
    assert set(EmailAddress.objects.filter(verified=True, primary=True).values_list("email", flat=True)) == addresses
    user = User.objects.get(email="member.xa@demo.example")
    assert authenticate(request=None, username=user.email, password="demo-password") == user


def test_site_administrator_of_the_demonstration_has_no_seat(loaded: dict[str, int]) -> None:
    administrator = User.objects.get(email="administrator@demo.example")
    assert list(administrators()) == [administrator]
    assert list(Seat.objects.filter(user=administrator)) == []


def test_sample_countries_have_seats_in_the_sample_network_only(loaded: dict[str, int]) -> None:
    of_samples = Seat.objects.filter(delegation__country__in=["XA", "XB", "XC"])
    assert set(of_samples.values_list("network__slug", flat=True)) == {"sample"}
    in_sample = Seat.objects.filter(network__slug="sample", delegation__isnull=False)
    assert set(in_sample.values_list("delegation__code", flat=True)) == {"XA", "XB", "XC"}


def test_delegations_that_left_the_real_conference_have_a_sourced_record_and_no_joint_seats(
    loaded: dict[str, int], client: Client
) -> None:
    records = ParticipationRecord.objects.values_list("delegation__code", "kind", "from_day", "until")
    declared, left = date(2022, 3, 12), date(2022, 5, 16)
    assert [(*row[:3], row[3] is None) for row in records.order_by("delegation__code", "from_day")] == [
        ("KGD", "suspended", declared, True),
        ("RU", "suspended", declared, False),
        ("RU", "withdrawn", left, True),
    ]
    assert not ParticipationRecord.objects.filter(source_url="").exists()
    seats = Seat.objects.filter(delegation__code__in=["RU", "KGD"])
    assert set(seats.values_list("network__slug", flat=True)) == {"ru"}
    assert not Assessment.objects.filter(delegation__code="RU", cycle__network__slug="joint").exists()
    shown = client.get("/networks/joint/").content.decode()
    assert shown.count("http://duma.gov.ru/en/news/54288/") == 1


def test_no_real_country_has_answers_and_every_fact_about_one_has_a_source(loaded: dict[str, int]) -> None:
    answers = Answer.objects.exclude(status=Answer.Status.UNANSWERED)
    assert not answers.filter(assessment__delegation__country__in=REAL).exists()
    assert not TreatyAction.objects.filter(country__in=REAL, source_url="").exists()


def test_demonstration_criteria_are_adopted_and_sample_countries_have_published(loaded: dict[str, int]) -> None:
    assert Framework.objects.get(status="adopted").status == Framework.Status.ADOPTED
    assert AssessmentVersion.objects.count() == 7
    assert AssessmentVersion.objects.get(peer_reviewed=True).review["countries"] == ["XB", "XC"]
    drafts = Assessment.objects.filter(cycle__network__slug="sample", stage=Stage.DRAFT)
    assert set(drafts.values_list("cycle__year", flat=True)) == {2026}


def test_demonstration_has_three_comments_beside_answers_and_asks_for_another(loaded: dict[str, int]) -> None:
    version = AssessmentVersion.objects.get(assessment__delegation__code="XA", assessment__cycle__year=2025)
    by_series = {series: [note["voice"] for note in answer["notes"]] for series, answer in version.answers.items()}
    assert {series: voices for series, voices in by_series.items() if voices} == {
        "3.1": ["government", "parliament", "civil_society"],
        "5.1": ["government", "civil_society"],
        "8.4": ["parliament"],
    }
    titles = {
        who: [item.title for item in comments_to_write(user=accounts()[address(who)])] for who in ("observer", "expert")
    }
    assert titles == {"observer": [], "expert": ["Comment on the assessment: Sample network, Sample country B, 2025"]}


def test_demonstration_handbook_has_fifteen_chapters_in_three_languages(loaded: dict[str, int]) -> None:
    written = ChapterPage.objects.live().exclude(slug__startswith="sample-")
    written = written.values_list("locale__language_code", "number")
    assert sorted(written) == [(language, number) for language in ("de", "en", "ru") for number in range(1, 16)]


def test_demonstration_handbook_warns_only_of_law_that_was_read_in_an_old_copy(loaded: dict[str, int]) -> None:
    sections = Section.objects.current().exclude(page__slug__startswith="sample-")
    named = [section.law_named for section in sections]
    register = REGISTER_CACHE.get(Network.objects.get(slug="joint").pk)
    today = date(2026, 12, 1)
    states = [law_status_of(named=law, register=register, months=24, today=today) for law in named]
    days = Counter(state.own.as_of for state in states if state.own.as_of)
    assert days == {date(2026, 4, 17): 48, date(2017, 5, 10): 3}
    assert {state.own.as_of for state in states if state.stale} == {date(2017, 5, 10)}
    assert sum(state.own.undated for state in states) == 36


def test_visitors_find_decisions_and_inquiries_of_sample_countries_alone(loaded: dict[str, int]) -> None:
    for path, model in (("/decisions/", Decision), ("/inquiries/", Inquiry)):
        shown = list(Client().get(path).context["page_obj"])
        assert shown
        assert {one.network.slug for one in shown} == {"sample"}
        assert {delegation.code for one in shown for delegation in one.network.delegations.all()} == SAMPLES
        assert model.objects.exclude(network__slug="sample").count() == 0


def test_sample_handbook_section_and_edition_link_to_the_answer_they_quote(
    loaded: dict[str, int], client: Client
) -> None:
    client.force_login(User.objects.get(email=address("member.xb")))
    reply = Reply.objects.get(case__delegation__code="XA", question__number=1)
    edition = Edition.objects.get(network__slug="sample")
    chapter = "handbooks/sample-handbook/sample-identification/"
    pages = [f"/{chapter}", f"/de/{chapter}", *(f"/handbooks/editions/{edition.pk}/{one}/1/" for one in ("en", "de"))]
    shown = [f'href="{reply.get_absolute_url()}"' in client.get(page).content.decode() for page in pages]
    assert shown == [True] * 4


def test_erasing_the_demonstration_removes_everything_but_other_accounts(loaded: dict[str, int]) -> None:
    other = User.objects.create_user("somebody@example.org")
    with transaction.atomic():
        erase_demonstration()
        connection.check_constraints()
        assert list(User.objects.all()) == [other]
        assert (Network.objects.count(), Answer.objects.count(), Page.objects.count()) == (0, 0, 1)
        transaction.set_rollback(True)
    other.delete()


@pytest.mark.django_db
def test_load_demo_is_refused_if_the_site_does_not_allow_it(settings: Any) -> None:
    settings.ALLOW_DEMONSTRATION = False
    before = User.objects.count()
    with pytest.raises(CommandError, match="does not accept demonstration content"):
        call_command("load_demo", "--fresh", stdout=StringIO())
    assert User.objects.count() == before
