"""The five-minute guides for people who answer an assessment, and for reviewers."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from home.domain.guide_steps.places import DESK
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

DRAFT = ("role=link[name='Sample country A, 2026']",)
REVIEW = ("role=link[name='Sample country B, 2025']",)

DELEGATE = Guide(
    slug="delegate",
    title=_("Guide for assessment delegates"),
    says=_("Complete your country’s yearly assessment with others and get it signed."),
    roles=frozenset({Role.ASSESSMENT_DELEGATE}),
    account="delegate.xa@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk shows the assessment and its due date."), **DESK),
        Step(
            title=_("Assessments"),
            says=_("The assessment has a section for each recommendation and shows your progress."),
            address="/evaluation/assessments/",
            press=DRAFT,
            shows="role=heading[name='Sections'][level=2]",
        ),
        Step(
            title=_("Answers"),
            says=_("Answers save automatically. Last year’s answers are shown beside them."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "role=link[name=/^(Start|Continue) with section/]"),
            shows="[id^=q4]",
            rolls=True,
        ),
        Step(
            title=_("Assign sections"),
            says=_("Assign a section to someone in a ministry. They do not need a seat."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "main >> role=link[name='Assign sections'] >> nth=0"),
            shows="role=heading[name='Assign sections']",
        ),
        Step(
            title=_("Work in a spreadsheet"),
            says=_("Download the questions as a spreadsheet, then upload the answers."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "role=link[name='Work in a spreadsheet']"),
            shows="role=heading[name='Upload workbook']",
        ),
        Step(
            title=_("Check and sign"),
            says=_("The check shows missing answers before parliament and government can sign."),
            address="/evaluation/assessments/",
            press=(*DRAFT, "main >> role=link[name='Check and sign'] >> nth=0"),
            shows="role=heading[name='Check results']",
        ),
    ),
)

REVIEWER = Guide(
    slug="reviewer",
    title=_("Guide for reviewers"),
    says=_("Review another country’s assessment as a peer: check, ask, comment, finish."),
    roles=frozenset({Role.REVIEWER}),
    account="adviser.xc@demo.example",
    on_phone=False,
    steps=(
        Step(
            title=_("Peer reviews"),
            says=_("The countries you review are drawn by lot."),
            address="/evaluation/reviews/",
            shows=REVIEW[0],
        ),
        Step(
            title=capfirst(_("peer review")),
            says=_("The review page shows what is open and until when."),
            address="/evaluation/reviews/",
            press=REVIEW,
            shows="role=heading[name='Waiting for the reviewers']",
        ),
        Step(
            title=_("Answers"),
            says=_("Check each answer and its evidence, ask a question or comment."),
            address="/evaluation/reviews/",
            press=(*REVIEW, "main >> role=link[name=/Conventions signed/] >> nth=-1"),
            shows="role=heading[name='Answers']",
            rolls=True,
        ),
        Step(
            title=_("Questions"),
            says=_("Read the reply, then resolve the question or ask again."),
            address="/evaluation/reviews/",
            press=(*REVIEW, "role=link[name=/^4.3/]"),
            shows="[id^=question-]",
            rolls=True,
        ),
        Step(
            title=_("Finish"),
            says=_("When all points are resolved, finish the review for your delegation."),
            address="/evaluation/reviews/",
            press=REVIEW,
            shows="role=button[name='Finish review']",
            rolls=True,
        ),
    ),
)
