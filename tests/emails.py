"""Reads e-mails in tests: the subject, the text, and the words of the HTML, which must be well-formed."""

from html.parser import HTMLParser
from typing import Any

from django.core.mail import EmailMultiAlternatives

VOID = {"meta", "br"}


class Balance(HTMLParser):
    """Records the open elements, and each end tag that closes another element than the last opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def words_of(html: str) -> str:
    """Return the words of a well-formed HTML page."""
    page = Balance()
    page.feed(html)
    assert (page.open, page.wrong) == ([], [])
    return " ".join(page.words)


def parts(sent: Any) -> tuple[str, str, str]:
    assert isinstance(sent, EmailMultiAlternatives)
    [html] = sent.alternatives
    assert html.mimetype == "text/html"
    return sent.subject, sent.body, str(html.content)
