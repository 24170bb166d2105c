"""The five-minute guide to criteria and cycles, as the secretariat of the demonstration can go it."""

from django.utils.translation import gettext_lazy as _

from home.domain.guides import Guide, Step
from networkapp.permissions import Role

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
