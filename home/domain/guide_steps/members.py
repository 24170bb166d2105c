"""The five-minute guides for members and for their advisers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.domain.guide_steps.places import DESK, FIRST_INQUIRY, SECOND_MEETING, TOPIC
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

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
