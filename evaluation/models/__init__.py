"""The models of evaluation, one file per topic."""

from evaluation.models.agreement import (
    Consultation,
    FrameworkPatch,
    FrameworkStep,
    Position,
    Proposal,
    ProposalWording,
    RollEntry,
)
from evaluation.models.answers import Answer, AnswerEvidence, AnswerRevision, VoiceNote
from evaluation.models.assessments import (
    ANSWERING_STAGES,
    SIGNED_STAGES,
    TRANSITIONS,
    Assessment,
    AssessmentVersion,
    Signature,
    Stage,
)
from evaluation.models.burden import Burden
from evaluation.models.criterion_words import CriterionWords
from evaluation.models.cycles import Cycle, CycleState, CycleStep
from evaluation.models.evidence import Evidence
from evaluation.models.findings import Finding, FindingResponse, FoundRevision, MonitoringEvent
from evaluation.models.frameworks import (
    FRAMEWORK_TRANSITIONS,
    Criterion,
    CriterionTranslation,
    Framework,
    FrameworkStatus,
    Recommendation,
    RecommendationTranslation,
)
from evaluation.models.lines import ResultLine
from evaluation.models.observations import ExternalObservation, ObservationFile, ObservationRevision, SeriesSource
from evaluation.models.reviews import (
    PeerCheck,
    PeerRemark,
    Review,
    ReviewConclusion,
    ReviewEntry,
    ReviewingCountry,
    ReviewLot,
    ReviewRound,
    ReviewThread,
)
from evaluation.models.revisions import EvidenceRevision
from evaluation.models.sections import SectionAssignment, SectionHolder, SectionReady
from evaluation.models.treaties import (
    Instrument,
    InstrumentTranslation,
    SeriesInstrument,
    TreatyAction,
    TreatyActKind,
    TreatyActKindTranslation,
    TreatyChange,
)
from evaluation.models.uploads import UploadedTable
from evaluation.models.verdicts import Verdict
from evaluation.models.workbooks import WAITS_FOR, Workbook

__all__ = [
    "ANSWERING_STAGES",
    "FRAMEWORK_TRANSITIONS",
    "SIGNED_STAGES",
    "TRANSITIONS",
    "WAITS_FOR",
    "Answer",
    "AnswerEvidence",
    "AnswerRevision",
    "Assessment",
    "AssessmentVersion",
    "Burden",
    "Consultation",
    "Criterion",
    "CriterionTranslation",
    "CriterionWords",
    "Cycle",
    "CycleState",
    "CycleStep",
    "Evidence",
    "EvidenceRevision",
    "ExternalObservation",
    "Finding",
    "FindingResponse",
    "FoundRevision",
    "Framework",
    "FrameworkPatch",
    "FrameworkStatus",
    "FrameworkStep",
    "Instrument",
    "InstrumentTranslation",
    "MonitoringEvent",
    "ObservationFile",
    "ObservationRevision",
    "PeerCheck",
    "PeerRemark",
    "Position",
    "Proposal",
    "ProposalWording",
    "Recommendation",
    "RecommendationTranslation",
    "ResultLine",
    "Review",
    "ReviewConclusion",
    "ReviewEntry",
    "ReviewLot",
    "ReviewRound",
    "ReviewThread",
    "ReviewingCountry",
    "RollEntry",
    "SectionAssignment",
    "SectionHolder",
    "SectionReady",
    "SeriesInstrument",
    "SeriesSource",
    "Signature",
    "Stage",
    "TreatyActKind",
    "TreatyActKindTranslation",
    "TreatyAction",
    "TreatyChange",
    "UploadedTable",
    "Verdict",
    "VoiceNote",
    "Workbook",
]
