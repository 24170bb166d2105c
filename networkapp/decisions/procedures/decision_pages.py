"""A decision as its reader sees it: the text in their language, and everything beside it that they can see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import Promise
from django_countries import countries

from networkapp.decisions.models import (
    Decision,
    FollowUp,
    InterpretativeStatement,
    OutcomeStatement,
    PositionAct,
    Procedure,
    RollEntry,
    StatementDraft,
)
from networkapp.decisions.procedures.amendments_beside import OmittedAmendments, amendments_omitted_at_opening
from networkapp.decisions.procedures.queries import other_procedures_on_text
from networkapp.decisions.procedures.recording import counted_positions
from networkapp.decisions.procedures.register import decisions_for
from networkapp.decisions.procedures.statements import statement_drafts_for
from networkapp.decisions.rules.outcomes import PositionStatus
from networkapp.discussion.models import Topic
from networkapp.languages.languages import own_name
from networkapp.models import Seat
from networkapp.networks.queries.delegations import seats_for_delegations
from networkapp.permissions import Action
from networkapp.registry.linkables import Linkable, linkable_or_none
from networkapp.users import AnyUser, User

POSITION_LABELS: dict[str, str | Promise] = dict(RollEntry._meta.get_field("status").flatchoices)
POSITION_TONES = {PositionStatus.AGREE: "saved", PositionStatus.EXPLAIN: "saved", PositionStatus.ABSTAIN: "says"}


@dataclass(frozen=True, kw_only=True)
class TextLanguage:
    """A language of the text: its own name, whether it is the original, and how many paragraphs are missing in it."""

    code: str
    name: str
    is_original: bool
    missing: int


@dataclass(frozen=True, kw_only=True)
class DecisionParagraph:
    """A numbered paragraph, in the language in which it is there."""

    number: int
    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class DecisionRollRow:
    """The position of a delegation, its text, and the role of the person who stated it.

    `act` names that person: it is read with the page, because a decision stores no name of a person.
    """

    code: str
    name: str
    status: str | Promise
    tone: str
    words: str
    language: str
    capacity: str
    act: PositionAct | None


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """The content of a decision's page in one language, as its reader can see it."""

    decision: Decision
    title: str
    shown: TextLanguage
    languages: tuple[TextLanguage, ...]
    paragraphs: tuple[DecisionParagraph, ...]
    about: Linkable | None
    topic: Topic | None
    reads: bool
    roll: tuple[DecisionRollRow, ...]
    others: Sequence[Procedure]
    beside: OmittedAmendments
    statements: Sequence[InterpretativeStatement]
    outcomes: Sequence[OutcomeStatement]
    follow_ups: Sequence[FollowUp]
    can_manage: bool
    states: Sequence[Seat]
    drafts: Sequence[Seat]
    prepared: Sequence[StatementDraft]

    @property
    def position_counts(self) -> list[tuple[str | Promise, int]]:
        """Return the number of delegations by position, in the order of the positions."""
        counted = [line.status for line in self.roll]
        return [(words, counted.count(words)) for words in POSITION_LABELS.values() if words in counted]


def find_decision(*, user: AnyUser, network: str, year: int, number: int) -> Decision:
    """Return the decision with this address. Raise Decision.DoesNotExist if `user` cannot see one."""
    whole: QuerySet[Decision] = decisions_for(user=user).select_related(
        "network", "procedure__meeting", "procedure__version", "proposal__network"
    )
    return whole.prefetch_related("subjects__translations").get(network__slug=network, year=year, number=number)


def decision_page(*, decision: Decision, user: User, language: str) -> DecisionPage:
    """Return what `user` can see of the decision, with its text in `language` if available, else the original."""
    reads = decision.network.allows(user, Action.READ)
    spoken = languages_of(decision)
    shown = next((one for one in spoken if one.code == language), spoken[0])
    states = seats_for_delegations(network=decision.network, user=user, action=Action.STATE) if reads else []
    drafts = seats_for_delegations(network=decision.network, user=user, action=Action.DRAFT_STATEMENT)
    return DecisionPage(
        decision=decision,
        title=decision_title_in(decision, shown.code),
        shown=shown,
        languages=tuple(spoken),
        paragraphs=tuple(paragraphs_in(decision, shown.code)),
        about=_changed_thing(decision, user),
        topic=_topic(decision.proposal.topic_id, user) if reads else None,
        reads=reads,
        roll=_roll(decision) if reads else (),
        others=other_procedures_on_text(procedure=decision.procedure) if reads else (),
        beside=amendments_omitted_at_opening(decision.procedure) if reads else OmittedAmendments(),
        statements=statements_of(decision),
        outcomes=outcomes_of(decision),
        follow_ups=follow_ups_of(decision),
        can_manage=decision.network.allows(user, Action.KEEP_DECISIONS),
        states=states,
        drafts=[seat for seat in drafts if seat.delegation_id not in {one.delegation_id for one in states}],
        prepared=statement_drafts_of(decision, user) if drafts else (),
    )


def statements_of(decision: Decision) -> tuple[InterpretativeStatement, ...]:
    """Return the interpretative statements, oldest first, for everyone who can see the decision."""
    statements = decision.statements.select_related("delegation", "seat__delegation", "drafted_by__delegation")
    return tuple(statements)


def outcomes_of(decision: Decision) -> tuple[OutcomeStatement, ...]:
    """Return the outcome statements of the decision, earlier ones included; the last one counts."""
    return tuple(decision.outcome_statements.select_related("seat__delegation"))


def follow_ups_of(decision: Decision) -> tuple[FollowUp, ...]:
    """Return its follow-up of delegations, with their reports; by country, then by date."""
    follow_ups = decision.follow_ups.select_related("decision__network", "delegation").prefetch_related("steps")
    return tuple(follow_ups.order_by("delegation__code", "due_on", "pk"))


def statement_drafts_of(decision: Decision, user: User) -> tuple[StatementDraft, ...]:
    """Return the open statement drafts of the delegations of `user`."""
    return tuple(statement_drafts_for(user).open().filter(decision=decision))


def languages_of(decision: Decision) -> list[TextLanguage]:
    """Return the languages of the text, the original first, with what is missing in each."""
    others = sorted(decision.texts.items())
    return [
        TextLanguage(code=decision.language, name=own_name(decision.language), is_original=True, missing=0),
        *(
            TextLanguage(
                code=code, name=own_name(code), is_original=False, missing=sum(not one for one in text["paragraphs"])
            )
            for code, text in others
        ),
    ]


def decision_title_in(decision: Decision, language: str) -> str:
    """Return the title in this language, else the original title."""
    return str(decision.texts.get(language, {}).get("title") or decision.title)


def paragraphs_in(decision: Decision, language: str) -> list[DecisionParagraph]:
    """Return the paragraphs in this language, missing ones in the original language."""
    there = decision.texts.get(language, {}).get("paragraphs", [""] * len(decision.paragraphs))
    return [
        DecisionParagraph(number=number, text=text or original, language=language if text else decision.language)
        for number, (text, original) in enumerate(zip(there, decision.paragraphs, strict=True), start=1)
    ]


def _changed_thing(decision: Decision, user: AnyUser) -> Linkable | None:
    """Return what the decision has changed, if `user` can see that."""
    proposal = decision.proposal
    if proposal.about_type_id is None:
        return None
    kind = ContentType.objects.get_for_id(proposal.about_type_id).model
    return linkable_or_none(f"{kind}-{proposal.about_id}", user=user)


def _topic(pk: int | None, user: AnyUser) -> Topic | None:
    """Return the topic that the proposal came from, if `user` can read it today."""
    readable: QuerySet[Topic] = Topic.objects.where(user, may=Action.READ).select_related("network")
    return readable.filter(pk=pk).first() if pk else None


def _roll(decision: Decision) -> tuple[DecisionRollRow, ...]:
    counted = counted_positions(decision.procedure, decision.adopted_at)
    acts = {act.entry.delegation.code: act for act in counted.values()}
    return tuple(_roll_row(row, acts.get(row["code"])) for row in decision.roll)


def _roll_row(row: dict[str, str], act: PositionAct | None) -> DecisionRollRow:
    return DecisionRollRow(
        code=row["code"],
        name=str(countries.name(row["country"])) if row["country"] else row["name"],
        status=POSITION_LABELS[row["standing"]],
        tone=POSITION_TONES.get(PositionStatus(row["standing"]), "none"),
        words=row["words"],
        language=row["language"],
        capacity=row["capacity"] or "member",
        act=act if row["capacity"] else None,
    )
