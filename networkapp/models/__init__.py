"""The shapes of networkapp, one file per topic."""

from typing import Any

from networkapp.models.administrators import AdministratorAct, AdministratorInvitation, FirstStepsPutAway
from networkapp.models.agendas import AgendaItem, AgendaKind, AgendaPaper, MeetingGuest
from networkapp.models.amendments import AMENDMENT_TRANSITIONS, Amendment, AmendmentDraft, AmendmentState
from networkapp.models.annotations import (
    IN_PLACE,
    REQUEST_TRANSITIONS,
    Annotation,
    AnnotationMove,
    NoteAudience,
    NotedText,
    NotePlace,
    RequestState,
)
from networkapp.models.attachments import Attachment
from networkapp.models.attendance import TAKING_PART, Attendance, AttendanceMode, Turn
from networkapp.models.calendars import CalendarFeed
from networkapp.models.campaign_parts import CampaignCountry, CampaignMaterial, CampaignTranslation
from networkapp.models.campaigns import Campaign
from networkapp.models.card_pictures import CardPicture
from networkapp.models.casts import CAST_TRANSITIONS, Cast, CastDocument, CastState, CastStep
from networkapp.models.collections import NetworkCollection
from networkapp.models.consequences import Consequence
from networkapp.models.country_briefs import BriefText
from networkapp.models.date_polls import DateAnswer, DateOption
from networkapp.models.days import DayOfYear, DayTranslation, Deed, DeedTranslation, QuietDay
from networkapp.models.decisions import (
    FOLLOW_UP_TRANSITIONS,
    Decision,
    FollowUp,
    FollowUpState,
    FollowUpStep,
    InterpretativeStatement,
)
from networkapp.models.delegations import Delegation, Subject, SubjectTranslation
from networkapp.models.discussion import TOPIC_TRANSITIONS, Message, ReadMark, Topic, TopicState
from networkapp.models.drafts import Draft, MessageDraft
from networkapp.models.editions import (
    Edition,
    EditionChapter,
    EditionDocument,
    EditionPicture,
    EditionRead,
    EditionSection,
    EditionTerm,
    EditionText,
)
from networkapp.models.events import Event
from networkapp.models.four_eyes import (
    DRAFT_TRANSITIONS,
    OPEN_DRAFTS,
    DraftAct,
    DraftForSeat,
    DraftState,
    FourEyesDraft,
)
from networkapp.models.freshness import PageState
from networkapp.models.glossary import GlossaryTerm, GlossaryTermTranslation
from networkapp.models.handbook_files import HandbookFile
from networkapp.models.handbook_review import HandbookReview
from networkapp.models.handbooks import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.models.hotlines import Hotline, HotlineLink, HotlineStep, HotlineTranslation
from networkapp.models.inquiries import INQUIRY_TRANSITIONS, Inquiry, InquiryQuestion, InquiryQuestionText, InquiryState
from networkapp.models.instruments import ParliamentInstrument, ParliamentPeriod
from networkapp.models.invitations import Invitation
from networkapp.models.law import LawCheck, LegalSource
from networkapp.models.left_notes import LeftNote
from networkapp.models.library import (
    Organisation,
    OrganisationTranslation,
    Publication,
    PublicationLanguage,
    PublicationTranslation,
    Relevance,
)
from networkapp.models.links import CheckedLink, SectionLink
from networkapp.models.meeting_packs import MeetingPack
from networkapp.models.meetings import MEETING_TRANSITIONS, Meeting, MeetingSeries, MeetingState, MeetingTranslation
from networkapp.models.messages import Mention, MessageRevision, Reaction, Receipt, ReceiptRequest
from networkapp.models.minutes import (
    MINUTES_TRANSITIONS,
    ActionItem,
    ActionState,
    ActionStep,
    CorrectionState,
    Minutes,
    MinutesCorrection,
    MinutesState,
)
from networkapp.models.moderation import ModerationAct, Report
from networkapp.models.networks import Network
from networkapp.models.news import ArticlePage, NetworkNewsPage, NewsPage
from networkapp.models.notifications import (
    Delivery,
    InboundMail,
    Notification,
    NotificationSettings,
    PushSubscription,
    Rhythm,
    Watch,
    WatchLevel,
)
from networkapp.models.positions import PositionAct, PositionDraft
from networkapp.models.procedures import (
    BINDING,
    ClockStop,
    Extension,
    Procedure,
    ProcedureKind,
    ProcedureResult,
    RollEntry,
)
from networkapp.models.proposals import (
    PROPOSAL_TRANSITIONS,
    Proposal,
    ProposalState,
    ProposalText,
    ProposalVersion,
)
from networkapp.models.replies import Reply, ReplyFiling
from networkapp.models.seats import Capacity, Office, Seat, SeatOffice
from networkapp.models.section_readings import EditionReading, ReadingWishes, SectionReading
from networkapp.models.section_translations import SectionTranslation, SectionWording
from networkapp.models.sections import Section
from networkapp.models.shares import TopicShare
from networkapp.models.shown import with_belongings
from networkapp.models.signatures import (
    SIGNATURE_TRANSITIONS,
    ArticleWording,
    Signatory,
    SignatureAct,
    SignatureState,
)
from networkapp.models.site_settings import SiteSettings, is_open, this_site
from networkapp.models.statements import (
    OutcomeStatement,
    StatementDraft,
)
from networkapp.models.word_imports import WordImport

__all__ = [
    "AMENDMENT_TRANSITIONS",
    "BINDING",
    "CAST_TRANSITIONS",
    "DRAFT_TRANSITIONS",
    "FOLLOW_UP_TRANSITIONS",
    "INQUIRY_TRANSITIONS",
    "IN_PLACE",
    "MEETING_TRANSITIONS",
    "MINUTES_TRANSITIONS",
    "OPEN_DRAFTS",
    "PROPOSAL_TRANSITIONS",
    "REQUEST_TRANSITIONS",
    "SIGNATURE_TRANSITIONS",
    "TAKING_PART",
    "TOPIC_TRANSITIONS",
    "ActionItem",
    "ActionState",
    "ActionStep",
    "AdministratorAct",
    "AdministratorInvitation",
    "AgendaItem",
    "AgendaKind",
    "AgendaPaper",
    "Amendment",
    "AmendmentDraft",
    "AmendmentState",
    "Annotation",
    "AnnotationMove",
    "ArticlePage",
    "ArticleWording",
    "Attachment",
    "Attendance",
    "AttendanceMode",
    "BriefText",
    "CalendarFeed",
    "Campaign",
    "CampaignCountry",
    "CampaignMaterial",
    "CampaignTranslation",
    "Capacity",
    "CardPicture",
    "Cast",
    "CastDocument",
    "CastState",
    "CastStep",
    "ChapterPage",
    "CheckedLink",
    "ClockStop",
    "Consequence",
    "CorrectionState",
    "DateAnswer",
    "DateOption",
    "DayOfYear",
    "DayTranslation",
    "Decision",
    "Deed",
    "DeedTranslation",
    "Delegation",
    "Delivery",
    "Draft",
    "DraftAct",
    "DraftForSeat",
    "DraftState",
    "Edition",
    "EditionChapter",
    "EditionDocument",
    "EditionPicture",
    "EditionRead",
    "EditionReading",
    "EditionSection",
    "EditionTerm",
    "EditionText",
    "Event",
    "Extension",
    "FirstStepsPutAway",
    "FollowUp",
    "FollowUpState",
    "FollowUpStep",
    "FourEyesDraft",
    "GlossaryTerm",
    "GlossaryTermTranslation",
    "HandbookFile",
    "HandbookIndexPage",
    "HandbookPage",
    "HandbookReview",
    "Hotline",
    "HotlineLink",
    "HotlineStep",
    "HotlineTranslation",
    "InboundMail",
    "Inquiry",
    "InquiryQuestion",
    "InquiryQuestionText",
    "InquiryState",
    "InterpretativeStatement",
    "Invitation",
    "LawCheck",
    "LeftNote",
    "LegalSource",
    "Meeting",
    "MeetingGuest",
    "MeetingPack",
    "MeetingSeries",
    "MeetingState",
    "MeetingTranslation",
    "Mention",
    "Message",
    "MessageDraft",
    "MessageRevision",
    "Minutes",
    "MinutesCorrection",
    "MinutesState",
    "ModerationAct",
    "Network",
    "NetworkCollection",
    "NetworkNewsPage",
    "NewsPage",
    "NoteAudience",
    "NotePlace",
    "NotedText",
    "Notification",
    "NotificationSettings",
    "Office",
    "Organisation",
    "OrganisationTranslation",
    "OutcomeStatement",
    "PageState",
    "ParliamentInstrument",
    "ParliamentPeriod",
    "PartPage",
    "PositionAct",
    "PositionDraft",
    "Procedure",
    "ProcedureKind",
    "ProcedureResult",
    "Proposal",
    "ProposalState",
    "ProposalText",
    "ProposalVersion",
    "Publication",
    "PublicationLanguage",
    "PublicationTranslation",
    "PushSubscription",
    "QuietDay",
    "Reaction",
    "ReadMark",
    "ReadingWishes",
    "Receipt",
    "ReceiptRequest",
    "Relevance",
    "Reply",
    "ReplyFiling",
    "Report",
    "RequestState",
    "Rhythm",
    "RollEntry",
    "Seat",
    "SeatOffice",
    "Section",
    "SectionLink",
    "SectionReading",
    "SectionTranslation",
    "SectionWording",
    "Signatory",
    "SignatureAct",
    "SignatureState",
    "SiteSettings",
    "StatementDraft",
    "Subject",
    "SubjectTranslation",
    "Topic",
    "TopicShare",
    "TopicState",
    "Turn",
    "Watch",
    "WatchLevel",
    "WordImport",
    "is_open",
    "this_site",
    "with_belongings",
]

# What members write is not among what editors reuse, and Wagtail would look through each saved row for references.
_TALK: tuple[Any, ...] = (
    *(Annotation, AnnotationMove, NotedText),
    *(Delivery, Draft, Event, InboundMail, Mention, Message, MessageRevision, ModerationAct, Notification),
    *(NotificationSettings, MessageDraft, PushSubscription, Reaction, ReadMark, Receipt, ReceiptRequest, Report),
    *(ReadingWishes, SectionReading, Topic, TopicShare, Watch),
    *(Cast, CastStep, Inquiry, InquiryQuestion, InquiryQuestionText, Reply, ReplyFiling),
    *(Amendment, ClockStop, Consequence, DateAnswer, DateOption, Decision, Extension, FollowUp, FollowUpStep),
    *(
        InterpretativeStatement,
        PositionAct,
        PositionDraft,
        Procedure,
        Proposal,
        ProposalText,
        ProposalVersion,
        RollEntry,
    ),
)
_MEETING: tuple[Any, ...] = (ActionItem, ActionStep, Attendance, Minutes, MinutesCorrection, Turn)
_SAID: tuple[Any, ...] = (OutcomeStatement, StatementDraft)
for _model in (*_TALK, *_MEETING, *_SAID):
    _model.wagtail_reference_index_ignore = True
