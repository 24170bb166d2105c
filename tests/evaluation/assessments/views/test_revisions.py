"""The history of an answer, for its country."""

import re

from django.test import Client
from django.utils import timezone

from evaluation.assessments.evidence import remove_evidence
from evaluation.assessments.revisions import revision_entries
from evaluation.models import Assessment, EvidenceRevision, Stage
from tests.evaluation.assessments.views.answer_requests import address, send
from tests.factories.assessments import Work
from tests.factories.networks import SeatFactory
from tests.factories.sections import holder_of


def words(page: Client, work: Work, series_id: str) -> str:
    html = page.get(address(work, f"answers/{series_id}/history/")).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", re.sub(r"<ins>", "+", re.sub(r"<del>", "-", main))))


def test_history_shows_author_method_and_word_differences_of_each_change(page: Client, work: Work) -> None:
    work.answer("1.2", numerator=3, denominator=24, comment="Three cases are known.")
    work.answer("1.2", numerator=4, denominator=24, comment="Four cases are known.", flags=["P"], by=work.government)
    text = words(page, work, "1.2").replace("[added from here] ", "").replace("[removed from here] ", "")
    text = text.replace(" [to here]", "")
    assert "2 changes, newest first" in text
    assert "Version 2 government, Sample country A" in text
    assert "on the site" in text
    assert "Answer-3 of 24, 12.5 % +4 of 24, 16.7 %" in text
    assert "-Three+Four cases are known." in text
    assert "Notes on the number+Provisional" in text
    assert "Version 1 you" in text


def test_removed_document_stays_in_the_history_of_the_answer(page: Client, work: Work) -> None:
    evidence = work.evidence("1.4", title="The act of 2024", url="https://act.example/")
    remove_evidence(
        assessment=work.assessment, criterion=work.criteria["1.4"], evidence=evidence, user=work.government
    )  # fmt: skip
    assert work.row("1.4").evidence.count() == 0
    found = [(change.act, change.title, change.place, change.who) for change in revision_entries(work.row("1.4"))]
    assert found == [
        ("removed", "The act of 2024", "https://act.example/", work.government.pk),
        ("added", "The act of 2024", "https://act.example/", work.delegate.pk),
    ]
    assert "Document removed" in words(page, work, "1.4")


def test_contributor_is_named_in_the_history_but_cannot_read_it(page: Client, work: Work) -> None:
    her = holder_of(work, 1).user
    work.answer("1.4", by=her, choice=True)
    assert "Version 1 A person, A ministry" in words(page, work, "1.4")
    browser = Client()
    browser.force_login(her)
    assert browser.get(address(work, "answers/1.4/history/")).status_code == 404
    assert "history/" not in browser.get(address(work, "sections/1/")).content.decode()


def test_secretariat_reads_signed_answers_but_not_their_history(client: Client, work: Work) -> None:
    work.answer("1.4", choice=True, comment="quetzal")
    work.answer("1.4", choice=True)
    Assessment.objects.update(stage=Stage.SIGNED)
    client.force_login(work.secretariat)
    assert client.get(address(work, "sections/1/")).status_code == 200
    assert client.get(address(work, "answers/1.4/history/")).status_code == 404
    member = Client()
    member.force_login(SeatFactory(network=work.network, capacity="member", delegation__code="XA").user)
    assert "quetzal" in member.get(address(work, "answers/1.4/history/")).content.decode()


def test_history_is_empty_for_an_unchanged_answer_and_404_for_an_unknown_one(page: Client, work: Work) -> None:
    assert "No changes yet." in words(page, work, "1.4")
    assert page.get(address(work, "answers/9.9/history/")).status_code == 404


def test_long_history_is_split_into_pages(page: Client, work: Work) -> None:
    now = timezone.now()
    EvidenceRevision.objects.bulk_create(
        EvidenceRevision(answer=work.row("1.4"), act="added", title=f"No. {one}", changed_at=now) for one in range(51)
    )
    assert page.get(address(work, "answers/1.4/history/")).content.decode().count("<ins>No. ") == 50
    assert page.get(address(work, "answers/1.4/history/?page=2")).content.decode().count("<ins>No. ") == 1


def test_conflict_shows_differences_in_comment_and_notes_too(page: Client, work: Work) -> None:
    work.answer("1.2", numerator=3, denominator=24, comment="Ours.", flags=["P"], by=work.government)
    result = send(page, work, "1.2", numerator="3", denominator="24", comment="Mine.", flags=["E"])
    assert result.status_code == 409
    text = re.sub(r"<[^>]+>", "", result.content.decode())
    assert ("Comment Ours." in text, "Comment Mine." in text) == (True, True)
    assert ("Notes on the number Provisional" in text, "Notes on the number Estimated" in text) == (True, True)
