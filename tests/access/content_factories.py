"""Factories of things in the networks of these tests; each thing contains the bait of its network."""

import warnings
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.assessments.evidence import add_evidence
from evaluation.frameworks.agreement import ask_for_positions, close_proposals, open_proposals
from evaluation.frameworks.agreement_proposals import propose, withdraw_proposal
from evaluation.models import Answer, Assessment, Framework, ReviewThread, Stage
from evaluation.reports.models import Report
from evaluation.reports.versions import freeze
from home.domain.demo.recording.library import record_organisation
from networkapp.decisions.follow_up.actions import open_follow_ups
from networkapp.decisions.models import Amendment, Decision, FollowUp, Procedure, Proposal
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.proposals.actions import propose as propose_text
from networkapp.decisions.proposals.amendments import propose_amendment
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.models import Topic
from networkapp.handbooks.models import (
    Annotation,
    ChapterPage,
    Edition,
    EditionDocument,
    EditionPicture,
    NoteAudience,
    Section,
)
from networkapp.inquiries.models import Inquiry, ParliamentCase
from networkapp.library.models import Publication, Relevance
from networkapp.library.queries import record_publication
from networkapp.models import Capacity, Invitation, Network, Seat
from networkapp.networks.actions.invitations import InvitedSeat as InvitedTo
from networkapp.networks.actions.invitations import invite
from tests.access.readers import FOREIGN, OWN
from tests.access.restricted_words import NOTE_BAIT, SHARED_BAIT, YEAR, bait
from tests.factories.annotations import note_on
from tests.factories.assessments import draft_framework
from tests.factories.attachments import upload
from tests.factories.discussion import add_message, start_topic
from tests.factories.inquiries import file_answer, make_case
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.procedures import make_procedure, make_proposal, translate
from tests.factories.results import make_cycle


def book_about(chapter: ChapterPage) -> Publication:
    """Return a public publication that is related to the sections of the chapter."""
    issuer = record_organisation(slug="body", name={"en": "A body"}, summary={"en": "Works."})
    slug = f"book-{chapter.pk}"
    book = record_publication(slug=slug, title={"en": "A book"}, summary={}, issuer=issuer, kind="handbook")
    for part in Section.objects.filter(page=chapter):
        about = ContentType.objects.get_for_model(Section)
        Relevance.objects.create(publication=book, about_type=about, about_id=part.pk)
    return book


def picture_of(edition: Edition) -> EditionPicture:
    name = f"{bait(edition.network)}.png"
    picture: EditionPicture = edition.pictures.create(
        network=edition.network, digest="0" * 64, file=ContentFile(b"of an edition", name), width=1, height=1
    )
    return picture


def document_of(edition: Edition) -> EditionDocument:
    name = f"{bait(edition.network)}.pdf"
    document: EditionDocument = edition.documents.create(
        network=edition.network, digest="1" * 64, file=ContentFile(b"of an edition", name), name=name
    )
    return document


def answered(inquiry: Inquiry) -> ParliamentCase:
    """Return an inquiry before XA's parliament, with a document as the answer to its first question."""
    case = make_case(inquiry, OWN)
    file_answer(case, quotation=f"Answer {bait(inquiry.network)}", file=upload("answer.pdf"))
    case.refresh_from_db()
    return case


def ask_follow_up(decision: Decision, by: Any, word: str) -> FollowUp:
    """Let the decision ask XA to follow it up."""
    delegations = [DelegationFactory(code=OWN)]
    (follow_up,) = open_follow_ups(decision=decision, user=by, task=f"Task {word}", delegations=delegations)
    return follow_up


def decided_on(network: Network, clerk: Seat) -> Procedure:
    """Return an open written procedure of the network, on a text that is translated into Russian."""
    word = bait(network)
    proposal = make_proposal(network, by=clerk.user, title=f"Procedure {word}", paragraphs=[word])
    translate(proposal.versions.get(), "ru", {"p1": word})
    return make_procedure(clerk, "written", proposal=proposal, required_languages=["ru"])


def polled(network: Network, by: Any, word: str) -> Procedure:
    """Ask the delegations of the network for dates."""
    soon = (timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    terms = ProcedureTerms(kind="date_poll", title=f"Poll {word}", expires_at=soon, dates=[soon + timedelta(days=9)])
    return open_procedure(network=network, user=by, client_key=uuid4(), terms=terms)


def proposed(network: Network, clerk: Seat) -> Proposal:
    word = bait(network)
    fields = {"title": f"Proposal {word}", "text": f"Words {word}", "client_key": uuid4()}
    return propose_text(network=network, user=clerk.user, **fields)


def amended(proposal: Proposal) -> Amendment:
    """Return an amendment of XA, written by a user whose seat has ended since."""
    seat = SeatFactory(network=proposal.network, delegation=DelegationFactory(code=OWN))
    change = ParagraphChange(number=0, key="p1", start=0, end=1, replacement=f"Amendment {bait(proposal.network)}")
    amendment = propose_amendment(
        version=proposal.versions.get(), user=seat.user, change=change, reason="Clearer", client_key=uuid4()
    )
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return amendment


def noted(chapter: ChapterPage) -> Annotation:
    """Return a note on the section for the network; create one for XA's delegation and a private one beside it."""
    slug, section = chapter.handbook.network.slug, Section.objects.get(page=chapter)
    seat = SeatFactory(network=chapter.handbook.network, delegation=DelegationFactory(code=OWN))
    notes = [
        note_on(section, seat.user, audience=audience, body=f"{NOTE_BAIT}-{audience}-{slug}")
        for audience in NoteAudience
    ]
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return next(note for note in notes if note.audience == NoteAudience.NETWORK)


def agreed_on(network: Network, letter: str, *, by: Any, previous: Any = None) -> Framework:
    """Return criteria with a proposal of the secretariat; "p" is open for proposals, "a" for positions."""
    draft = draft_framework(network, version=f"{letter}-{network.slug}")
    Framework.objects.filter(pk=draft.pk).update(title=f"Criteria {bait(network)}", previous=previous)
    open_proposals(framework=draft, user=by)
    proposal = propose(
        framework=draft, user=by, kind="removal", recommendation=1, series_id="1.7", reason=f"Reason {bait(network)}"
    )
    if letter == "a":
        withdraw_proposal(proposal=proposal, user=by)
        close_proposals(framework=draft, user=by)
        ask_for_positions(framework=draft, user=by)
    return draft


def shared_with(network: Network) -> Topic:
    """Return a topic of another network that is shared with this one and has a new message."""
    chair = SeatFactory(network=NetworkFactory(slug=f"sharing-with-{network.slug}"), offices=["chair"])
    SeatFactory(user=chair.user, network=network)
    topic = start_topic(chair, f"Shared {SHARED_BAIT}-{network.slug}", SHARED_BAIT)
    share_topic(topic=topic, network=network, user=chair.user)
    add_message(topic, chair, SHARED_BAIT)
    return topic


def editor_of(network: Network) -> Any:
    return SeatFactory(network=network, capacity="expert", delegation=None, offices=["editor"]).user


def rendition_of(image: Any) -> Any:
    """Return a rendition of the picture, and close the file that Wagtail leaves open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return image.get_rendition("width-100")


def invited(network: Network, by: Any, email: str) -> Invitation:
    place = InvitedTo(capacity=Capacity.OBSERVER, organisation="A body")
    return invite(network=network, email=email, place=place, user=by, base_url="http://testserver")


def reported(network: Network) -> Report:
    """Return a published report to the conference."""
    word = bait(network)
    fields = {"title": f"Report {word}", "slug": f"report-{network.slug}", "kind": "midterm", "year": YEAR}
    report: Report = Report.objects.create(network=network, live=True, **fields)
    freeze(report)
    return report


def assess(network: Network, framework: Any, year: int) -> Assessment:
    """Fill in XA's draft of that year, with a document for its third answer, by a user whose seat has ended since."""
    cycle = make_cycle(framework=framework, countries=[OWN, FOREIGN], year=year, network=network)
    cycle.locks_at = timezone.now() + timedelta(days=90)
    cycle.save()
    assessment = Assessment.objects.get(cycle=cycle, delegation__code=OWN)
    answer = assessment.answers.select_related("criterion").get(criterion__series_id="1.3")
    seat = SeatFactory(network=network, delegation=DelegationFactory(code=OWN), offices=["assessment_delegate"])
    word = bait(network)
    add_evidence(
        assessment=assessment, criterion=answer.criterion, title=f"Document {word}", url=f"https://{word}.example/",
        file=ContentFile(f"Copy {word}".encode(), f"{word}.txt"), user=seat.user,
    )  # fmt: skip
    Answer.objects.filter(pk=answer.pk).update(comment=f"Comment {word}")
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return assessment


def reviewed(network: Network, framework: Any) -> ReviewThread:
    """Return XA's assessment of another year in peer review by XB, with a question about 1.3 and a comment on it."""
    assessment, word = assess(network, framework, YEAR - 2), bait(network)
    answer = assessment.answers.get(criterion__series_id="1.3")
    seat = SeatFactory(network=network, delegation=DelegationFactory(code=FOREIGN), offices=["reviewer"])
    lot = assessment.cycle.lots.create(rule="circle", seed="0", loads={}, result={}, drawn_by=seat.user)
    drawn = assessment.reviewing.create(delegation=seat.delegation, lot=lot)
    later = timezone.now() + timedelta(days=9)
    review = assessment.reviews.create(opened_by=seat.user, asks_until=later)
    review.rounds.create(number=1, answers={})
    question = review.threads.create(reviewing=drawn, answer=answer, reply_until=later)
    question.entries.create(side="reviewers", text=f"Question {word}", seat=seat, written_by=seat.user)
    facts = {"reviewing": drawn, "answer": answer, "seat": seat, "mark": "0", "reply_until": later}
    review.remarks.create(text=f"Remark {word}", **facts)
    Assessment.objects.filter(pk=assessment.pk).update(stage=Stage.PEER_REVIEW)
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return question
