"""E-mails about assigned sections: the same words as text and as well-formed HTML."""

from typing import Any

import pytest
from django.core import mail

from evaluation.assessments.section_emails import send_further_sections, send_reminder
from evaluation.models import SectionHolder
from tests.emails import parts, words_of
from tests.factories.assessments import Work
from tests.factories.sections import give, link_in, two_sections
from tests.worlds import world

SITE = "https://site.example"
UNTIL = "If you were not expecting this e-mail, you can ignore it."


@world
def work(db: None) -> Work:
    return two_sections()


def without_link(text: str) -> str:
    """Return the words of the text part without the line with the link and the sentence before it."""
    lines = (line for line in text.splitlines() if SITE not in line and "Go to your" not in line)
    return " ".join(" ".join(lines).split())


def test_e_mail_with_a_link_to_sections_has_the_same_words_in_html_and_text(
    work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        give(work, 1, 2)
    subject, text, html = parts(mail.outbox[-1])
    assert subject.startswith("Questions for you: assessment of ")
    assert all(words in text for words in ("Dear A person,", "asks you to answer these sections", "works once", UNTIL))
    words = words_of(html)
    assert words.replace(" Go to your sections", "") == f"{subject} {without_link(text)}".replace("- ", "")
    assert f'<a href="{SITE}/evaluation/sections/link/{link_in(text)}/"' in html


@pytest.mark.parametrize(
    ("kind", "beginning"),
    [("soon", "Due soon: "), ("late", "Overdue: "), ("more", "More questions for you: ")],
)
def test_section_reminders_have_the_same_words_in_html_and_text_and_link_to_the_sections(
    work: Work, kind: str, beginning: str
) -> None:
    holder = give(work, 1, 2)
    SectionHolder.objects.update(name="A <b>person</b>")
    holder.refresh_from_db()
    mail.outbox.clear()
    if kind == "more":
        assert send_further_sections(holder=holder, codes=[1, 2], base_url=SITE)
    else:
        assignments = holder.assignments.select_related("recommendation").iterator()
        assert send_reminder(holder=holder, assignments=assignments, base_url=SITE, is_late=kind == "late")
    subject, text, html = parts(mail.outbox[-1])
    assert subject.startswith(beginning)
    assert "Dear A <b>person</b>, " in words_of(html)
    words = words_of(html)
    assert words.removesuffix(" Go to your sections") == f"{subject} {without_link(text)}".replace("- ", "")
    assert (UNTIL in text, UNTIL in html, "Recommendation two" in html) == (False, False, True)
    assert f'<a href="{SITE}/evaluation/sections/"' in html
