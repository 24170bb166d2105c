"""The five-minute guides for secretariats: to their network, and to criteria and cycles."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from home.domain.guide_steps.places import DESK, FIRST_INQUIRY, SECOND_MEETING
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

SECRETARIAT = Guide(
    slug="secretariat",
    title=_("Guide for secretariats"),
    says=_("Seats, meetings, procedures and inquiries: how to run a network."),
    roles=frozenset({Role.SECRETARIAT}),
    account="secretariat@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk lists your tasks from all your networks."), **DESK),
        Step(
            title=_("Members"),
            says=_("All rights come from seats. Here you change offices and terms, or end a seat."),
            address="/networks/sample/seats/",
            shows="role=link[name='Invite someone']",
        ),
        Step(
            title=_("Invite someone"),
            says=_("Invite people to a seat by e-mail. They create an account when they accept."),
            address="/networks/sample/seats/",
            press=("role=link[name='Invite someone']",),
            shows="main form",
        ),
        Step(
            title=_("Agenda"),
            says=_("Add agenda items, set times and add documents."),
            address="/meetings/",
            press=(*SECOND_MEETING, "role=link[name='Edit agenda']"),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Minutes"),
            says=_("Minutes start from the agenda and are approved by silence."),
            address="/meetings/",
            press=(*SECOND_MEETING, "main >> role=link[name='Minutes']"),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Procedures"),
            says=_("A written procedure runs until its deadline. The roll shows who has responded."),
            address="/networks/sample/",
            press=("role=link[name=/timely figures/]",),
            shows="role=heading[name='Roll']",
            rolls=True,
        ),
        Step(
            title=_("Inquiry"),
            says=_("Approve an inquiry before it goes to the parliaments."),
            address="/inquiries/",
            press=(*FIRST_INQUIRY, "role=link[name=/Compare answers/]"),
            shows="role=heading >> nth=0",
        ),
    ),
)

CYCLES = Guide(
    slug="cycles",
    title=_("Guide to criteria and cycles"),
    says=_("Secretariats: agree on criteria, and open, manage and close a cycle."),
    roles=frozenset({Role.SECRETARIAT}),
    account="secretariat@demo.example",
    on_phone=False,
    steps=(
        Step(
            title=_("Next steps"),
            says=_("See what comes next in each of your networks, here or on your desk."),
            address="/evaluation/",
            shows="#next-steps",
            rolls=True,
        ),
        Step(
            title=capfirst(_("criteria")),
            says=_("Countries first agree on criteria."),
            address="/evaluation/frameworks/",
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Text"),
            says=_("Open the draft for proposals, ask the countries, and record the adoption."),
            address="/evaluation/frameworks/2.0-sample/",
            shows="role=heading[name='Next step']",
        ),
        Step(
            title=_("Open a cycle"),
            says=_("Choose the year, the criteria and the dates, then check the preview."),
            address="/evaluation/cycles/sample/open/",
            shows="role=heading[name='Open a cycle']",
        ),
        Step(
            title=_("Manage cycle"),
            says=_("Extend the due date, lock the cycle or close it."),
            address="/evaluation/cycles/sample/2026/",
            shows="role=heading[name='Manage cycle']",
        ),
        Step(
            title=_("Progress"),
            says=_("See how much each country has answered."),
            address="/evaluation/assessments/oversight/",
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Peer reviews"),
            says=_("Each country is reviewed by two others, drawn by lot."),
            address="/evaluation/reviews/oversight/",
            shows="role=heading >> nth=0",
        ),
    ),
)
