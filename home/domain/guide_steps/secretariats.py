"""The five-minute guides for secretariats: to their network, and to criteria and cycles."""

from django.utils.translation import gettext_lazy as _

from home.domain.guide_steps.places import DESK, FIRST_INQUIRY, SECOND_MEETING
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

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

CYCLES = Guide(
    slug="cycles",
    title=_("Guide to criteria and cycles"),
    says=_("Secretariats: agree on criteria, open a cycle, follow it and close it."),
    roles=frozenset({Role.SECRETARIAT}),
    account="secretariat@demo.example",
    on_phone=False,
    steps=(
        Step(
            title=_("Next steps"),
            says=_("This page shows what comes next in each of your networks; so does your desk."),
            address="/evaluation/",
            shows="#next-steps",
            rolls=True,
        ),
        Step(
            title=_("Criteria"),
            says=_("Countries agree on criteria first. Each recommendation needs at least two that are scored."),
            address="/evaluation/frameworks/",
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("The text"),
            says=_(
                "Open the draft for proposals, ask the countries, who have at least 14 days, and record the adoption."
            ),
            address="/evaluation/frameworks/2.0-sample/",
            shows="role=heading[name='Next step']",
        ),
        Step(
            title=_("Open a cycle"),
            says=_(
                "Choose the year, the criteria and the dates; a preview shows who is asked before anything is sent."
            ),
            address="/evaluation/cycles/sample/open/",
            shows="role=heading[name='Open a cycle']",
        ),
        Step(
            title=_("Manage a cycle"),
            says=_("Here you extend the due date, lock and close the cycle; every act is recorded with your reason."),
            address="/evaluation/cycles/sample/2026/",
            shows="role=heading[name='Manage the cycle']",
        ),
        Step(
            title=_("Progress"),
            says=_("You see how much each country has answered, and what waits for you once both have signed."),
            address="/evaluation/assessments/oversight/",
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Peer reviews"),
            says=_("Draw the lot here: each country is reviewed by two others. Then you see where each review is."),
            address="/evaluation/reviews/oversight/",
            shows="role=heading >> nth=0",
        ),
    ),
)
