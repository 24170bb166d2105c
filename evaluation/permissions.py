"""The permission table of assessments: the same form as networkapp's, with a scope for each action."""

from collections.abc import Mapping
from enum import StrEnum

from networkapp.permissions import CAPACITIES, Role


class Scope(StrEnum):
    """The seats that count: any in the network of a cycle, only those of the assessed delegation, or none.

    SECTION is for contributors to this assessment who have accepted: their sections, and nothing else of it. REVIEWED
    is for seats of the delegations that were drawn to review it, during its peer review; a person who also has a seat
    for the assessed delegation is not a reviewer.
    """

    NETWORK = "network"
    DELEGATION = "delegation"
    SECTION = "section"
    REVIEWED = "reviewed"


class Action(StrEnum):
    """The actions of the evaluation that need permission."""

    READ = "read"
    """Read the assessment before it is published."""
    ANSWER = "answer"
    WORK_ON_SECTION = "work_on_section"
    """Read and answer assigned sections, while the assessment is a draft."""
    GIVE_SECTIONS = "give_sections"
    """Ask somebody by e-mail to work on sections, see their progress, and take sections back."""
    SIGN_FOR_PARLIAMENT = "sign_for_parliament"
    SIGN_FOR_GOVERNMENT = "sign_for_government"
    SPEAK_FOR_GOVERNMENT = "speak_for_government"
    """Write the government's comment beside an answer."""
    SPEAK_FOR_PARLIAMENT = "speak_for_parliament"
    """Write the parliamentary delegate's note beside an answer."""
    SPEAK_FOR_CIVIL_SOCIETY = "speak_for_civil_society"
    """Write civil society's note beside an answer, and read, once it is signed, what would be published of it."""
    REOPEN = "reopen"
    """Take back what is signed, or revise what is published: it becomes a draft again."""
    OVERSEE = "oversee"
    """See the progress of the countries, and read what they have signed."""
    CONFIRM = "confirm"
    """Confirm answers marked as not applicable."""
    SEND_BACK = "send_back"
    """Give what is signed back to the country, with a reason."""
    CONDUCT_REVIEW = "conduct_review"
    """Draw the lot, open the peer review and end it."""
    REVIEW = "review"
    """Read what is signed by a country that one was drawn for; ask, remark, check, confirm what does not apply."""
    REPLY = "reply"
    """Answer what reviewers ask and remark."""
    PUBLISH = "publish"
    READ_RESULTS = "read_results"
    """Read what is published by its network. What was published for everybody, everybody reads."""
    KEEP_REGISTER = "keep_register"
    """Record what states did about treaties and what others found: it belongs to all, so a seat in any network does."""
    REPLY_TO_FINDING = "reply_to_finding"
    """Write the government's own reply to what a body found in its country, and the measures that it reports."""
    RECORD_VERDICT = "record_verdict"
    """Write down what the network decided about a country and a recommendation."""

    READ_CYCLES = "read_cycles"
    """Read which cycles there are, who is asked in each, and what was done with it, by whom and why."""
    RUN_CYCLES = "run_cycles"
    """Open a cycle, extend its due date, lock and unlock it, ask delegations that came later, close it."""

    READ_DRAFT = "read_draft"
    """Read a draft framework, with who proposed, amended and agreed what."""
    PROPOSE_CRITERIA = "propose_criteria"
    """Propose for one's country, or as the secretariat, what is asked; amend what others proposed."""
    CONSOLIDATE = "consolidate"
    """Write the consolidated text: take a proposal into the draft, or set it aside."""
    STATE_POSITION = "state_position"
    """Say for one's country whether it agrees."""
    KEEP_FRAMEWORK = "keep_framework"
    """Start a new version, open and close proposals, put the text to the countries, adopt it, correct its spelling."""


_VOICES = frozenset({Role.MEMBER, Role.SUBSTITUTE})
_COUNTRY = frozenset({Role.MEMBER, Role.SUBSTITUTE, Role.ADVISER, Role.GOVERNMENT, Role.ASSESSMENT_DELEGATE})

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.READ: _COUNTRY,
    Action.ANSWER: frozenset({Role.ASSESSMENT_DELEGATE, Role.GOVERNMENT, Role.ADVISER}),
    Action.WORK_ON_SECTION: frozenset(),  # of no seat: the scope says whose
    Action.GIVE_SECTIONS: frozenset({Role.ASSESSMENT_DELEGATE, Role.GOVERNMENT}),
    Action.SIGN_FOR_PARLIAMENT: frozenset({Role.ASSESSMENT_DELEGATE}),
    Action.SIGN_FOR_GOVERNMENT: frozenset({Role.GOVERNMENT}),
    Action.SPEAK_FOR_GOVERNMENT: frozenset({Role.GOVERNMENT}),
    Action.SPEAK_FOR_PARLIAMENT: frozenset({Role.ASSESSMENT_DELEGATE}),
    Action.SPEAK_FOR_CIVIL_SOCIETY: frozenset({Role.EXPERT, Role.OBSERVER}),
    Action.REOPEN: frozenset({Role.ASSESSMENT_DELEGATE, Role.GOVERNMENT}),
    Action.OVERSEE: frozenset({Role.SECRETARIAT}),
    Action.CONFIRM: frozenset({Role.SECRETARIAT}),
    Action.SEND_BACK: frozenset({Role.SECRETARIAT}),
    Action.CONDUCT_REVIEW: frozenset({Role.SECRETARIAT}),
    Action.REVIEW: frozenset({Role.REVIEWER}),
    Action.REPLY: frozenset({Role.ASSESSMENT_DELEGATE, Role.GOVERNMENT, Role.ADVISER}),
    Action.PUBLISH: frozenset({Role.SECRETARIAT}),
    Action.READ_RESULTS: frozenset(Role),
    Action.KEEP_REGISTER: frozenset({Role.EDITOR, Role.SECRETARIAT}),
    Action.REPLY_TO_FINDING: frozenset({Role.GOVERNMENT}),
    Action.RECORD_VERDICT: frozenset({Role.SECRETARIAT}),
    Action.READ_CYCLES: CAPACITIES,
    Action.RUN_CYCLES: frozenset({Role.SECRETARIAT}),  # a chair sits for a country that is asked
    Action.READ_DRAFT: CAPACITIES,
    Action.PROPOSE_CRITERIA: _VOICES | {Role.ASSESSMENT_DELEGATE, Role.SECRETARIAT},
    Action.CONSOLIDATE: frozenset({Role.RAPPORTEUR}),
    Action.STATE_POSITION: _VOICES,
    Action.KEEP_FRAMEWORK: frozenset({Role.SECRETARIAT}),
}

SCOPES: Mapping[Action, Scope] = {
    Action.READ: Scope.DELEGATION,
    Action.ANSWER: Scope.DELEGATION,
    Action.WORK_ON_SECTION: Scope.SECTION,
    Action.GIVE_SECTIONS: Scope.DELEGATION,
    Action.SIGN_FOR_PARLIAMENT: Scope.DELEGATION,
    Action.SIGN_FOR_GOVERNMENT: Scope.DELEGATION,
    Action.SPEAK_FOR_GOVERNMENT: Scope.DELEGATION,
    Action.SPEAK_FOR_PARLIAMENT: Scope.DELEGATION,
    Action.SPEAK_FOR_CIVIL_SOCIETY: Scope.DELEGATION,
    Action.REOPEN: Scope.DELEGATION,
    Action.OVERSEE: Scope.NETWORK,
    Action.CONFIRM: Scope.NETWORK,
    Action.SEND_BACK: Scope.NETWORK,
    Action.CONDUCT_REVIEW: Scope.NETWORK,
    Action.REVIEW: Scope.REVIEWED,
    Action.REPLY: Scope.DELEGATION,
    Action.PUBLISH: Scope.NETWORK,
    Action.READ_RESULTS: Scope.NETWORK,
    Action.KEEP_REGISTER: Scope.NETWORK,
    Action.REPLY_TO_FINDING: Scope.DELEGATION,
    Action.RECORD_VERDICT: Scope.NETWORK,
    Action.READ_CYCLES: Scope.NETWORK,
    Action.RUN_CYCLES: Scope.NETWORK,
    Action.READ_DRAFT: Scope.NETWORK,
    Action.PROPOSE_CRITERIA: Scope.NETWORK,
    Action.CONSOLIDATE: Scope.NETWORK,
    Action.STATE_POSITION: Scope.NETWORK,
    Action.KEEP_FRAMEWORK: Scope.NETWORK,
}


def scope_of(action: Action) -> Scope:
    """Return which seats count for the action; see `Scope`."""
    return SCOPES[action]
