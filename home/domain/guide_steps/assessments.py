"""The five-minute guides for those who answer an assessment, and for those who review it."""

from django.utils.translation import gettext_lazy as _

from home.domain.guide_steps.places import DESK
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

DRAFT = ("role=link[name='Sample country A, 2026']",)
REVIEW = ("role=link[name='Sample country B, 2025']",)

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
