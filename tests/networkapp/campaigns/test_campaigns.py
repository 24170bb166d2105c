"""Campaigns: visibility, filters, and invalid data."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from home.domain.demo.recording.days import CampaignLinks
from networkapp.campaigns.models import Campaign
from networkapp.campaigns.queries.campaigns import filter_choices_for, find_campaigns, list_campaigns
from tests.factories.campaigns import make_campaign
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def found(user: Any = VISITOR, **narrowed: Any) -> list[str]:
    return [campaign.title for campaign in list_campaigns(user=user, **narrowed)]


def make_three_campaigns() -> None:
    """Create a campaign of 2009 with unknown end, one from 2024 to 2026, and one since 2025 that still runs."""
    network = NetworkFactory(slug="public", visibility="public")
    known = {"countries": [], "own": False, "source": "A report"}
    make_campaign(network, "Old", begins="2009-03-06", ends="", more={"slug": "old"}, **known)
    subjects = [SubjectFactory(slug="awareness")]
    long = {"begins": "2024", "ends": "2026-02", "countries": ["EE", "LV"]}
    make_campaign(network, "Long", more={"slug": "long", "ties": CampaignLinks(subjects=subjects)}, **long)
    make_campaign(network, "Now", begins="2025-05", ends="", still_runs=True, more={"slug": "now"})


def test_campaign_is_listed_to_those_who_see_its_network() -> None:
    public, closed = NetworkFactory(slug="p", visibility="public"), NetworkFactory(slug="c", visibility="closed")
    make_campaign(public, "Open")
    make_campaign(closed, "Closed", begins="2024")
    assert found() == ["Open"]
    assert found(SeatFactory(network=closed).user) == ["Open", "Closed"]
    assert filter_choices_for(user=VISITOR).years == [2026, 2025]
    assert [hit.title for hit in find_campaigns(user=VISITOR, query="posters", limit=9)] == ["Open"]


@pytest.mark.parametrize(
    ("year", "titles"),
    [(2008, []), (2009, ["Old"]), (2010, []), (2024, ["Long"]), (2025, ["Now", "Long"]), (2026, ["Now", "Long"])],
)
def test_campaign_is_found_by_the_years_in_which_it_ran(year: int, titles: list[str]) -> None:
    make_three_campaigns()
    assert found(year=year) == titles


def test_campaigns_are_filtered_by_country_and_subject() -> None:
    make_three_campaigns()
    long = Campaign.objects.get(title="Long")
    assert found(country="LV") == ["Now", "Long"]
    assert found(country="EE") == ["Long"]
    assert found(subject=long.subjects.get()) == ["Long"]
    assert found(country="LV", year=2025, subject=long.subjects.get()) == ["Long"]


def test_campaign_filters_offer_only_values_that_occur() -> None:
    make_three_campaigns()
    choices = filter_choices_for(user=VISITOR)
    assert [subject.slug for subject in choices.subjects] == ["awareness"]
    assert choices.countries == ["EE", "LV"]
    assert choices.years == [*range(timezone.localdate().year, 2023, -1), 2009]


def test_campaign_texts_are_in_the_readers_language_or_the_original() -> None:
    campaign = make_campaign(NetworkFactory(visibility="public"), "Look", tested="yes")
    Campaign.objects.filter(pk=campaign.pk).update(tested_how="Read aloud.")
    with override("de"):
        texts = list_campaigns(user=VISITOR).get().texts
    assert texts["title"] == ("Look (de)", "de")
    assert texts["tested_how"] == ("Read aloud.", "en")


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins": "yesterday"},
        {"ends": "2026-13"},
        {"still_runs": True},
        {"own": False},
        {"tested": "perhaps"},
    ],
    ids=str,
)
def test_invalid_campaign_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_campaign(NetworkFactory(), **wrong)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("query", ["no", "unknown"])
def test_campaign_not_tested_or_evaluated_cannot_have_a_text_about_it(query: str) -> None:
    words = {"title": "Look", "tested_how": "Read aloud."}
    with pytest.raises(ValidationError, match="Set “tested” to yes"):
        make_campaign(NetworkFactory(), tested=query, more={"words": {"en": words}})
    words = {"title": "Look", "evaluated_found": "Few knew it."}
    with pytest.raises(ValidationError, match="Set “evaluated” to yes"):
        make_campaign(NetworkFactory(), evaluated=query, more={"words": {"en": words}})


def test_campaign_recorded_again_is_replaced() -> None:
    network = NetworkFactory(visibility="public")
    make_campaign(network, "Look", countries=["LV", "EE"])
    again = make_campaign(network, "Look again", countries=["FI"])
    assert Campaign.objects.get() == again
    assert [str(one) for one in again.country_list] == ["FI"]
    assert [row.title for row in again.translations.all()] == ["Look again (de)"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"begins": "2010-10-18", "ends": ""}, "from 18 October 2010, end date unknown"),
        ({"begins": "2010-10", "ends": "", "still_runs": True}, "since October 2010"),
        ({"begins": "2010", "ends": "2012-03"}, "2010 to March 2012"),
        ({"begins": "2010", "ends": "2010"}, "2010"),
    ],
)
def test_period_of_a_campaign_is_shown_as_far_as_it_is_known(facts: dict[str, Any], words: str) -> None:
    assert make_campaign(NetworkFactory(), **facts).when == words
