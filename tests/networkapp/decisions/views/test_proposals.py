"""Pages of proposals: what they show, how refused forms are shown again, and the number of queries."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from networkapp.decisions.models import Amendment, AmendmentDraft, Proposal
from networkapp.decisions.proposals.consolidation import generate_version
from networkapp.models import Seat, SubjectTranslation
from tests.factories.discussion import start_topic
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory
from tests.factories.procedures import make_procedure
from tests.factories.proposals import TEXT, Drafting, make_drafting
from tests.worlds import world

LIST = "/networks/joint/proposals/"
HERE = f"{LIST}1/"


@world
def here(db: None) -> Drafting:
    return make_drafting()


def enter(client: Client, seat: Seat) -> Client:
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, address: str, **data: Any) -> str:
    answer = client.get(address, data)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def amend_data(**kwargs: Any) -> dict[str, Any]:
    return {
        "base": 1, "key": "p1", "start": 2, "end": 2, "act": "replace", "replacement": "may", "reason": "Clearer",
        "client_key": str(uuid4()), **kwargs,
    }  # fmt: skip


def test_new_proposal_is_in_the_list_with_its_topic(client: Client, here: Drafting) -> None:
    enter(client, here.member)
    data = {"title": "A second one", "text": TEXT, "language": "en", "opening": "Reason", "client_key": str(uuid4())}
    answer = client.post(f"{LIST}new/", data)
    assert answer.headers["Location"] == f"{LIST}2/"
    assert "Every state shall ask and answer." in page(client, f"{LIST}2/")
    assert "A second one" in page(client, LIST)
    without = page(client, LIST, state="adopted")
    assert ("A second one" in without, "No results match your filters." in without) == (False, True)
    assert "A second one" in page(client, LIST, state="nonsense")


def test_subjects_are_named_in_the_language_of_the_reader(client: Client, here: Drafting) -> None:
    subject = SubjectFactory(title="Forced labour")
    SubjectTranslation.objects.create(source=subject, language="de", title="Zwangsarbeit")
    Proposal.objects.get().subjects.add(subject)
    get_user_model().objects.filter(pk=here.member.user.pk).update(language="de")
    enter(client, here.member)
    for address in (HERE, f"{LIST}new/"):
        assert '<span lang="de">Zwangsarbeit</span>' in page(client, address)


def test_refused_proposal_form_keeps_the_entered_text(client: Client, here: Drafting) -> None:
    enter(client, here.member)
    data = {"title": "t" * 201, "text": "My words", "language": "en", "client_key": str(uuid4())}
    answer = client.post(f"{LIST}new/", data)
    assert answer.status_code == 422
    assert "My words" in answer.content.decode()


def test_possible_personal_data_in_an_amendment_must_be_confirmed_before_it_is_stored(
    client: Client, here: Drafting
) -> None:
    enter(client, here.other)
    data = amend_data(reason="Anna Lind, born 3 May 1999, said so")
    assert client.post(f"{HERE}amend/", data).status_code == 422
    assert Amendment.objects.count() == 0
    assert client.post(f"{HERE}amend/", {**data, "checked": "on"}).status_code == 302


def first_of_all(request: Any) -> str:
    """Require everybody to confirm their identity first, as a host may do."""
    return "/confirm/"


def test_breaking_a_silence_by_an_amendment_requires_reauthentication(
    client: Client, here: Drafting, settings: Any
) -> None:
    settings.NETWORKAPP_HOST_ACCOUNTS, settings.NETWORKAPP_STEP_UP = (
        "networkapp.host.HostAccounts",
        f"{__name__}.first_of_all",
    )
    enter(client, here.adviser)
    data = amend_data(partner=here.member.pk)
    assert client.post(f"{HERE}amend/", data).status_code == 302
    prepared = AmendmentDraft.objects.get()
    make_procedure(here.secretariat, proposal=here.proposal)
    release = {"replacement": "may", "reason": "Clearer", "breaks_silence": "True"}
    answer = enter(client, here.other).post(f"{HERE}amend/", amend_data())
    own = AmendmentDraft.objects.get(prepared_by=here.other)
    assert answer.headers["Location"] == own.get_absolute_url()
    for seat, waiting in ((here.other, own), (here.member, prepared)):
        answer = enter(client, seat).post(f"{waiting.get_absolute_url()}release/", release)
        assert answer.headers["Location"] == "/confirm/"
    assert Amendment.objects.count() == 0
    settings.NETWORKAPP_STEP_UP = ""
    enter(client, here.other).post(f"{own.get_absolute_url()}release/", release)
    assert Amendment.objects.get().drafted_by is None


@pytest.mark.parametrize(
    ("act", "becomes"),
    [
        ("replace", "Help may not depend on evidence."),
        ("strike", "Help not depend on evidence."),
        ("before", "Help may must not depend on evidence."),
        ("after", "Help must may not depend on evidence."),
    ],
)
def test_amendment_form_selects_words_by_their_numbers_from_one(
    client: Client, here: Drafting, act: str, becomes: str
) -> None:
    enter(client, here.other)
    form = page(client, f"{HERE}amend/", key="p1")
    assert '<span class="numbered-word" data-word="2">must<sup class="word-number">2</sup></span>' in form
    assert "(optional)" not in form
    assert client.post(f"{HERE}amend/", amend_data(act=act)).status_code == 302
    here.accept(Amendment.objects.get())
    assert generate_version(proposal=here.proposal, user=here.rapporteur.user, base=1).text[0].text == becomes


def test_amendment_form_can_add_a_new_paragraph(client: Client, here: Drafting) -> None:
    enter(client, here.other)
    assert "new paragraph after paragraph 2" in page(client, f"{HERE}amend/", key="p2", new="1")
    assert client.post(f"{HERE}amend/", amend_data(new="True", key="p2", replacement="New")).status_code == 302
    assert (Amendment.objects.get().kind, Amendment.objects.get().key) == ("new", "p2")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": ""}, "Choose the first and the last word"),
        ({"start": 5, "end": 3}, "Choose words that are in the paragraph"),
        ({"start": 1, "end": 900}, "Choose words that are in the paragraph"),
        ({"end": 2**40}, "less than or equal"),
        ({"replacement": " "}, "Enter some text."),
        ({"replacement": "must"}, "The amendment does not change the text"),
        ({"reason": ""}, "Enter a reason."),
    ],
)
def test_amendment_of_nonexistent_words_is_refused_with_a_reason(
    client: Client, here: Drafting, fields: dict[str, Any], words: str
) -> None:
    answer = enter(client, here.other).post(f"{HERE}amend/", amend_data(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Amendment.objects.count() == 0


@pytest.mark.parametrize("key", ["p9", ""])
def test_amendment_form_for_a_nonexistent_paragraph_returns_404(client: Client, here: Drafting, key: str) -> None:
    assert enter(client, here.other).get(f"{HERE}amend/", {"key": key}).status_code == 404


def test_amendment_form_after_a_new_version_selects_the_same_words_there(client: Client, here: Drafting) -> None:
    here.accept(here.amend(0, 0, "All"))
    generate_version(proposal=here.proposal, user=here.rapporteur.user, base=1)
    data = amend_data()
    answer = enter(client, here.other).post(f"{HERE}amend/", data)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "The words you chose are unchanged and are selected below" in shown
    assert 'name="base" value="2"' in shown
    assert 'name="start" value="3"' in shown
    assert client.post(f"{HERE}amend/", {**data, "base": 2, "start": 3, "end": 3}).status_code == 302
    gone = client.post(f"{HERE}amend/", amend_data(start=1, end=2)).content.decode()
    assert "The words you chose are unchanged and are selected below" in gone


def test_rapporteur_decides_on_an_amendment_on_its_page(client: Client, here: Drafting) -> None:
    first, second = here.amend(1, 2, "may"), here.amend(1, 3, "can never")
    enter(client, here.rapporteur)
    assert "Conflicts with amendment 2" in page(client, first.get_absolute_url())
    assert client.post(f"{first.get_absolute_url()}accept/").status_code == 302
    refused = client.post(f"{second.get_absolute_url()}accept/")
    assert refused.status_code == 422
    assert "You cannot accept both amendments" in refused.content.decode()
    assert client.post(f"{second.get_absolute_url()}set-aside/", {"words": "Later"}).status_code == 302
    assert "Later" in page(client, HERE)
    assert "1 amendment is accepted" in page(client, HERE)
    assert client.post(f"{HERE}generate/", {"base": 1}).status_code == 302
    assert "Version 2, created from the accepted amendments" in page(client, HERE)
    text = page(client, f"{HERE}versions/", old=1, new=2)
    assert "Changes from version 1 to 2" in text
    assert "</span>may<span" in text
    assert client.get(f"{HERE}versions/", {"old": "x", "new": 99}).status_code == 200
    assert "must not depend" in page(client, f"{HERE}versions/1/")


def test_rapporteur_consolidates_the_generated_text_on_its_page(client: Client, here: Drafting) -> None:
    here.accept(here.amend(1, 2, "may"))
    enter(client, here.rapporteur)
    assert "1. Help may not depend on evidence." in page(client, f"{HERE}consolidate/")
    data = {"title": "T", "text": "One\n\nTwo", "reason": "Shorter", "base": 1, "accepted": "1"}
    assert client.post(f"{HERE}consolidate/", data).status_code == 302
    assert here.newest.number == 3


def test_consolidation_started_before_an_amendment_was_accepted_does_not_undo_it(
    client: Client, here: Drafting
) -> None:
    here.accept(here.amend(1, 2, "may"))
    second = here.amend(4, 5, "testimony")
    enter(client, here.rapporteur)
    form = client.get(f"{HERE}consolidate/").context["form"]
    here.accept(second)
    data = {"title": "T", "text": form["text"].value(), "reason": "Clearer", "base": 1, "accepted": "1"}
    answer = client.post(f"{HERE}consolidate/", data)
    assert (answer.status_code, answer.context["form"].errors.as_data()["__all__"][0].code) == (422, "accepted_since")
    assert (here.newest.number, answer.context["form"]["accepted"].value()) == (1, "1,2")
    text = client.get(f"{HERE}consolidate/").context["form"]["text"].value()
    assert client.post(f"{HERE}consolidate/", {**data, "text": text, "accepted": "1,2"}).status_code == 302
    assert here.newest.text[0].text == "Help may not depend testimony evidence."


def test_proposal_page_shows_a_translation_and_its_missing_paragraphs(client: Client, here: Drafting) -> None:
    enter(client, here.rapporteur)
    data = {"base": 1, "title": "Помощь", "text_p1": "Первый"}
    assert client.post(f"{HERE}texts/ru/", data).headers["Location"] == f"{HERE}?language=ru"
    read = page(client, HERE, language="ru")
    assert "Первый" in read
    assert "2 paragraphs are missing" in read
    assert "Первый" in page(client, f"{HERE}texts/ru/")
    assert client.get(f"{HERE}texts/en/").status_code == 404


def test_proposal_can_be_translated_into_a_language_outside_the_interface(client: Client, here: Drafting) -> None:
    enter(client, here.rapporteur)
    assert client.get(f"{HERE}texts/", {"language": "Ladin"}).headers["Location"] == f"{HERE}texts/lld/"
    refused = client.get(f"{HERE}texts/", {"language": "Elvish"})
    assert (refused.status_code, "There is no language “Elvish”" in refused.content.decode()) == (422, True)
    data = {"base": 1, "title": "Aiüt", "text_p1": "Prim"}
    assert client.post(f"{HERE}texts/lld/", data).headers["Location"] == f"{HERE}?language=lld"
    assert '<ol class="lawtext" lang="lld">' in page(client, HERE, language="lld")
    assert client.get(f"{HERE}texts/xx/").status_code == 404


def test_adviser_drafts_an_amendment_and_the_member_approves_it(client: Client, here: Drafting) -> None:
    enter(client, here.adviser)
    assert client.post(f"{HERE}amend/", amend_data(partner=here.member.pk)).status_code == 302
    prepared = AmendmentDraft.objects.get()
    assert Amendment.objects.count() == 0
    assert "Withdraw" in page(client, prepared.get_absolute_url())
    for stranger in (here.other, here.rapporteur):
        assert enter(Client(), stranger).get(prepared.get_absolute_url()).status_code == 404
        assert "may" not in page(enter(Client(), stranger), HERE).partition("lawtext")[2].partition("</ol>")[0]
    enter(client, here.member)
    answer = client.post(f"{prepared.get_absolute_url()}release/", {"replacement": "can", "reason": "Mine"})
    made = Amendment.objects.get()
    assert (answer.headers["Location"], made.replacement, made.drafted_by) == (
        made.get_absolute_url(),
        "can",
        here.adviser,
    )
    assert "Drafted by adviser, XA, approved by member, XA" in page(client, HERE)


def test_proposal_can_be_created_from_a_topic_of_its_network_only(client: Client, here: Drafting) -> None:
    topic, away = start_topic(here.member), start_topic(SeatFactory(network=NetworkFactory(slug="other")))
    enter(client, here.member)
    data = {"title": "T", "text": "T", "language": "en", "client_key": str(uuid4())}
    assert client.post(f"{LIST}new/", {**data, "topic": topic.pk}).status_code == 302
    assert client.post(f"{LIST}new/", {**data, "topic": away.pk}).status_code == 422
    assert Proposal.objects.get(number=2).topic == topic


def test_proposals_of_another_network_return_404_and_are_not_found_by_search(client: Client, here: Drafting) -> None:
    amendment = here.amend(1, 2, "may")
    SeatFactory(network=(other := NetworkFactory(slug="other")))
    enter(client, SeatFactory(network=other))
    for address in (LIST, HERE, f"{HERE}versions/", f"{HERE}texts/", amendment.get_absolute_url()):
        assert client.get(address).status_code == 404
    found = page(client, "/search/", query="testimony").partition("<main")[2]
    assert "without testimony" not in found
    assert "No results for “testimony”." in found
