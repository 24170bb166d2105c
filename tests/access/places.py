"""Networks that contain something of every kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from wagtail.models import TaskState

from evaluation.follow_up.verdicts import record_verdict
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Assessment, Finding, Framework, PeerRemark, ReviewThread, Stage, TreatyAction, Verdict
from evaluation.reports.models import Report
from home.domain.demo.recording.days import record_activity
from home.domain.demo.recording.library import record_term
from home.domain.demo.recording.meetings import record_meeting
from networkapp.campaigns.models import Campaign, DayActivity
from networkapp.decisions.models import Amendment, Decision, FollowUp, Procedure, Proposal
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import (
    Annotation,
    ChapterPage,
    Edition,
    EditionDocument,
    EditionPicture,
    GlossaryTerm,
    HandbookFile,
    LegalSource,
    Section,
)
from networkapp.handbooks.takeaway.formats import current_takeaway, edition_takeaway
from networkapp.hotlines.models import Hotline
from networkapp.inquiries.models import Inquiry, ParliamentCase
from networkapp.library.models import Publication
from networkapp.meetings.models import Meeting, MeetingSeries
from networkapp.models import Invitation, Network, ParticipationRecord, Seat
from networkapp.news.models import ArticlePage
from tests.access.content_factories import (
    agreed_on,
    amended,
    answered,
    ask_follow_up,
    assess,
    book_about,
    decided_on,
    document_of,
    editor_of,
    invited,
    noted,
    picture_of,
    polled,
    proposed,
    rendition_of,
    reported,
    reviewed,
    shared_with,
)
from tests.access.meeting_factories import Sitting, sit
from tests.access.readers import FOREIGN, OWN, SUSPENDED
from tests.access.restricted_words import TRANSLATED_BAIT, YEAR, bait, year_of
from tests.factories.assessments import draft_framework
from tests.factories.attachments import attach, photo
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.decisions import adopt
from tests.factories.discussion import start_topic
from tests.factories.findings import make_finding
from tests.factories.handbooks import make_chapter, make_document, make_file, make_handbook, make_image, section
from tests.factories.hotlines import make_hotline
from tests.factories.inquiries import make_case, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, suspend
from tests.factories.news import make_article
from tests.factories.procedures import make_proposal
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory


@dataclass(frozen=True, kw_only=True)
class Place:
    """One network, and one of each thing in it. `draft`, `signed` and `published` are assessments of XA, `act` and
    `finding` one of a treaty and one of a body about XA.

    `shared` is a topic at home in a network where no reader sits. Two frameworks are on their way to adoption: one is
    `proposing`, with proposal 1, the other is put to the countries; a third is `adopted`.
    `inquiry` is before XA's parliament as `case`, answered with a document; another is `drafted` and released for it.
    `question` and `remark` are by XB's reviewers, of a fourth assessment of XA.
    """

    network: Network
    topic: Topic
    shared: Topic
    message: Message
    paper: Attachment
    photo: Attachment
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
    activity: DayActivity
    series: MeetingSeries
    sitting: Sitting
    book: Publication
    invitation: Invitation
    participation: ParticipationRecord
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
    case: ParliamentCase
    drafted: ParliamentCase
    put_forward: Proposal
    procedure: Procedure
    decision: Decision
    follow_up: FollowUp
    poll: Procedure
    proposal: Proposal
    amendment: Amendment
    article: ArticlePage
    report: Report


def furnish(network: Network, framework: Any) -> Place:
    """Return the network with something of every kind in it. Its criteria are 1.1 to 1.5."""
    word = bait(network)
    network.delegations.add(DelegationFactory(code=OWN), DelegationFactory(code=FOREIGN))
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None)
    SeatFactory(network=network, capacity="secretariat", delegation=None)
    topic = start_topic(clerk, f"Topic {word}", f"Message {word}")
    chapter = make_chapter(
        make_handbook(network, title=f"Handbook {word}"), title=f"Chapter {word}", sections=[section(f"key {word}")]
    )
    chapter.save_revision()
    text = f"{TRANSLATED_BAIT}-{network.slug}"
    translated = make_chapter(
        make_handbook(network, language="ru", title=f"Translated {text}", translation_of=chapter.handbook),
        title=f"Translated {text}",
        sections=[section(f"key {word}", text=text, title=text)],
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
    edition = publish_edition(handbook=chapter.handbook, user=editor_of(network), changes={"en": f"Changes {word}"})
    return Place(
        network=network,
        topic=topic,
        shared=shared_with(network),
        message=topic.messages.get(),
        paper=attach(topic.messages.get(), f"Paper {word}.txt", f"Text {word}".encode()),
        photo=attach(topic.messages.get(), f"Photo {word}.jpg", photo()),
        chapter=chapter,
        translated=translated,
        section=Section.objects.get(page=chapter),
        document=document,
        image=image,
        rendition=rendition_of(image),
        edition=edition,
        file=make_file(edition_takeaway(text=edition.texts.get(language="en")), word),
        picture=picture_of(edition),
        kept_document=document_of(edition),
        book=book_about(chapter),
        meeting=record_meeting(
            network=network, number=1, slug=f"meeting-{network.slug}", date=date(2026, 1, 1), place="Here",
            country=OWN, theme={"en": f"Meeting {word}"},
        ),
        report=reported(network),
        activity=record_activity(network=network, day=make_day(), year=2026, title={"en": f"Deed {word}"}, text={}),
        campaign=make_campaign(network, f"Campaign {word}", document=document),
        series=MeetingSeries.objects.create(network=network, title=f"Series {word}", slug=f"series-{network.slug}"),
        sitting=sit(network, clerk, word, OWN),
        invitation=invited(network, clerk.user, f"{word}@example.org"),
        participation=suspend(network, SUSPENDED, by=clerk.user, source=f"Source {word}", reason=f"Reason {word}"),
        seat=SeatFactory(network=network, capacity="expert", delegation=None, organisation=word),
        draft=draft,
        signed=signed,
        published=published,
        act=ActionFactory(country=OWN, source=f"Source {year_of(network)}"),
        proposing=agreed_on(network, "p", by=clerk.user, previous=framework),
        asking=agreed_on(network, "a", by=clerk.user),
        adopted=adopt_framework(
            framework=draft_framework(network, version=f"d-{network.slug}"), user=clerk.user, decision="On paper"
        ),
        verdict=record_verdict(
            network=network, delegation=DelegationFactory(code=OWN), recommendation=1, says="partly",
            reason=f"Verdict {word}", decision="A meeting", decided_on=date(2026, 1, 1), user=clerk.user,
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
        case=answered(inquiry),
        drafted=make_case(make_inquiry(network, title="Another"), OWN, tabled=False, released=True),
        put_forward=make_proposal(network, by=clerk.user, title=f"Proposal {word}", paragraphs=[word]),
        procedure=decided_on(network, clerk),
        decision=(decision := adopt(network, seat=clerk, title=f"Decision {word}")),
        follow_up=ask_follow_up(decision, clerk.user, word),
        poll=polled(network, clerk.user, word),
        proposal=(proposal := proposed(network, clerk)),
        amendment=amended(proposal),
        article=make_article(network, title=f"Article {word}", text=f"Article {word}"),
        # Created last, because it is about the complete handbook.
        file_of_today=make_file(current_takeaway(handbook=chapter.handbook), word),
    )  # fmt: skip


def make_networks() -> tuple[dict[str, Place], Place]:
    """Return a furnished network of each visibility, and another closed one."""
    framework = make_framework(first_year=YEAR - 2, network=NetworkFactory(slug="of-the-framework"))
    here = {
        visibility: furnish(NetworkFactory(slug=f"the-{visibility}-one", visibility=visibility), framework)
        for visibility in Network.Visibility.values
    }
    return here, furnish(NetworkFactory(slug="elsewhere"), framework)


def new_key() -> str:
    return str(uuid4())
