"""A peer review to work with: the assessment of XA, answered and signed, and reviewers of XB and XC."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from evaluation.assessments.cycles import ask_latecomers, delegations_without_assessment
from evaluation.models import PeerRemark, Review, ReviewThread
from evaluation.reviews.actions import conclude_review, end_review, open_review
from evaluation.reviews.remarks import check_answer, save_remark
from evaluation.reviews.threads import ask_question
from networkapp.models import Delegation
from tests.factories.assessments import Work, make_work
from tests.factories.networks import DelegationFactory, SeatFactory


@dataclass
class Peers:
    """The work on XA's assessment, and a reviewer for each of the other countries of the cycle."""

    work: Work
    reviewers: dict[str, Any] = field(default_factory=dict)

    def open(self, at: datetime | None = None) -> Review:
        """Everything answered, signed by both, and the review open."""
        if self.work.row("1.4").version == 0:
            self.work.answer_all()
        self.work.sign_by_both()
        review = open_review(assessment=self.work.assessment, user=self.work.secretariat, at=at)
        self.work.assessment.refresh_from_db()
        return review

    def ask(
        self, series_id: str = "1.2", text: str = "How is it counted?", who: str = "XB", **kwargs: Any
    ) -> ReviewThread:
        return ask_question(text=text, **self._by(who, series_id), **kwargs)

    def remark(self, series_id: str = "1.2", text: str = "Well told.", who: str = "XB", **kwargs: Any) -> PeerRemark:
        kept = save_remark(text=text, **self._by(who, series_id), **kwargs)
        assert kept is not None
        return kept

    def check(self, *series: str, who: tuple[str, ...] = ("XB", "XC")) -> None:
        for country in who:
            for series_id in series:
                check_answer(**self._by(country, series_id))

    def conclude(self, *who: str, at: datetime | None = None) -> None:
        for country in who:
            conclude_review(assessment=self.work.assessment, user=self.reviewers[country], at=at)

    def end(self, at: datetime | None = None) -> Review:
        review = end_review(assessment=self.work.assessment, user=self.work.secretariat, at=at)
        self.work.assessment.refresh_from_db()
        return review

    def delegation(self, code: str) -> int:
        pk: int = Delegation.objects.get(code=code).pk
        return pk

    def _by(self, who: str, series_id: str) -> dict[str, Any]:
        return {
            "assessment": self.work.assessment,
            "criterion": self.work.criteria[series_id],
            "user": self.reviewers[who],
        }


def make_peers(*codes: str, work: Work | None = None) -> Peers:
    """XA and these countries, XB and XC where none are named, are assessed in one cycle."""
    work, names = work or make_work(), codes or ("XB", "XC")
    work.network.delegations.add(*(DelegationFactory(code=code) for code in names))
    if delegations_without_assessment(work.assessment.cycle).exists():
        ask_latecomers(cycle=work.assessment.cycle, user=work.secretariat)
    reviewers = {code: reviewer_of(work, code) for code in names}
    return Peers(work=work, reviewers=reviewers)


def reviewer_of(work: Work, code: str) -> Any:
    seat = SeatFactory(
        network=work.network, delegation=DelegationFactory(code=code), capacity="adviser", offices=["reviewer"]
    )
    return seat.user
