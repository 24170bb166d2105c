"""An open assessment to work on, with a question of every kind, and the people who work on it."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from evaluation.assessments.answers import record_answer
from evaluation.assessments.cycles import open_cycle
from evaluation.assessments.evidence import add_evidence
from evaluation.assessments.signing import answers_hash, sign
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Answer, Assessment, Criterion, Cycle, Framework, Recommendation, Signature
from networkapp.models import Network
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

LEVELS = [
    [{"key": "k0", "en": "Nothing"}],
    *([{"key": f"k{n}a", "en": f"{n} a"}, {"key": f"k{n}b", "en": f"{n} b"}] for n in range(1, 5)),
]
RATIO = {
    "kind": "ratio",
    "floor": "0",
    "target": "80",
    "unit": "%",
    "numerator_text": "those with",
    "denominator_text": "all",
    "reference_period": "calendar year",
    "owner_hint": "ministry",
}
OPTIONS = [{"key": "a", "en": "A", "de": "Ä"}, {"key": "b", "en": "B"}]
CRITERIA: tuple[dict[str, Any], ...] = (
    {"series_id": "1.1", "kind": "level", "scored": True, "essential": True, "levels": LEVELS},
    {"series_id": "1.2", "scored": True, **RATIO},
    {"series_id": "1.3", "kind": "number", "scored": True, "floor": "24", "target": "6", "unit": "months"},
    {"series_id": "1.4", "kind": "yes_no", "scored": True},
    {"series_id": "1.5", "kind": "multi_choice", "options": OPTIONS},
    {"series_id": "1.6", "kind": "money", "unit": "EUR"},
    {"series_id": "1.7", "kind": "date"},
    {"series_id": "1.8", "kind": "narrative", "word_limit": 5},
    {"series_id": "1.9", "kind": "treaty", "scored": True, "instruments": ["palermo"], "computed": True},
    {"series_id": "13.1", "scored": True, "computed": True, **RATIO},
)
WHOLE: dict[str, dict[str, Any]] = {
    "1.1": {"ticks": ["k1a", "k1b", "k2a", "k2b"]},
    "1.2": {"numerator": Decimal(9), "denominator": Decimal(24)},
    "1.3": {"number": Decimal(12)},
    "1.4": {"choice": True},
    "1.5": {"ticks": ["a"]},
    "1.6": {"number": Decimal(1000)},
    "1.7": {"date": timezone.now().date()},
    "1.8": {"text": "Two words"},
}


def draft_framework(
    network: Network | None = None, criteria: tuple[dict[str, Any], ...] = CRITERIA, version: str = "t"
) -> Framework:
    """One recommendation with these criteria, not yet adopted."""
    framework = Framework.objects.create(
        network=network or NetworkFactory(slug="joint", kind="joint"),
        title="Criteria",
        version=version,
        first_year=2020,
    )
    recommendation = Recommendation.objects.create(framework=framework, code=1, title="Recommendation one")
    for position, fields in enumerate(criteria):
        title = f"Criterion {fields['series_id']}"
        Criterion.objects.create(recommendation=recommendation, position=position, title=title, **fields)
    return framework


def open_a_cycle(framework: Framework, network: Network, year: int, **dates: Any) -> Cycle:
    now = timezone.now()
    usual = {
        "opens_at": now - timedelta(days=10),
        "due_at": now + timedelta(days=30),
        "locks_at": now + timedelta(days=60),
    }
    terms = {**usual, **dates}
    return open_cycle(network=network, framework=framework, year=year, at=terms["opens_at"], **terms)


@dataclass
class Work:
    """The open assessment of XA in the network "sample", and who works on it."""

    network: Network
    framework: Framework
    assessment: Assessment
    delegate: Any
    government: Any
    secretariat: Any
    criteria: dict[str, Criterion] = field(default_factory=dict)

    def answer(
        self, series_id: str, *, by: Any = None, base: int | None = None, status: str = "value", **kwargs: Any
    ) -> Answer:
        """Recorded by the delegate on top of what stands, unless said otherwise."""
        return record_answer(
            assessment=self.assessment,
            criterion=self.criteria[series_id],
            status=status,
            base_version=self.row(series_id).version if base is None else base,
            user=by or self.delegate,
            **kwargs,
        )

    def row(self, series_id: str) -> Answer:
        return Answer.objects.get(assessment=self.assessment, criterion=self.criteria[series_id])

    def answer_all(self, **changes: dict[str, Any]) -> None:
        """Everything that is asked; nothing stops a signature."""
        for series_id, value in {**WHOLE, **changes}.items():
            self.answer(series_id, **value)

    def evidence(self, series_id: str, url: str = "https://example.org/act", **kwargs: Any) -> Any:
        return add_evidence(
            assessment=self.assessment,
            criterion=self.criteria[series_id],
            title=kwargs.pop("title", "An act"),
            url=url,
            user=kwargs.pop("user", None) or self.delegate,
            **kwargs,
        )

    def sign(self, role: str, *, by: Any = None, seen: str | None = None) -> Signature:
        who = by or {"delegate": self.delegate, "government": self.government}[role]
        return sign(assessment=self.assessment, role=role, user=who, answers_hash=seen or answers_hash(self.assessment))

    def sign_by_both(self) -> None:
        self.sign("delegate")
        self.sign("government")
        self.assessment.refresh_from_db()


def make_work(year: int = 2026, framework: Framework | None = None) -> Work:
    network = NetworkFactory(slug="sample", name="Sample network", kind="sample")
    delegation = DelegationFactory(code="XA")
    network.delegations.add(delegation, DelegationFactory(code="XB"))
    adopted = framework or adopt_framework(framework=draft_framework(), decision="By the conference")
    cycle = open_a_cycle(adopted, network, year)
    seat = {"network": network, "delegation": delegation}
    return Work(
        network=network,
        framework=adopted,
        assessment=Assessment.objects.select_related("cycle__network", "cycle__framework", "delegation").get(
            cycle=cycle, delegation=delegation
        ),
        delegate=SeatFactory(capacity="adviser", offices=["assessment_delegate"], **seat).user,
        government=SeatFactory(capacity="government", **seat).user,
        secretariat=SeatFactory(capacity="secretariat", network=network, delegation=None).user,
        criteria={row.series_id: row for row in Criterion.objects.filter(recommendation__framework=adopted)},
    )
