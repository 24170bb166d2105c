"""The pages of a peer review: for reviewers, for the country, for the secretariat."""

from typing import Any

from django.test import Client

from evaluation.models import PeerCheck, PeerRemark, ReviewLot, ReviewThread
from tests.factories.assessments import Work
from tests.factories.reviews import Peers, make_peers
from tests.worlds import world


@world
def peers(db: None) -> Peers:
    found = make_peers()
    found.open()
    return found


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(peers: Peers, path: str = "") -> str:
    return f"/evaluation/reviews/{peers.work.assessment.pk}/{path}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_question_is_asked_answered_and_resolved_on_the_review_pages(peers: Peers) -> None:
    reviewer, government = browser(peers.reviewers["XB"]), browser(peers.work.government)
    assert "Sample country A, 2026" in page(reviewer, "/evaluation/reviews/")
    answer = reviewer.post(address(peers, "answers/1.2/ask/"), {"text": "How is it counted?"})
    assert answer["Location"] == address(peers, "sections/1/#q1-2")
    assert "How is it counted?" in page(government, address(peers, "sections/1/"))
    thread = ReviewThread.objects.get()
    government.post(address(peers, f"questions/{thread.pk}/reply/"), {"text": "By the police."})
    assert "By the police." in page(reviewer, address(peers, "sections/1/"))
    reviewer.post(address(peers, f"questions/{thread.pk}/settle/"))
    thread.refresh_from_db()
    assert thread.state == "settled"


def test_too_long_question_shows_an_error_and_keeps_the_text(peers: Peers) -> None:
    long = "quetzal " * 600
    answer = browser(peers.reviewers["XB"]).post(address(peers, "answers/1.2/ask/"), {"text": long})
    html = answer.content.decode()
    assert (answer.status_code, long.strip() in html) == (422, True)
    assert html.count("Use 4,000 characters or fewer.") == 2


def test_question_with_personal_data_is_saved_only_after_confirmation(peers: Peers) -> None:
    reviewer, path = browser(peers.reviewers["XB"]), address(peers, "answers/1.2/ask/")
    answer = reviewer.post(path, {"text": "Was Maria Example, born 12.03.1998, counted?"})
    html = answer.content.decode()
    assert (answer.status_code, ReviewThread.objects.count()) == (422, 0)
    assert "A name with a date of birth" in html
    assert 'name="checked"' in html
    reviewer.post(path, {"text": "Was Maria Example, born 12.03.1998, counted?", "checked": "on"})
    assert ReviewThread.objects.count() == 1


def test_reviewer_checks_an_answer_remarks_on_it_and_finishes(peers: Peers) -> None:
    reviewer = browser(peers.reviewers["XB"])
    reviewer.post(address(peers, "answers/1.2/check/"))
    assert PeerCheck.objects.count() == 1
    assert "by Sample country B" in page(reviewer, address(peers, "sections/1/"))
    reviewer.post(address(peers, "answers/1.2/uncheck/"))
    assert PeerCheck.objects.count() == 0
    reviewer.post(address(peers, "answers/1.4/remark/"), {"text": "Well told."})
    mine = PeerRemark.objects.get()
    country = browser(peers.work.delegate)
    country.post(address(peers, f"remarks/{mine.pk}/reply/"), {"text": "Thank you."})
    assert "Thank you." in page(reviewer, address(peers, "sections/1/"))
    answer = reviewer.post(address(peers, "conclude/"), follow=True)
    assert "Your country has finished the review." in answer.content.decode()


def test_secretariat_opens_and_ends_a_review_and_publishes_the_assessment_as_reviewed(db: None) -> None:
    peers = make_peers()
    peers.work.answer_all()
    peers.work.sign_by_both()
    clerk, pk = browser(peers.work.secretariat), peers.work.assessment.pk
    assert "Open peer review" in page(clerk, f"/evaluation/assessments/{pk}/review/")
    clerk.post(f"/evaluation/assessments/{pk}/open-review/")
    lot = peers.work.assessment.cycle.lots.get()
    assert lot.seed in page(clerk, "/evaluation/reviews/oversight/")
    assert "The review ends on" in clerk.post(address(peers, "end/")).content.decode()
    peers.conclude("XB", "XC")
    clerk.post(address(peers, "end/"))
    assert "Publish as peer reviewed" in page(clerk, f"/evaluation/assessments/{pk}/review/")
    refused = clerk.post(f"/evaluation/assessments/{pk}/publish/")
    assert refused.status_code == 422
    assert refused.context["publish_form"].errors == {"for_everybody": ["Choose who can read the results."]}
    assert "checked" not in clerk.get(f"/evaluation/assessments/{pk}/review/").content.decode()
    assert not peers.work.assessment.versions.exists()
    answer = clerk.post(f"/evaluation/assessments/{pk}/publish/", {"for_everybody": "no"}, follow=True)
    assert "Published as peer reviewed." in answer.content.decode()
    assert not peers.work.assessment.versions.get().for_everybody


def test_reviewers_read_nothing_during_a_correction_and_the_changes_afterwards(peers: Peers) -> None:
    reviewer = browser(peers.reviewers["XB"])
    peers.ask(text="Is it so?")
    clerk = browser(peers.work.secretariat)
    clerk.post(address(peers, "send-back/"), {"reason": "Count again."})
    assert reviewer.get(address(peers)).status_code == clerk.get(address(peers)).status_code == 404
    assert "Paused while the country corrects" in page(reviewer, "/evaluation/reviews/")
    assert "Is it so?" in page(browser(peers.work.delegate), address(peers, "sections/1/"))
    peers.work.answer("1.2", numerator=8, denominator=24)
    peers.work.sign_by_both()
    result = page(reviewer, address(peers))
    assert "Reason: Count again." in result
    assert "9 of 24, 37.5 % before, 8 of 24, 33.3 % now" in result
    assert "Is it so?" in page(reviewer, address(peers, "sections/1/"))


def test_reviewers_cannot_open_other_pages_of_the_assessment(peers: Peers) -> None:
    reviewer, pk = browser(peers.reviewers["XB"]), peers.work.assessment.pk
    paths = ("", "sections/1/", "answers/1.2/", "sign/", "review/")
    codes = [reviewer.get(f"/evaluation/assessments/{pk}/{path}").status_code for path in paths]
    assert codes == [404] * len(paths)


def test_country_that_withdraws_from_a_review_can_no_longer_open_it(peers: Peers) -> None:
    reviewer = browser(peers.reviewers["XB"])
    facts = {"delegation": peers.delegation("XB"), "reason": "An election."}
    missing = reviewer.post(address(peers, "withdraw/"), {**facts, "reason": ""})
    assert (missing.status_code, "This field is required" in missing.content.decode()) == (422, True)
    assert reviewer.post(address(peers, "withdraw/"), facts)["Location"] == "/evaluation/reviews/"
    assert reviewer.get(address(peers)).status_code == 404


def test_lot_is_drawn_and_drawn_again_on_the_page_of_reviews(client: Client, work: Work) -> None:
    make_peers("XB", "XC", "XD", work=work)
    client.force_login(work.secretariat)
    page = "/evaluation/reviews/oversight/"
    assert "Draw reviewers" in client.get(page).content.decode()
    lot = f"/evaluation/cycles/sample/{work.assessment.cycle.year}/lot/"
    drawn = client.post(lot, follow=True).content.decode()
    assert "Recalculated from the seed: same result" in drawn
    problem = client.post(f"{lot}again/", {"reason": ""})
    assert (problem.status_code, ReviewLot.objects.count()) == (422, 1)
    assert "Enter a reason." in problem.content.decode()
    again = client.post(f"{lot}again/", {"reason": "XD came late"}, follow=True).content.decode()
    assert "XD came late" in again
    assert "(replaced on" in again
    assert ReviewLot.objects.count() == 2
