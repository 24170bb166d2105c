"""The models of decisions, one file per topic."""

from typing import Any

from networkapp.decisions.models.amendments import AMENDMENT_TRANSITIONS, Amendment, AmendmentDraft, AmendmentState
from networkapp.decisions.models.date_polls import DateAnswer, DateOption
from networkapp.decisions.models.decisions import (
    FOLLOW_UP_TRANSITIONS,
    Decision,
    FollowUp,
    FollowUpState,
    FollowUpStep,
    InterpretativeStatement,
)
from networkapp.decisions.models.positions import PositionAct, PositionDraft
from networkapp.decisions.models.procedures import (
    BINDING,
    ClockStop,
    Extension,
    Procedure,
    ProcedureKind,
    ProcedureResult,
    RollEntry,
)
from networkapp.decisions.models.proposals import (
    PROPOSAL_TRANSITIONS,
    Proposal,
    ProposalState,
    ProposalText,
    ProposalVersion,
)
from networkapp.decisions.models.statements import OutcomeStatement, StatementDraft

__all__ = [
    "AMENDMENT_TRANSITIONS",
    "BINDING",
    "FOLLOW_UP_TRANSITIONS",
    "PROPOSAL_TRANSITIONS",
    "Amendment",
    "AmendmentDraft",
    "AmendmentState",
    "ClockStop",
    "DateAnswer",
    "DateOption",
    "Decision",
    "Extension",
    "FollowUp",
    "FollowUpState",
    "FollowUpStep",
    "InterpretativeStatement",
    "OutcomeStatement",
    "PositionAct",
    "PositionDraft",
    "Procedure",
    "ProcedureKind",
    "ProcedureResult",
    "Proposal",
    "ProposalState",
    "ProposalText",
    "ProposalVersion",
    "RollEntry",
    "StatementDraft",
]

_WITHOUT_REFERENCES: tuple[Any, ...] = (
    Amendment,
    ClockStop,
    DateAnswer,
    DateOption,
    Decision,
    Extension,
    FollowUp,
    FollowUpStep,
    InterpretativeStatement,
    PositionAct,
    PositionDraft,
    Procedure,
    Proposal,
    ProposalText,
    ProposalVersion,
    RollEntry,
    OutcomeStatement,
    StatementDraft,
)
for _model in _WITHOUT_REFERENCES:
    _model.wagtail_reference_index_ignore = True
