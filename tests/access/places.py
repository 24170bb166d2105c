"""Networks with something of everything in them, all of it bait, and accounts for every kind of reader."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState

from evaluation.domain.assessments.evidence import add_evidence
from evaluation.domain.frameworks.adopting import adopt_framework
from evaluation.domain.frameworks.agreement import ask_for_positions, close_proposals, open_proposals
from evaluation.domain.frameworks.agreement_proposals import propose, withdraw
from evaluation.domain.reports.versions import freeze
from evaluation.domain.verdicts import record_verdict
from evaluation.models import (
    Answer,
    Assessment,
    Finding,
    Framework,
    PeerRemark,
    Report,
    ReviewThread,
    SectionAssignment,
    SectionHolder,
    Stage,
    TreatyAction,
    Verdict,
)
from networkapp.domain.days.deeds import record_deed
from networkapp.domain.decisions.procedures import Terms, open_procedure
from networkapp.domain.discussion.topics import share_topic
from networkapp.domain.editions.publishing import publish_edition
from networkapp.domain.editions.takeaways import of_edition, of_today
from networkapp.domain.follow_ups.reporting import open_follow_ups
from networkapp.domain.handbooks.glossary import record_term
from networkapp.domain.library.entries import record_organisation, record_publication
from networkapp.domain.meetings.register import record_meeting
from networkapp.domain.news.article_wordings import put_wording
from networkapp.domain.proposals.amendments import propose_amendment
from networkapp.domain.proposals.proposing import propose as propose_text
from networkapp.domain.seats.invitations import Place as InvitedTo
from networkapp.domain.seats.invitations import invite
from networkapp.models import (
    Amendment,
    Annotation,
    ArticlePage,
    Attachment,
    Campaign,
    Capacity,
    Cast,
    ChapterPage,
    Decision,
    Deed,
    Edition,
    EditionDocument,
    EditionPicture,
    FollowUp,
    GlossaryTerm,
    HandbookFile,
    Hotline,
    Inquiry,
    Invitation,
    LegalSource,
    Meeting,
    MeetingSeries,
    Message,
    Network,
    NoteAudience,
    Procedure,
    Proposal,
    Publication,
    Relevance,
    Seat,
    Section,
    Signatory,
    Topic,
)
from networkapp.permissions import Role
from networkapp.rules.amending import Change
from tests.access.readers import FOREIGN, OWN, Held, Reader
from tests.access.sittings import Sitting, sit
from tests.factories.annotations import note_on
from tests.factories.assessments import draft_framework
from tests.factories.attachments import attach, upload
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.decisions import adopt
from tests.factories.discussion import say, start_topic
from tests.factories.findings import make_finding
from tests.factories.handbooks import make_chapter, make_document, make_file, make_handbook, make_image, section
from tests.factories.hotlines import make_hotline
from tests.factories.inquiries import file_answer, make_cast, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.factories.news import make_article
from tests.factories.procedures import make_procedure, make_proposal, translate
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory

BAIT = "Quetzal"
"""A word that stands in everything a network keeps, and nowhere else."""
SHARED_BAIT = "Takahe"
"""A word that stands in what others share with a network, and nowhere else."""
TRANSLATED_BAIT = "Kakapo"
"""A word that stands in what a network has translated, and nowhere else."""
NOTE_BAIT = "Axolotl"
"""A word that stands in notes on sections, and nowhere else: with whom it is for, and the network."""
YEAR = 2025


@dataclass(frozen=True, kw_only=True)
class Place:
    """One network, and one of each thing in it. `draft`, `signed` and `published` are assessments of XA, `act` and
    `finding` one of a treaty and one of a body about XA.

    `shared` is a topic at home in a network where no reader sits. Two frameworks are on their way to adoption: one is
    `proposing`, with proposal 1, the other is put to the countries; a third is `adopted`.
    `inquiry` is before XA's parliament as `cast`, answered with a document; another one is `drafted` for it.
    `question` and `remark` are by XB's reviewers, of a fourth assessment of XA.
    """

    network: Network
    topic: Topic
    shared: Topic
    message: Message
    paper: Attachment
    chapter: ChapterPage
    translated: ChapterPage
    section: Section
    document: Any
    image: Any
    rendition: Any
    edition: Edition
    picture: EditionPicture
    kept_document: EditionDocument
    file: HandbookFile
    file_of_today: HandbookFile
    meeting: Meeting
    campaign: Campaign
    deed: Deed
    series: MeetingSeries
    sitting: Sitting
    book: Publication
    invitation: Invitation
    seat: Seat
    draft: Assessment
    signed: Assessment
    published: Assessment
    act: TreatyAction
    proposing: Framework
    asking: Framework
    adopted: Framework
    verdict: Verdict
    term: GlossaryTerm
    hotline: Hotline
    source: LegalSource
    review: TaskState
    finding: Finding
    question: ReviewThread
    remark: PeerRemark
    note: Annotation
    inquiry: Inquiry
    cast: Cast
    drafted: Cast
    put_forward: Proposal
    procedure: Procedure
    decision: Decision
    follow_up: FollowUp
    poll: Procedure
    proposal: Proposal
    amendment: Amendment
    article: ArticlePage
    report: Report


def bait(network: Network) -> str:
    """What stands in the things of this network alone."""
    return f"{BAIT}-{network.slug}"


def book_about(chapter: ChapterPage) -> Publication:
    """A publication, which is for everybody, and which matters for the sections of the chapter."""
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


def furnish(network: Network, framework: Any) -> Place:
    """The network with everything in it. Its framework has the criteria 1.1 to 1.5."""
    word = bait(network)
    network.delegations.add(DelegationFactory(code=OWN), DelegationFactory(code=FOREIGN))
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None)
    SeatFactory(network=network, capacity="secretariat", delegation=None)
    topic = start_topic(clerk, f"Topic {word}", f"Message {word}")
    chapter = make_chapter(
        make_handbook(network, title=f"Handbook {word}"), title=f"Chapter {word}", sections=[section(f"key {word}")]
    )
    chapter.save_revision()
    told = f"{TRANSLATED_BAIT}-{network.slug}"
    translated = make_chapter(
        make_handbook(network, language="ru", title=f"Translated {told}", translation_of=chapter.handbook),
        title=f"Translated {told}",
        sections=[section(f"key {word}", text=told, title=told)],
        translation_of=chapter,
    )
    image, document = make_image(network), make_document(network)
    for thing in (image, document):
        thing.title = f"File {word}"
        thing.save()
    draft, signed = (assess(network, framework, year) for year in (YEAR, YEAR - 1))
    Assessment.objects.filter(pk=signed.pk).update(stage=Stage.SIGNED)
    cycle = make_cycle(framework=framework, countries=[OWN, FOREIGN], year=year_of(network), network=network)
    published = make_published(cycle, OWN, for_everybody=False).assessment
    edition = publish_edition(handbook=chapter.handbook, by=editor_of(network), changes={"en": f"Changes {word}"})
    return Place(
        network=network,
        topic=topic,
        shared=shared_with(network),
        message=topic.messages.get(),
        paper=attach(topic.messages.get(), f"Paper {word}.txt", f"Text {word}".encode()),
        chapter=chapter,
        translated=translated,
        section=Section.objects.get(page=chapter),
        document=document,
        image=image,
        rendition=rendition_of(image),
        edition=edition,
        file=make_file(of_edition(text=edition.texts.get(language="en")), word),
        picture=picture_of(edition),
        kept_document=document_of(edition),
        book=book_about(chapter),
        meeting=record_meeting(
            network=network, number=1, slug=f"meeting-{network.slug}", date=date(2026, 1, 1), place="Here",
            country=OWN, theme={"en": f"Meeting {word}"},
        ),
        report=reported(network),
        deed=record_deed(network=network, day=make_day(), year=2026, title={"en": f"Deed {word}"}, text={}),
        campaign=make_campaign(network, f"Campaign {word}", document=document),
        series=MeetingSeries.objects.create(network=network, title=f"Series {word}", slug=f"series-{network.slug}"),
        sitting=sit(network, clerk, word, OWN),
        invitation=invited(network, clerk.user, f"{word}@example.org"),
        seat=SeatFactory(network=network, capacity="expert", delegation=None, organisation=word),
        draft=draft,
        signed=signed,
        published=published,
        act=ActionFactory(country=OWN, source=f"Source {year_of(network)}"),
        proposing=agreed_on(network, "p", by=clerk.user, previous=framework),
        asking=agreed_on(network, "a", by=clerk.user),
        adopted=adopt_framework(
            framework=draft_framework(network, version=f"d-{network.slug}"), by=clerk.user, decision="On paper"
        ),
        verdict=record_verdict(
            network=network, delegation=DelegationFactory(code=OWN), recommendation=1, says="partly",
            reason=f"Verdict {word}", decision="A meeting", decided_on=date(2026, 1, 1), by=clerk.user,
        ),
        term=record_term(
            network=network, title={"en": f"Term {word}"}, text={"en": f"Meaning {word}"}, forms={}, taken_from={}
        ),
        hotline=make_hotline(number=f"000 {year_of(network)}", network=network),
        source=LegalSource.objects.create(network=network, identifier=f"Source {word}", title=f"Law {word}"),
        review=chapter.get_workflow().start(chapter, clerk.user).current_task_state,
        finding=make_finding(country=OWN, reference=f"{year_of(network)}"),
        question=(question := reviewed(network, framework)),
        remark=question.review.remarks.get(),
        note=noted(chapter),
        inquiry=(inquiry := make_inquiry(network, title=f"Inquiry {word}")),
        cast=answered(inquiry),
        drafted=make_cast(make_inquiry(network, title="Another"), OWN, tabled=False),
        put_forward=make_proposal(network, by=clerk.user, title=f"Proposal {word}", paragraphs=[word]),
        procedure=decided_on(network, clerk),
        decision=(decision := adopt(network, seat=clerk, title=f"Decision {word}")),
        follow_up=asked(decision, clerk.user, word),
        poll=polled(network, clerk.user, word),
        proposal=(proposal := proposed(network, clerk)),
        amendment=amended(proposal),
        article=make_article(network, title=f"Article {word}", text=f"Article {word}"),
        # Last, since it is of the handbook with all that stands in it.
        file_of_today=make_file(of_today(handbook=chapter.handbook), word),
    )  # fmt: skip


def answered(inquiry: Inquiry) -> Cast:
    """The inquiry before XA's parliament, with an answer to its first question and the document that it was in."""
    cast = make_cast(inquiry, OWN)
    file_answer(cast, quotation=f"Answer {bait(inquiry.network)}", file=upload("answer.pdf"))
    cast.refresh_from_db()
    return cast


def asked(decision: Decision, by: Any, word: str) -> FollowUp:
    """The decision asks something of XA."""
    delegations = [DelegationFactory(code=OWN)]
    (follow_up,) = open_follow_ups(decision=decision, by=by, task=f"Task {word}", delegations=delegations)
    return follow_up


def decided_on(network: Network, clerk: Seat) -> Procedure:
    """A written procedure of the network that runs, on a text that is there in Russian, too."""
    word = bait(network)
    proposal = make_proposal(network, by=clerk.user, title=f"Procedure {word}", paragraphs=[word])
    translate(proposal.versions.get(), "ru", {"p1": word})
    return make_procedure(clerk, "written", proposal=proposal, required_languages=["ru"])


def polled(network: Network, by: Any, word: str) -> Procedure:
    """The delegations of the network are asked for dates."""
    soon = (timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    terms = Terms(kind="date_poll", title=f"Poll {word}", expires_at=soon, dates=[soon + timedelta(days=9)])
    return open_procedure(network=network, by=by, client_key=uuid4(), terms=terms)


def proposed(network: Network, clerk: Seat) -> Proposal:
    word = bait(network)
    given = {"title": f"Proposal {word}", "text": f"Words {word}", "client_key": uuid4()}
    return propose_text(network=network, person=clerk.user, **given)


def amended(proposal: Proposal) -> Amendment:
    """XA's, said by somebody whose seat has ended since."""
    seat = SeatFactory(network=proposal.network, delegation=DelegationFactory(code=OWN))
    change = Change(number=0, key="p1", start=0, end=1, replacement=f"Amendment {bait(proposal.network)}")
    amendment = propose_amendment(
        version=proposal.versions.get(), person=seat.user, change=change, reason="Clearer", client_key=uuid4()
    )
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return amendment


def noted(chapter: ChapterPage) -> Annotation:
    """The note for the network on the section; one for XA's delegation and a private one stand there, too."""
    slug, section = chapter.handbook.network.slug, Section.objects.get(page=chapter)
    seat = SeatFactory(network=chapter.handbook.network, delegation=DelegationFactory(code=OWN))
    notes = [
        note_on(section, seat.user, audience=audience, body=f"{NOTE_BAIT}-{audience}-{slug}")
        for audience in NoteAudience
    ]
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return next(note for note in notes if note.audience == NoteAudience.NETWORK)


def agreed_on(network: Network, letter: str, *, by: Any, previous: Any = None) -> Framework:
    """A framework of the network with one proposal, made by its secretariat; "p" takes more, "a" asks for positions."""
    draft = draft_framework(network, version=f"{letter}-{network.slug}")
    Framework.objects.filter(pk=draft.pk).update(title=f"Criteria {bait(network)}", previous=previous)
    open_proposals(framework=draft, by=by)
    proposal = propose(
        framework=draft, by=by, kind="removal", recommendation=1, series_id="1.7", reason=f"Reason {bait(network)}"
    )
    if letter == "a":
        withdraw(proposal=proposal, by=by)
        close_proposals(framework=draft, by=by)
        ask_for_positions(framework=draft, by=by)
    return draft


def year_of(network: Network) -> int:
    """A year in which this network alone has published: its results are known by it."""
    return YEAR + 1 + ["the-public-one", "the-members-one", "the-closed-one", "elsewhere"].index(network.slug)


def shared_with(network: Network) -> Topic:
    """A topic of another network that is shared with this one, and something new in it."""
    chair = SeatFactory(network=NetworkFactory(slug=f"sharing-with-{network.slug}"), offices=["chair"])
    SeatFactory(user=chair.user, network=network)
    topic = start_topic(chair, f"Shared {SHARED_BAIT}-{network.slug}", SHARED_BAIT)
    share_topic(topic=topic, network=network, by=chair.user)
    say(topic, chair, SHARED_BAIT)
    return topic


def editor_of(network: Network) -> Any:
    return SeatFactory(network=network, capacity="expert", delegation=None, offices=["editor"]).user


def rendition_of(image: Any) -> Any:
    """A smaller one of the picture. Wagtail leaves the file it was made in for Python to close."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return image.get_rendition("width-100")


def invited(network: Network, by: Any, email: str) -> Invitation:
    place = InvitedTo(capacity=Capacity.OBSERVER, organisation="A body")
    return invite(network=network, email=email, place=place, by=by, base_url="http://testserver")


def reported(network: Network) -> Report:
    """A report to the conference, as it was published."""
    word = bait(network)
    given = {"title": f"Report {word}", "slug": f"report-{network.slug}", "kind": "midterm", "year": YEAR}
    report: Report = Report.objects.create(network=network, live=True, **given)
    freeze(report)
    return report


def assess(network: Network, framework: Any, year: int) -> Assessment:
    """XA's draft of that year, with a document for its third answer, said by somebody whose seat has ended since."""
    cycle = make_cycle(framework=framework, countries=[OWN, FOREIGN], year=year, network=network)
    cycle.locks_at = timezone.now() + timedelta(days=90)
    cycle.save()
    assessment = Assessment.objects.get(cycle=cycle, delegation__code=OWN)
    answer = assessment.answers.select_related("criterion").get(criterion__series_id="1.3")
    seat = SeatFactory(network=network, delegation=DelegationFactory(code=OWN), offices=["assessment_delegate"])
    word = bait(network)
    add_evidence(
        assessment=assessment, criterion=answer.criterion, title=f"Document {word}", url=f"https://{word}.example/",
        file=ContentFile(f"Copy {word}".encode(), f"{word}.txt"), by=seat.user,
    )  # fmt: skip
    Answer.objects.filter(pk=answer.pk).update(comment=f"Comment {word}")
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    return assessment


def reviewed(network: Network, framework: Any) -> ReviewThread:
    """XA's assessment of another year stands at peer review by XB, which has asked about 1.3 and remarked on it."""
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


def seat_reader(reader: Reader, here: Iterable[Network], elsewhere: Network) -> Any:
    """The account of `reader`, with her seats; None where she has no account."""
    if reader.account == "none":
        return None
    user = UserFactory(display_name=reader.name[:120])
    for held in reader.seats:
        for network in here if held.where == "here" else [elsewhere]:
            _give(user, network, held)
    return user


def ask_all_to_sign(place: Place) -> None:
    """Every seat that speaks for a delegation is asked to sign the article of its network, whether it may or not."""
    put_wording(article=place.article.translation_key, network=place.network, by=None)
    Signatory.objects.bulk_create(
        Signatory(article=place.article.translation_key, network=place.network, seat=seat)
        for seat in Seat.objects.filter(network=place.network, delegation__isnull=False)
    )


def give_section(reader: Reader, user: Any, places: Iterable[Place]) -> None:
    """The first section of the draft is in the hands of `reader`, as far as hers goes."""
    for place in places if reader.section != "none" else ():
        code = FOREIGN if reader.section == "of another country" else OWN
        draft = Assessment.objects.get(cycle=place.draft.cycle, delegation__code=code)
        now = timezone.now()
        held = {"token_hash": str(uuid4()), "expires_at": now, "accepted_at": now, "user": user, "invited_by": user}
        holder = SectionHolder.objects.create(assessment=draft, email=user.email, name=reader.name, **held)
        SectionAssignment.objects.create(
            holder=holder,
            recommendation=draft.cycle.framework.recommendations.get(code=1),
            due_at=now,
            given_by=user,
            taken_back_at=now if reader.section == "taken back" else None,
        )


def _give(user: Any, network: Network, held: Held) -> None:
    now = timezone.now()
    terms = {
        "now": (now - timedelta(days=9), None),
        "over": (now - timedelta(days=9), now - timedelta(seconds=1)),
        "coming": (now + timedelta(days=30), None),
    }
    starts_at, ends_at = terms[held.term]
    # A body without a country may hold a secretariat seat; here all have one, so that the scopes are told apart.
    SeatFactory(
        user=user,
        network=network,
        capacity=held.capacity.value,
        delegation=DelegationFactory(code=held.delegation),
        offices=sorted(office.value for office in held.offices if office in Role),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def client_of(user: Any, *, is_active: bool = True) -> Client:
    """The browser of this person; hers stays signed in where the account is closed afterwards."""
    client = Client()
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        if not is_active:
            type(user).objects.filter(pk=user.pk).update(is_active=False)
    return client


def make_networks() -> tuple[dict[str, Place], Place]:
    """A furnished network of each visibility, and another, closed one."""
    framework = make_framework(first_year=YEAR - 2, network=NetworkFactory(slug="of-the-framework"))
    here = {
        visibility: furnish(NetworkFactory(slug=f"the-{visibility}-one", visibility=visibility), framework)
        for visibility in Network.Visibility.values
    }
    return here, furnish(NetworkFactory(slug="elsewhere"), framework)


def new_key() -> str:
    return str(uuid4())
