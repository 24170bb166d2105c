"""The list and the page of decisions: who sees what, in which language, and with how many queries."""

import hashlib
import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from networkapp.decisions.follow_up.actions import open_follow_ups
from networkapp.decisions.models import Decision, InterpretativeStatement, Procedure, Proposal
from networkapp.decisions.procedures.outcome_statements import write_outcome_statement
from networkapp.decisions.procedures.recording import record_decision
from networkapp.decisions.procedures.statements import make_statement
from networkapp.decisions.rules.outcomes import Stance
from networkapp.models import Network, Seat
from networkapp.provenance.links import link_cause
from networkapp.registry import SearchFilters
from networkapp.search.search import search
from tests.factories.decisions import ADOPTED_AT, add_text, adopt, outcome_of, propose, put_to, state
from tests.factories.discussion import start_topic
from tests.factories.inquiries import make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db
PUBLIC = Network.Visibility.PUBLIC
ROLL_WORDS, STATEMENT, FOLLOWS = "As far as our law goes.", "We read it widely.", "Ask for the figures"


@pytest.fixture
def network() -> Network:
    return NetworkFactory(slug="here", name="Here", visibility=PUBLIC)


@pytest.fixture
def chair(network: Network) -> Seat:
    return SeatFactory(network=network, delegation=DelegationFactory(code="XC"), offices=["chair"])


@pytest.fixture
def decision(chair: Seat) -> Decision:
    """A decision with words on its roll, an incomplete Russian text, a statement, an outcome statement and
    follow-up."""
    version = propose(chair, title="Figures")
    add_text(version, "ru", "Цифры", {"k1": "Сеть просит цифры."})
    procedure = put_to(version, roll=["XA", "XB", "XC"])
    state(procedure, "XA", Stance.EXPLAIN, ROLL_WORDS)
    with transaction.atomic():
        made = record_decision(procedure=procedure, outcome=outcome_of(procedure))
    make_statement(decision=made, delegation=chair.delegation, user=chair.user, text=STATEMENT, client_key=uuid4())
    write_outcome_statement(decision=made, user=chair.user, text="Figures come in May.")
    open_follow_ups(
        decision=made, user=chair.user, task=FOLLOWS, delegations=[DelegationFactory(code="XA")], due_on=None
    )
    return made


def browser(user: Any = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def page_of(client: Client, decision: Decision, query: str = "") -> str:
    answer = client.get(decision.get_absolute_url() + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_visitor_sees_text_statements_and_follow_up_of_a_decision_but_not_the_roll(decision: Decision) -> None:
    page = page_of(browser(), decision)
    shown = [decision.paragraphs[0], STATEMENT, "Figures come in May.", FOLLOWS, decision.content_hash]
    assert [words for words in shown if words not in page] == []
    hidden = [ROLL_WORDS, decision.roll_hash, "roll.json", "agrees", "csrfmiddlewaretoken"]
    assert [words for words in hidden if words in page] == []


def test_readers_of_the_network_see_the_roll_of_a_decision(decision: Decision) -> None:
    page = page_of(browser(SeatFactory(network=decision.network, capacity="observer").user), decision)
    assert [words for words in (ROLL_WORDS, decision.roll_hash, "For members only.") if words not in page] == []


def test_decision_page_names_its_topic_only_to_readers_of_the_topic(decision: Decision, chair: Seat) -> None:
    elsewhere = SeatFactory(network=NetworkFactory(slug="elsewhere"))
    topic = start_topic(elsewhere, title="Quetzal")
    Proposal.objects.filter(pk=decision.proposal_id).update(topic=topic)
    assert "Quetzal" not in page_of(browser(chair.user), decision)
    SeatFactory(network=topic.network, user=chair.user)
    assert "Quetzal" in page_of(browser(chair.user), decision)


def test_decision_is_shown_in_the_requested_language_with_untranslated_parts_in_the_original(
    decision: Decision,
) -> None:
    russian = page_of(browser(), decision, "?language=ru")
    assert '<h1 lang="ru">Цифры</h1>' in russian
    assert re.findall(r'<p lang="(..)">([^<]*)</p>', russian) == [
        ("ru", "Сеть просит цифры."),
        ("en", "It looks at them in the autumn."),
    ]
    assert 'href="?language=en"' in russian
    assert '<h1 lang="en">Figures</h1>' in page_of(browser(), decision, "?language=xx")


def test_decision_and_roll_files_match_their_hashes(decision: Decision) -> None:
    reader = browser(SeatFactory(network=decision.network).user)
    got = [reader.get(f"{decision.get_absolute_url()}{name}.json").content for name in ("decision", "roll")]
    assert [hashlib.sha256(each).hexdigest() for each in got] == [decision.content_hash, decision.roll_hash]
    assert browser().get(f"{decision.get_absolute_url()}roll.json").status_code == 404


def test_decision_pdf_is_pdf_ua_and_omits_the_roll_for_visitors(decision: Decision) -> None:
    notified = []
    for client in (browser(), browser(SeatFactory(network=decision.network).user)):
        answer = client.get(f"{decision.get_absolute_url()}decision.pdf")
        assert b"pdfuaid" in answer.content
        notified.append(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages))
    assert [decision.paragraphs[1] in words for words in notified] == [True, True]
    assert [ROLL_WORDS in words for words in notified] == [False, True]


def test_decision_of_a_closed_network_is_hidden_from_visitors_everywhere(decision: Decision) -> None:
    Network.objects.filter(pk=decision.network_id).update(visibility="closed")
    stranger = browser(SeatFactory(network=NetworkFactory(slug="elsewhere")).user)
    base = decision.get_absolute_url()
    addresses = [base, f"{base}decision.pdf", f"{base}decision.json", f"{base}roll.json", "/decisions/here/feed.atom"]
    addresses += [decision.follow_ups.get().get_absolute_url(), f"/api/v1{base}"]
    for client in (browser(), stranger):
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
        lists = ["/decisions/", "/decisions/?network=here", "/decisions/follow-up/", "/api/v1/decisions/"]
        for address in [*lists, "/sitemap.xml"]:
            html = client.get(address).content.decode()
            assert [words for words in ("Figures", FOLLOWS, "here/2026", ">Here<") if words in html] == []
    assert [found.kind for found in search(user=UserFactory(), query="figures")] == []


def test_decision_list_is_filtered_and_newest_first(network: Network, chair: Seat) -> None:
    subject = SubjectFactory(slug="figures")
    first = adopt(network, seat=chair, title="First")
    second = adopt(network, seat=chair, title="Second", at=ADOPTED_AT + timedelta(days=365))
    other = adopt(NetworkFactory(slug="other", visibility=PUBLIC), title="Third")
    first.subjects.add(subject)

    def titles(query: str) -> list[str]:
        return [decision.title for decision in browser().get(f"/decisions/{query}").context["page_obj"]]

    assert titles("") == ["Second", "Third", "First"]
    assert titles("?network=here&year=2026") == [first.title]
    assert (titles("?subject=figures"), titles("?year=2027")) == (["First"], [second.title])
    assert titles("?network=other&year=2027") == []
    assert titles("?network=nonsense") == ["Second", other.title, "First"]


def test_decision_list_shows_open_procedures_of_the_user_and_which_await_a_position(
    network: Network, chair: Seat
) -> None:
    now = timezone.now()
    later = put_to(propose(chair, title="Later"), expires_at=now + timedelta(days=9), roll=["XA"])
    soon = put_to(propose(chair, title="Soon"), expires_at=now + timedelta(days=2), roll=["XA", "XC"])
    put_to(propose(chair, title="Over"), expires_at=timezone.now() - timedelta(minutes=1))
    page = browser(chair.user).get("/decisions/")
    assert [(one.procedure, one.waits) for one in page.context["running"]] == [(soon, True), (later, False)]
    assert page.content.decode().count("Respond by") == 1
    assert (len(browser().get("/decisions/").context["running"]), Procedure.objects.count()) == (0, 3)


def test_forms_of_the_decision_page_store_follow_up_outcome_and_statement(decision: Decision, chair: Seat) -> None:
    client, base = browser(chair.user), decision.get_absolute_url()
    values = {"task": "Another", "delegations": [DelegationFactory(code="XB").pk], "due_on": "2099-01-01"}
    assert client.post(f"{base}ask/", values).status_code == 302
    assert client.post(f"{base}outcome/", {"text": "In June.", "review_on": "2099-01-01"}).status_code == 302
    fields = {"delegation": chair.delegation_id, "text": "Narrowly.", "client_key": str(uuid4())}
    assert client.post(f"{base}state/", fields).status_code == 302
    decision.refresh_from_db()
    assert (decision.outcome_statement, decision.review_on) == ("In June.", date(2099, 1, 1))
    assert decision.follow_ups.filter(task="Another", due_on=date(2099, 1, 1)).count() == 1
    assert decision.statements.filter(text="Narrowly.", seat=chair).count() == 1


def test_refused_follow_up_form_keeps_the_entered_text(decision: Decision, chair: Seat) -> None:
    answer = browser(chair.user).post(f"{decision.get_absolute_url()}ask/", {"task": "Kept words", "delegations": []})
    assert (answer.status_code, "Kept words" in answer.content.decode()) == (422, True)


def test_adviser_drafts_a_statement_and_a_member_approves_it(decision: Decision, chair: Seat) -> None:
    adviser = SeatFactory(network=decision.network, delegation=chair.delegation, capacity="adviser")
    values = {"delegation": chair.delegation_id, "text": "Drafted words", "client_key": str(uuid4())}
    base = decision.get_absolute_url()
    assert browser(adviser.user).post(f"{base}state/", values).status_code == 403
    assert browser(adviser.user).post(f"{base}prepare/", values).status_code == 302
    prepared = decision.prepared_statements.get()
    foreign = SeatFactory(network=decision.network, delegation=DelegationFactory(code="XB")).user
    assert [browser(user).get(prepared.get_absolute_url()).status_code for user in (foreign, chair.user)] == [404, 200]
    assert "Drafted words" not in page_of(browser(foreign), decision)
    released = {"act": "release", "text": "Drafted words"}
    assert browser(chair.user).post(prepared.get_absolute_url(), released).status_code == 302
    assert InterpretativeStatement.objects.filter(drafted_by=adviser, seat=chair).count() == 1
    assert "Drafted by adviser" in page_of(browser(), decision)


def asks_for_a_passkey(request: Any) -> str:
    return "/passkey/"


def test_publishing_a_statement_requires_reauthentication_and_drafting_does_not(
    decision: Decision, chair: Seat, settings: Any
) -> None:
    settings.NETWORKAPP_HOST_ACCOUNTS, settings.NETWORKAPP_STEP_UP = (
        "networkapp.host.HostAccounts",
        f"{__name__}.asks_for_a_passkey",
    )
    adviser = SeatFactory(network=decision.network, delegation=chair.delegation, capacity="adviser")
    values = {"delegation": chair.delegation_id, "text": "Drafted words", "client_key": str(uuid4())}
    base, before = decision.get_absolute_url(), decision.statements.count()
    assert browser(adviser.user).post(f"{base}prepare/", values)["Location"] == f"{base}#statements"
    prepared = decision.prepared_statements.get()
    released = {"act": "release", "text": "Drafted words"}
    member = browser(chair.user)
    expected = [(f"{base}state/", values), (prepared.get_absolute_url(), released)]
    assert [member.post(address, data)["Location"] for address, data in expected] == ["/passkey/"] * 2
    assert decision.statements.count() == before
    again = {"act": "again", "text": "Other words"}
    assert browser(adviser.user).post(prepared.get_absolute_url(), again)["Location"] == f"{base}#statements"
    settings.NETWORKAPP_STEP_UP = ""
    member.post(prepared.get_absolute_url(), {**released, "text": "Other words"})
    assert decision.statements.count() == before + 1


def test_decision_page_shows_its_origin_once(decision: Decision, chair: Seat) -> None:
    page = page_of(browser(chair.user), decision)
    assert (page.count("Origin"), page.count("<h3>Origin</h3>")) == (1, 0)
    assert [words in page for words in ("Outcomes", "View dossier")] == [True, True]


def test_decision_page_lists_each_follow_up_once_and_other_outcomes_below(decision: Decision, chair: Seat) -> None:
    address = decision.follow_ups.get().get_absolute_url()
    assert page_of(browser(chair.user), decision).count(f'href="{address}"') == 1
    inquiry = make_inquiry(decision.network)
    link_cause(cause=decision, effect=inquiry, user=chair.user)
    page = page_of(browser(chair.user), decision)
    assert [page.count(words) for words in (">Outcomes<", f'href="{inquiry.get_absolute_url()}"')] == [1, 1]


def test_only_the_delegation_of_a_follow_up_reports_on_its_page(decision: Decision, chair: Seat) -> None:
    follow_up = decision.follow_ups.get()
    values = {"state": "declined", "words": "", "client_key": str(uuid4())}
    member = SeatFactory(network=decision.network, delegation=follow_up.delegation).user
    address = follow_up.get_absolute_url()
    assert browser(chair.user).post(address, values).status_code == 403
    assert browser(member).post(address, values).status_code == 422
    assert browser(member).post(address, values | {"words": "No money."}).status_code == 302
    assert "No money." in browser().get(address).content.decode()


def test_search_finds_decisions_in_every_language_and_by_date(decision: Decision) -> None:
    def found(query: str, **narrowing: Any) -> list[str]:
        kinds = search(user=UserFactory(), query=query, narrowing=SearchFilters(**narrowing))
        return [hit.title for kind in kinds for hit in kind.hits]

    assert [found(words) for words in ("autumn", "цифры", "nowhere")] == [[str(decision)], [str(decision)], []]
    assert [found("autumn", since=ADOPTED_AT.date() + timedelta(days=days)) for days in (0, 1)] == [[str(decision)], []]
    assert found("autumn", network=NetworkFactory().pk) == []


def test_decision_feed_has_the_newest_decisions_without_the_roll(decision: Decision) -> None:
    feed = browser().get("/decisions/here/feed.atom").content.decode()
    assert [words in feed for words in ("2026/1 Figures", "Figures come in May.", ROLL_WORDS)] == [True, True, False]


def test_decision_api_returns_what_visitors_see_on_the_page(decision: Decision) -> None:
    for client in (browser(), browser(SeatFactory(network=decision.network).user)):
        one = client.get(f"/api/v1{decision.get_absolute_url()}").json()
        assert (one["number"], one["paragraphs"]) == ("2026/1", decision.paragraphs)
        assert [row["task"] for row in one["follow_ups"]] == [FOLLOWS]
        assert [row["text"] for row in one["statements"]] == [STATEMENT]
        assert "roll" not in str(one)
        assert client.get("/api/v1/decisions/?year=2025").json()["count"] == 0


def test_sitemap_contains_public_decisions(decision: Decision) -> None:
    assert f"{decision.get_absolute_url()}</loc>" in browser().get("/sitemap.xml").content.decode()


REGISTER, ONE_DECISION, BY_COUNTRY = 12, 28, 7
