"""Pages of inquiries: from a draft to the answer matrix, through their forms."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone

from networkapp.inquiries.live import inquiry_changed
from networkapp.inquiries.models import Inquiry, ParliamentCase, Reply
from networkapp.models import Delegation, Network, Seat
from tests.factories.inquiries import (
    file_answer,
    keeper_of,
    let_keepers_table,
    make_case,
    make_inquiry,
    make_instrument,
)
from tests.factories.networks import DelegationFactory, NetworkFactory, make_seat


def client_of(seat: Seat) -> Client:
    client = Client()
    client.force_login(seat.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_inquiry_goes_from_draft_to_answer_matrix_through_its_forms(network: Network) -> None:
    network.delegations.add(DelegationFactory(code="XA"))
    adviser, member = make_seat(network, "XA", "adviser"), make_seat(network, "XA", "member")
    keeper = keeper_of(network)
    hers, his, theirs = client_of(adviser), client_of(member), client_of(keeper)
    instrument = make_instrument("XA")
    key = "11111111-2222-4333-8444-555555555555"
    typed = {"title": "Convictions", "language": "en", "questions": "How many?\n\nWhere to?", "client_key": key}
    assert hers.post(f"/inquiries/{network.slug}/new/", {**typed, "title": ""}).status_code == 422
    assert hers.post(f"/inquiries/{network.slug}/new/", typed).status_code == 302
    inquiry = Inquiry.objects.get()
    here = inquiry.get_absolute_url()
    assert theirs.post(f"{here}approve/").status_code == 302
    made = hers.post(f"{here}cast/xa/", {"instrument": instrument.pk, "client_key": key})
    case = ParliamentCase.objects.get()
    assert made["Location"] == case.get_absolute_url()
    untabled = hers.get(case.get_absolute_url()).content.decode()
    assert ("If tabled today:" in untabled, '<h2 id="answers">Questions</h2>' in untabled) == (True, True)
    assert his.post(f"{case.get_absolute_url()}release/", {"base_version": "1"}).status_code == 302
    tabled = {"tabled_on": timezone.localdate(), "reference": "K 12"}
    assert hers.post(f"{case.get_absolute_url()}table/", tabled).status_code == 302
    answer = {
        "status": "partly", "status_because": "No numbers", "quotation": "Some were.", "language": "en",
        "translation_language": "en", "answered_on": timezone.localdate(), "base_version": "0",
    }  # fmt: skip
    filed = hers.post(f"{case.get_absolute_url()}answers/1/", answer)
    assert filed["Location"] == f"{case.get_absolute_url()}#answer-1"
    assert "Answer due" in his.get(case.get_absolute_url()).content.decode().partition('<div class="two">')[0]
    for by in ("question", "country"):
        page = his.get(f"{here}matrix/?by={by}").content.decode()
        assert ("Some were." in page, "No numbers" in page, "Partly answered" in page) == (True, True, True)


def test_single_instrument_of_a_parliament_is_preselected_and_several_are_not(network: Network) -> None:
    network.delegations.add(DelegationFactory(code="XA"))
    client, only = client_of(make_seat(network, "XA", "member")), make_instrument("XA")
    here = make_inquiry(network).get_absolute_url()
    chosen = f'<option value="{only.pk}" selected>'
    assert chosen in client.get(f"{here}cast/xa/").content.decode()
    make_instrument("XA", key="interpellation", name="Interpellation")
    assert chosen not in client.get(f"{here}cast/xa/").content.decode()


def test_adviser_can_record_tabling_after_a_member_approved_the_form(network: Network) -> None:
    adviser, member = make_seat(network, "XA", "adviser"), make_seat(network, "XA", "member")
    case = make_case(make_inquiry(network), tabled=False)
    people, here = (
        [client_of(seat) for seat in (adviser, member, keeper_of(network))],
        f"{case.get_absolute_url()}table/",
    )

    def offered() -> list[tuple[bool, bool, int]]:
        """Return for each client whether the link is shown, whether something is missing, and the status of its URL."""
        pages = [(client, client.get(case.get_absolute_url()).content.decode()) for client in people]
        return [(here in page, "note--waits" in page, client.get(here).status_code) for client, page in pages]

    assert offered() == [(False, True, 302), (True, False, 200), (False, True, 302)]
    let_keepers_table(network)
    assert offered() == [(False, True, 302), (True, False, 200), (True, False, 200)]
    client_of(member).post(f"{case.get_absolute_url()}release/", {"base_version": "1"})
    assert f"{case.get_absolute_url()}table/" in client_of(adviser).get(case.get_absolute_url()).content.decode()


def test_possible_personal_data_in_an_answer_must_be_confirmed_before_it_is_stored(network: Network) -> None:
    case = make_case(make_inquiry(network))
    fields = {
        "status": "answered", "quotation": "Anna Musterfrau, born 3 March 1990, was heard.", "language": "en",
        "translation_language": "en", "answered_on": timezone.localdate(), "base_version": "0",
    }  # fmt: skip
    client, url = client_of(make_seat(network, "XA", "member")), f"{case.get_absolute_url()}answers/1/"
    page = client.post(url, fields)
    assert (page.status_code, bool(page.context["form"].findings), Reply.objects.count()) == (422, True, 0)
    assert client.post(url, {**fields, "checked": "on"}).status_code == 302


def test_frames_of_answers_announce_a_change_without_its_text(network: Network) -> None:
    inquiry = make_inquiry(network)
    file_answer(make_case(inquiry), quotation="Okapi", status="evasive", status_because="Numbat")
    result = list(network.events.filter(kind__startswith="cast."))
    places = inquiry_changed(result)
    assert {event.kind: [place.id for place in places[event.sequence]] for event in result} == {
        kind: [f"inquiry-news-{inquiry.pk}"] for kind in ("cast.drafted", "cast.tabled", "cast.filed")
    }
    assert not any(word in place.html for shown in places.values() for place in shown for word in ("Okapi", "Numbat"))


def test_questions_and_answers_can_be_in_languages_outside_the_interface(network: Network) -> None:
    network.delegations.add(DelegationFactory(code="XA"))
    adviser, keeper = make_seat(network, "XA", "adviser"), keeper_of(network)
    client = client_of(adviser)
    case = make_case(make_inquiry(network))
    here = case.inquiry.get_absolute_url()
    led = client.get(f"{here}texts/", {"language": "Slovenian"})
    assert led["Location"] == f"{here}texts/sl/"
    unknown = client.get(f"{here}texts/", {"language": "Elvish"})
    assert (unknown.status_code, "There is no language “Elvish”" in unknown.content.decode()) == (422, True)
    question = case.questions.get(number=1)
    assert client.post(f"{here}texts/sl/", {f"text_{question.key}": "Koliko?"}).status_code == 302
    assert question.in_language("sl").text == "Koliko?"
    assert f'href="{here}texts/sl/" lang="sl">Slovenščina</a>' in client.get(here).content.decode()
    answer = {
        "status": "answered", "quotation": "Cater.", "language": "en", "language_other": "Ladin",
        "translation": "Quattro.", "translation_language": "it", "answered_on": timezone.localdate(),
        "base_version": "0",
    }  # fmt: skip
    assert client_of(keeper).post(f"{case.get_absolute_url()}answers/1/", answer).status_code == 302
    reply = Reply.objects.get()
    assert (reply.language, reply.translation_language) == ("lld", "it")
    page = client.get(case.get_absolute_url()).content.decode()
    assert ('lang="lld"' in page, 'lang="it"' in page) == (True, True)
    wrong = client_of(keeper).post(f"{case.get_absolute_url()}answers/2/", {**answer, "language_other": "Elvish"})
    assert (wrong.status_code, "Cater." in wrong.content.decode()) == (422, True)


def test_translation_urls_of_unknown_languages_return_404(network: Network) -> None:
    client, here = client_of(make_seat(network, "XA", "adviser")), make_inquiry(network).get_absolute_url()
    assert [client.get(f"{here}texts/{code}/").status_code for code in ("lld", "xx", "en")] == [200, 404, 404]


def test_list_shows_and_orders_inquiries_by_the_date_of_their_approval(client: Client, db: None) -> None:
    network = NetworkFactory(visibility="public")
    for title, day in (("Written first", 20), ("Written last", 10)):
        inquiry = make_inquiry(network, title=title)
        Inquiry.objects.filter(pk=inquiry.pk).update(approved_at=datetime(2025, 3, day, 12, tzinfo=UTC))
    page = client.get("/inquiries/").content.decode()
    found = [page.index(words) for words in ("20 March 2025", "Written first", "10 March 2025", "Written last")]
    assert found == sorted(found)


@pytest.mark.django_db
def test_types_of_question_are_sorted_by_name_of_the_parliament_not_by_code(client: Client) -> None:
    for code, name in (("DE", "Germany"), ("DK", "Denmark"), ("EE", "Estonia")):
        make_instrument(code, key=code)
        Delegation.objects.filter(code=code).update(name=name)
    page = BeautifulSoup(client.get("/inquiries/instruments/").content, "html.parser")
    heads = [head.get_text().partition(":")[0] for head in page.select("tbody th")]
    assert heads == ["Denmark", "Estonia", "Germany"]
