"""The five-minute guides for members and for their advisers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.domain.guide_steps.places import DESK, FIRST_INQUIRY, SECOND_MEETING, TOPIC
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

MEMBER = Guide(
    slug="member",
    title=_("Guide for members"),
    says=_("Members and substitutes: read, discuss, take a position and attend meetings."),
    roles=frozenset({Role.MEMBER, Role.SUBSTITUTE}),
    account="member.xb@demo.example",
    on_phone=True,
    steps=(
        Step(says=_("Your desk shows your tasks, soonest first."), **DESK),
        Step(
            title=_("Topics"),
            says=_("A topic is one discussion. Each message shows the seat it was written from."),
            address="/networks/sample/topics/",
            press=TOPIC,
            shows="article.message >> nth=4",
            rolls=True,
        ),
        Step(
            title=_("Write a message"),
            says=_("Write below the last message. The button shows for whom you speak."),
            address="/networks/sample/topics/",
            press=(*TOPIC, "role=link[name='Write as member, XB']"),
            shows="form.composer",
            rolls=True,
        ),
        Step(
            title=pgettext_lazy("stated in a procedure", "Position"),
            says=_("In a written procedure, record whether your delegation agrees, objects or abstains."),
            address="/decisions/",
            press=("role=link[name=/timely figures/]",),
            shows="role=heading[name='Position of XB']",
            rolls=True,
        ),
        Step(
            title=_("Handbook"),
            says=_("Each section describes the law and shows its law date. You can add notes."),
            address="/handbooks/working-handbook/",
            press=("role=link[name=/Help that puts the victim first/]",),
            shows="#s21",
            rolls=True,
        ),
        Step(
            title=_("Meeting"),
            says=_("The meeting page has the agenda and documents. Here you confirm whether you will attend."),
            address="/meetings/",
            press=(*SECOND_MEETING, "role=link[name='Attendance']"),
            shows="role=heading[name='Will you attend?']",
            rolls=True,
        ),
        Step(
            title=_("Inquiry"),
            says=_("Members ask several governments the same questions and compare the answers."),
            address="/inquiries/",
            press=(*FIRST_INQUIRY, "role=link[name=/Compare answers/]"),
            shows="role=heading >> nth=0",
            rolls=True,
        ),
    ),
)

ADVISER = Guide(
    slug="adviser",
    title=_("Guide for advisers"),
    says=_("Prepare documents, messages and answers for your members."),
    roles=frozenset({Role.ADVISER}),
    account="adviser.xa@demo.example",
    on_phone=True,
    steps=(
        Step(says=_("Your desk lists your tasks from all your networks."), **DESK),
        Step(
            title=_("Country brief"),
            says=_("The brief summarises a country on two pages. You can add notes to each part."),
            address="/networks/sample/",
            press=("role=link[name='Country brief : Sample country A']",),
            shows="role=heading[name='Key points']",
        ),
        Step(
            title=_("Meeting"),
            says=_("Before a meeting, a three-minute briefing explains each agenda item."),
            address="/meetings/",
            press=(*SECOND_MEETING, "role=link[name='Briefing']"),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Write a message"),
            says=_("Post as an adviser, or prepare a message that your member approves and posts."),
            address="/networks/sample/topics/",
            press=(*TOPIC, "role=link[name='Write as adviser, XA']"),
            shows="form.composer",
            rolls=True,
        ),
        Step(
            title=_("Inquiry"),
            says=_("Record your government’s answer word for word with its document."),
            address="/inquiries/",
            press=(*FIRST_INQUIRY, "role=link[name='Sample country A']"),
            shows="role=heading[name='Questions and answers'][level=2]",
            rolls=True,
        ),
        Step(
            title=_("Calendar"),
            says=_("All dates of your networks, here or in your own calendar."),
            address="/calendar/",
            shows="role=heading >> nth=0",
        ),
    ),
)
