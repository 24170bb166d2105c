"""The steps of the five-minute guides, as a demonstration account can go them in the English interface."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.domain.guide_of_cycles import CYCLES
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

TOPIC = ("role=link[name=/Must not/]",)
SECOND_MEETING = ("role=link[name=/hotlines and what they show/]",)
FIRST_INQUIRY = ("role=link[name=/Identification of victims/]",)
DRAFT = ("role=link[name='Sample country A, 2026']",)
REVIEW = ("role=link[name='Sample country B, 2025']",)
DESK = {"title": _("Your desk"), "address": "/desk/", "shows": "#needs", "rolls": True}

MEMBER = Guide(
    slug="member",
    title=_("Guide for members"),
    says=_("Members and substitutes: read, discuss, take a position, come to a meeting."),
    roles=frozenset({Role.MEMBER, Role.SUBSTITUTE}),
    account="member.xa@demo.example",
    on_phone=True,
    steps=(
        Step(says=_("Your desk says what needs you, soonest first, and below it what is new."), **DESK),
        Step(
            title=_("Topics"),
            says=_("A topic is one discussion; over each message stands from which seat it comes."),
            address="/networks/sample/topics/",
            press=TOPIC,
            shows="article.message >> nth=4",
            rolls=True,
        ),
        Step(
            title=_("Write a message"),
            says=_("Write below the last message; the button says for whom you speak."),
            address="/networks/sample/topics/",
            press=(*TOPIC, "role=link[name='Write as member, XA']"),
            shows="form.composer",
            rolls=True,
        ),
        Step(
            title=pgettext_lazy("stated in a procedure", "Position"),
            says=_("In a written procedure you say here whether your delegation agrees, objects or abstains."),
            address="/decisions/",
            press=("role=link[name=/figures that come on time/]",),
            shows="role=heading[name='The voice of XA']",
            rolls=True,
        ),
        Step(
            title=_("Handbook"),
            says=_("Each section says what the law is and on which day that was read; you can put notes beside it."),
            address="/handbooks/working-handbook/",
            press=("role=link[name=/Help that puts the victim first/]",),
            shows="#s21",
            rolls=True,
        ),
        Step(
            title=_("Meeting"),
            says=_("The page of a meeting has its agenda and papers, and asks whether you come."),
            address="/meetings/",
            press=(*SECOND_MEETING, "role=link[name='Who comes']"),
            shows="role=heading[name='Say whether you come']",
            rolls=True,
        ),
        Step(
            title=_("Inquiry"),
            says=_("Members ask several governments the same; the answers stand side by side."),
            address="/inquiries/",
            press=(*FIRST_INQUIRY, "role=link[name=/Compare the answers/]"),
            shows="role=heading >> nth=0",
            rolls=True,
        ),
    ),
)

ADVISER = Guide(
    slug="adviser",
    title=_("Guide for advisers"),
    says=_("Prepare what your members need, and what they will say."),
    roles=frozenset({Role.ADVISER}),
    account="adviser.xa@demo.example",
    on_phone=True,
    steps=(
        Step(says=_("Your desk gathers what waits for you in all your networks."), **DESK),
        Step(
            title=_("Country brief"),
            says=_("The brief gathers what is known of a country on two pages; you can add a word to each part."),
            address="/networks/sample/",
            press=("role=link[name='Country brief : Sample country A']",),
            shows="role=heading[name='What to know first']",
        ),
        Step(
            title=_("Meeting"),
            says=_("Before a meeting, a brief of three minutes says what each item is about."),
            address="/meetings/",
            press=(*SECOND_MEETING, "role=link[name='Three-minute brief']"),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Write a message"),
            says=_("You can speak as adviser, or prepare a message that your member reads and releases."),
            address="/networks/sample/topics/",
            press=(*TOPIC, "role=link[name='Write as adviser, XA']"),
            shows="form.composer",
            rolls=True,
        ),
        Step(
            title=_("Inquiry"),
            says=_("When your government answers, you file the answer here, word for word and with its document."),
            address="/inquiries/",
            press=(*FIRST_INQUIRY, "role=link[name='Sample country A']"),
            shows="role=heading[name='Questions and answers'][level=2]",
            rolls=True,
        ),
        Step(
            title=_("Calendar"),
            says=_("All dates of your networks, to read here or in the calendar you use anyway."),
            address="/calendar/",
            shows="role=heading >> nth=0",
        ),
    ),
)

SECRETARIAT = Guide(
    slug="secretariat",
    title=_("Guide for secretariats"),
    says=_("Seats, meetings, procedures and inquiries: how you keep a network going."),
    roles=frozenset({Role.SECRETARIAT}),
    account="secretariat@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk gathers what waits for you in all your networks."), **DESK),
        Step(
            title=_("Who sits here"),
            says=_("All rights come from seats: here you change offices and terms, and end a seat."),
            address="/networks/sample/seats/",
            shows="role=link[name='Invite somebody']",
        ),
        Step(
            title=_("Invite somebody"),
            says=_("Whoever is to have a seat is invited by letter, and makes an account with it."),
            address="/networks/sample/seats/",
            press=("role=link[name='Invite somebody']",),
            shows="main form",
        ),
        Step(
            title=_("Agenda"),
            says=_("Put items on the agenda, give each its time, and hang papers on them."),
            address="/meetings/",
            press=(*SECOND_MEETING, "role=link[name='Keep the agenda']"),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Minutes"),
            says=_("The minutes begin from the agenda and from who came; silence approves them."),
            address="/meetings/",
            press=(*SECOND_MEETING, "main >> role=link[name='Minutes']"),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Procedures"),
            says=_("A written procedure runs until its end; the roll shows who has spoken and who is silent so far."),
            address="/networks/sample/",
            press=("role=link[name=/figures that come on time/]",),
            shows="role=heading[name='The roll']",
            rolls=True,
        ),
        Step(
            title=_("Inquiry"),
            says=_("You approve an inquiry before it goes to the parliaments, and watch which answers are missing."),
            address="/inquiries/",
            press=(*FIRST_INQUIRY, "role=link[name=/Compare the answers/]"),
            shows="role=heading >> nth=0",
        ),
    ),
)

EDITOR = Guide(
    slug="editor",
    title=_("Guide for editors"),
    says=_("Editors and translators: write a handbook, keep its law and its translations current, publish editions."),
    roles=frozenset({Role.EDITOR, Role.TRANSLATOR}),
    account="editor@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk names the sections whose law is to be looked at, and the translations behind."), **DESK),
        Step(
            title=_("The law of a section"),
            says=_("Read the source again, then say that the law is unchanged, or write what has changed."),
            address="/desk/",
            press=("role=link[name=/is the law still as described/]",),
            shows="role=heading[name=/the law is unchanged/]",
        ),
        Step(
            title=_("Handbook"),
            says=_("In the editor a handbook is a page with its chapters below it."),
            address="/handbooks/working-handbook/",
            press=("main >> role=link[name='Edit']",),
            shows="role=heading[name=/Working handbook/]",
        ),
        Step(
            title=_("Style guide"),
            says=_("How we write and which parts a section can have stands in the menu of the editor."),
            address="/admin/style-guide/",
            shows="role=heading[name='Style guide']",
        ),
        Step(
            title=_("Translation"),
            says=_("A translation stands beside its original, section by section; what is behind is marked."),
            address="/desk/",
            press=("role=link[name=/in Deutsch/]",),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Editions"),
            says=_("An edition keeps the handbook as it is on that day; it can be cited for good."),
            address="/handbooks/working-handbook/",
            press=("role=link[name=/^Edition/]",),
            shows="role=heading[name='Publish the next edition']",
        ),
    ),
)

DELEGATE = Guide(
    slug="delegate",
    title=_("Guide for assessment delegates"),
    says=_("Fill in the yearly assessment of your country, with others, and have it signed."),
    roles=frozenset({Role.ASSESSMENT_DELEGATE}),
    account="delegate.xa@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk names the assessment and the day on which it is due."), **DESK),
        Step(
            title=_("Assessments"),
            says=_("The assessment has a section for each recommendation, and says how much is answered."),
            address="/evaluation/assessments/",
            press=DRAFT,
            shows="role=heading[name='Sections'][level=2]",
        ),
        Step(
            title=_("Answers"),
            says=_("Each answer is saved by itself; what you said last year stands beside it."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "role=link[name=/^Go on with section/]"),
            shows="[id^=q4]",
            rolls=True,
        ),
        Step(
            title=_("Who works on what"),
            says=_("Give a section to somebody in a ministry; she needs no seat."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "main >> role=link[name='Who works on what'] >> nth=0"),
            shows="role=heading[name='Who works on what']",
        ),
        Step(
            title=_("Work in a spreadsheet"),
            says=_("Take the questions along as a spreadsheet, and bring the answers back."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "role=link[name='Work in a spreadsheet']"),
            shows="role=heading[name='Bring it back']",
        ),
        Step(
            title=_("Check and sign"),
            says=_("The check says what still stands before the two signatures: of the parliament and the government."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "main >> role=link[name='Check and sign'] >> nth=0"),
            shows="role=heading[name='What the check says']",
        ),
    ),
)

REVIEWER = Guide(
    slug="reviewer",
    title=_("Guide for reviewers"),
    says=_("Read the assessment of another country as a peer: check, ask, remark, finish."),
    roles=frozenset({Role.REVIEWER}),
    account="adviser.xc@demo.example",
    on_phone=False,
    steps=(
        Step(
            title=_("Peer reviews"),
            says=_("Which countries you review was drawn by lot; the list says what waits for whom."),
            address="/evaluation/reviews/",
            shows=REVIEW[0],
        ),
        Step(
            title=_("Peer review"),
            says=_("The page of a review leads through its sections, and says what is open and until when."),
            address="/evaluation/reviews/",
            press=REVIEW,
            shows="role=heading[name='What waits for the reviewers']",
        ),
        Step(
            title=_("Answers"),
            says=_("Beside each answer stand its evidence and three things to do: check it, ask, or remark."),
            address="/evaluation/reviews/",
            press=(*REVIEW, "main >> role=link[name=/Conventions signed/] >> nth=-1"),
            shows="role=heading[name='Answers']",
            rolls=True,
        ),
        Step(
            title=_("Questions"),
            says=_("A question has a day by which it is answered; you read the reply and settle it, or ask further."),
            address="/evaluation/reviews/",
            press=(*REVIEW, "role=link[name=/^4.3/]"),
            shows="[id^=question-]",
            rolls=True,
        ),
        Step(
            title=_("Finish"),
            says=_("When nothing is open, your delegation says that it has finished; others may still be at work."),
            address="/evaluation/reviews/",
            press=REVIEW,
            shows="role=button[name='We have finished']",
            rolls=True,
        ),
    ),
)

GUIDES = {guide.slug: guide for guide in (MEMBER, ADVISER, SECRETARIAT, CYCLES, EDITOR, DELEGATE, REVIEWER)}
"""By the last part of their address."""
