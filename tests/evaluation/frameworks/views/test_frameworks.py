"""The pages on which criteria are proposed, discussed and adopted."""

from typing import Any

import pytest
from django.test import Client

from evaluation.models import Criterion, Framework, Position, Proposal
from networkapp.models import Seat
from tests.factories.agreement import NEW, Agreeing, make_agreeing
from tests.factories.assessments import CRITERIA, draft_framework
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
ROOT = "/evaluation/frameworks/"


@world
def draft() -> Agreeing:
    return make_agreeing()


def client_for(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def posted(**fields: Any) -> dict[str, Any]:
    ticked = {name: "on" for name in ("scored", "essential", "is_share") if {**NEW, "is_share": True}.get(name)}
    texts = {name: value for name, value in NEW.items() if name != "scored"}
    return {**texts, **ticked, "weight": "1", "per": "100", **fields}


def test_criterion_is_proposed_and_amended_by_countries_and_accepted_by_the_rapporteur(draft: Agreeing) -> None:
    keep, propose = client_for(draft.secretariat), client_for(draft.members["XA"])
    assert keep.post(f"{ROOT}t/open/").status_code == 302
    page = propose.get(f"{ROOT}t/").content.decode()
    assert f'href="{ROOT}t/recommendations/1/propose/"' in page
    answer = propose.post(f"{ROOT}t/recommendations/1/propose/", posted(reason="Nobody counts them"))
    assert answer["Location"] == f"{ROOT}t/proposals/1/"
    amended = client_for(draft.members["XC"]).post(f"{ROOT}t/proposals/1/wordings/1/amend/", posted(target="95"))
    assert amended.status_code == 302
    shown = propose.get(f"{ROOT}t/proposals/1/").content.decode()
    link = f'<a class="button button--small" href="{ROOT}t/proposals/1/wordings/2/amend/">'
    assert f'{link}Propose amendment<span class="visually-hidden">, version 2</span></a>' in shown
    assert "<del" in shown
    assert "95</ins>" in shown.replace('<span class="visually-hidden"> [to here]</span>', "")
    taken = client_for(draft.members["XB"]).post(f"{ROOT}t/proposals/1/wordings/2/consolidate/", posted(target="92.5"))
    assert taken.status_code == 302
    assert Criterion.objects.get(series_id="1.10").target == "92.5"


def test_secretariat_sees_proposals_awaiting_the_rapporteur_and_whether_there_is_one(draft: Agreeing) -> None:
    draft.open()
    draft.propose()
    draft.close()
    keep = client_for(draft.secretariat)
    text = keep.get(f"{ROOT}t/").content.decode()
    assert "1 proposal awaits the rapporteur." in text
    assert "Invite a rapporteur" not in text
    assert "This is still missing:" not in text
    Seat.objects.filter(user=draft.members["XB"]).delete()
    text = keep.get(f"{ROOT}t/").content.decode()
    assert f'<a href="/networks/{draft.network.slug}/seats/invite/">Invite a rapporteur</a>' in text


def test_secretariat_sees_that_adoption_can_be_recorded_before_the_silence_procedure_ends(draft: Agreeing) -> None:
    draft.ask()
    keep, words = client_for(draft.secretariat), "All countries have responded: you can record the adoption now."
    assert words not in keep.get(f"{ROOT}t/").content.decode()
    for code in draft.members:
        draft.state(code, "agree")
    assert keep.get(f"{ROOT}t/").content.decode().count(words) == 2


def test_invalid_proposal_shows_field_errors_and_keeps_all_entries(draft: Agreeing) -> None:
    draft.open()
    answer = client_for(draft.members["XA"]).post(
        f"{ROOT}t/recommendations/1/propose/", posted(floor="90", target="90,0", title="Calls that were answered")
    )
    assert answer.status_code == 422
    form = answer.context["form"]
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "target": ["Enter different numbers for floor and target."]
    }
    assert "Calls that were answered" in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"weight": "1" + "0" * 30}, "weight"), ({"per": "1" + "0" * 30}, "per"), ({"floor": "1" + "0" * 30}, "floor")],
)
def test_out_of_range_numbers_in_a_proposal_get_a_field_error(
    draft: Agreeing, fields: dict[str, str], field: str
) -> None:
    draft.open()
    answer = client_for(draft.members["XA"]).post(f"{ROOT}t/recommendations/1/propose/", posted(**fields))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}


def test_kind_of_a_new_criterion_is_chosen_before_its_form_is_shown(draft: Agreeing) -> None:
    draft.open()
    page = client_for(draft.members["XA"]).get(f"{ROOT}t/recommendations/1/propose/").content.decode()
    assert 'href="?kind=ratio"' in page
    assert "<textarea" not in page
    assert 'href="?kind=treaty"' not in page, "no treaty is registered"


def shown_fields(page: Any) -> set[str]:
    form = page.context["form"]
    return {field.name for _words, fields in form.parts for field in fields}


def test_form_of_a_new_criterion_asks_only_for_fields_of_its_kind(draft: Agreeing) -> None:
    draft.open()
    member, path = client_for(draft.members["XA"]), f"{ROOT}t/recommendations/1/propose/"
    assert shown_fields(member.get(f"{path}?kind=date")) == set()
    assert shown_fields(member.get(f"{path}?kind=multi_choice")) == {
        *("options", "scored", "weight", "essential", "scored_from")
    }
    ratio = member.get(f"{path}?kind=ratio").context["form"]
    required = {name for name, field in ratio.fields.items() if field.required}
    assert required >= {"unit", "numerator_text", "denominator_text", "reference_period", "owner_hint"}
    assert 'name="level_1"' not in member.get(f"{path}?kind=ratio").content.decode()


def test_changing_the_kind_keeps_other_fields_of_the_criterion(draft: Agreeing) -> None:
    draft.open()
    path = f"{ROOT}t/criteria/1.3/change/"
    page = client_for(draft.members["XA"]).get(f"{path}?kind=yes_no").content.decode()
    assert '<input type="hidden" name="unit" value="months"' in page
    assert "Choose another kind" in page


def test_pages_of_criteria_and_positions_show_the_text_of_the_recommendation(draft: Agreeing) -> None:
    draft.framework.recommendations.update(text="States help everyone who asks.")
    draft.ask()
    member = client_for(draft.members["XA"])
    for path in ("", "position/", "criteria/1.3/position/"):
        assert "States help everyone who asks." in member.get(f"{ROOT}t/{path}").content.decode(), path


def test_only_a_proposed_ratio_shows_its_factor(draft: Agreeing) -> None:
    draft.open()
    propose = client_for(draft.members["XA"])
    for kind in ("ratio", "yes_no"):
        result = posted(kind=kind, reason="Nobody counts them")
        assert propose.post(f"{ROOT}t/recommendations/1/propose/", result).status_code == 302
    pages = [propose.get(f"{ROOT}t/proposals/{number}/").content.decode() for number in (1, 2)]
    assert ["Expressed per" in page for page in pages] == [True, False]


def test_decision_field_of_adoption_is_not_called_optional(draft: Agreeing) -> None:
    page = client_for(draft.secretariat).get(f"{ROOT}t/").content.decode()
    label = page.partition("Adopted by decision")[2].partition("</label>")[0]
    assert "optional" not in label


def test_change_form_is_filled_with_the_current_text(draft: Agreeing) -> None:
    draft.open()
    form = client_for(draft.members["XA"]).get(f"{ROOT}t/criteria/1.1/change/").context["form"]
    assert form["level_2"].value() == "2 a\n2 b"
    assert form["kind"].value() == "level"


def test_countries_state_positions_and_the_secretariat_adopts_the_criteria(draft: Agreeing) -> None:
    keep = client_for(draft.secretariat)
    assert keep.post(f"{ROOT}t/ask/", {}).status_code == 302
    page = client_for(draft.members["XA"]).get(f"{ROOT}t/").content.decode()
    assert "Does your country agree to this text?" in page
    for code in draft.members:
        client_for(draft.members[code]).post(f"{ROOT}t/position/", {"stance": "agree", "words": ""})
    except_ = {"stance": "except", "words": "We cannot count it"}
    client_for(draft.members["XC"]).post(f"{ROOT}t/criteria/1.3/position/", except_)
    page = client_for(draft.members["XA"]).get(f"{ROOT}t/").content.decode()
    assert "All countries have responded: the secretariat can record the adoption now." in page
    assert "We cannot count it" in page
    assert keep.post(f"{ROOT}t/adopt/", {"decision": ""}).status_code == 302
    framework = Framework.objects.get()
    public = Client().get(f"{ROOT}t/").content.decode()
    assert framework.content_hash in public
    assert "Agrees, except 1.3" in public
    assert Client().get(ROOT).content.decode().count(framework.content_hash[:16]) == 1


def test_refused_adoption_shows_its_reason_on_the_page(draft: Agreeing) -> None:
    draft.ask()
    draft.state("XA", "object", "Another text")
    answer = client_for(draft.secretariat).post(f"{ROOT}t/adopt/", {"decision": ""})
    assert answer.status_code == 422
    assert "Not adopted because of objections" in answer.content.decode()


def test_objection_without_a_reason_gets_a_field_error(draft: Agreeing) -> None:
    draft.ask()
    answer = client_for(draft.members["XA"]).post(f"{ROOT}t/position/", {"stance": "object", "words": " "})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"words"}
    assert not Position.objects.exists()


def test_no_position_is_selected_at_first_and_an_empty_one_is_refused(draft: Agreeing) -> None:
    draft.ask()
    client = client_for(draft.members["XA"])
    for item in ("", "explain"):
        if item:
            draft.state("XA", item, "We read it so")
        page = client.get(f"{ROOT}t/position/")
        assert page.context["form"].initial == ({"words": "We read it so"} if item else {})
        assert "checked" not in page.content.decode()
    answer = client.post(f"{ROOT}t/position/", {"words": ""})
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"stance": ["Choose the position of your country."]},
    )
    assert Position.objects.count() == 1


def test_withdrawn_position_stays_on_the_page_of_the_criteria(draft: Agreeing) -> None:
    draft.ask()
    draft.state("XA", "object", "Another text")
    client = client_for(draft.members["XA"])
    assert client.post(f"{ROOT}t/position/withdraw/").status_code == 302
    page = client.get(f"{ROOT}t/").content.decode()
    assert page.count("Another text") == 1
    assert "replaced or withdrawn" in page


def test_position_page_shows_an_error_while_no_positions_are_asked(draft: Agreeing) -> None:
    answer = client_for(draft.members["XA"]).get(f"{ROOT}t/position/")
    assert answer.status_code == 422
    assert "This text is not open for positions." in answer.content.decode()


def test_secretariat_starts_the_first_criteria_of_its_network(draft: Agreeing) -> None:
    form, network = "/evaluation/new-framework/", NetworkFactory(slug="new", name="New one")
    seat = SeatFactory(network=network, capacity="secretariat", delegation=None)
    keep, member = client_for(seat.user), client_for(draft.members["XA"])
    assert [form in who.get(ROOT).content.decode() for who in (keep, member)] == [True, False]
    assert member.get(form).status_code == 404
    fields = {"network": network.pk, "version": "n-1", "title": "Criteria", "first_year": 2026}
    assert keep.post(form, {**fields, "recommendations": "\n"}).status_code == 422
    assert keep.post(form, {**fields, "network": draft.network.pk, "recommendations": "One"}).status_code == 422
    answer = keep.post(form, {**fields, "recommendations": "Hotlines: States run a hotline.\n\nCourts\n"})
    assert answer["Location"] == f"{ROOT}n-1/"
    begun = Framework.objects.get(version="n-1")
    assert list(begun.recommendations.values_list("code", "title", "text")) == [
        (1, "Hotlines", "States run a hotline."), (2, "Courts", "Courts"),
    ]  # fmt: skip
    assert keep.post(f"{ROOT}n-1/open/").status_code == 302
    assert form not in keep.get(ROOT).content.decode()
    assert keep.post(form, {**fields, "version": "n-2", "recommendations": "One"}).status_code == 422


@pytest.mark.django_db
def test_requirements_for_adoption_are_shown_on_the_page_of_a_draft(client: Client) -> None:
    network = NetworkFactory(slug="joint", kind="joint")
    draft = draft_framework(network, criteria=CRITERIA[1:2])
    client.force_login(SeatFactory(capacity="secretariat", network=network, delegation=None).user)
    for address in ("/evaluation/new-framework/", draft.get_absolute_url()):
        assert "at least two scored criteria" in client.get(address).content.decode()
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "recommendation 1: fewer than two scored criteria" in page
    client.force_login(SeatFactory(capacity="observer", network=network, delegation=None).user)
    assert "fewer than two scored criteria" not in client.get(draft.get_absolute_url()).content.decode()
