"""A page with an error summary says so in its title, which a screen reader reads first."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _

SUMMARY = b"<error-summary"
_TITLE = re.compile(rb"<title>\s*")


def mark_title(request: HttpRequest, response: HttpResponse) -> None:
    """Let the title of a page begin with "Error:" where a form came back with errors.

    Done to the finished page, since a title is written before the form, and often by the host.
    """
    if request.method != "POST" or response.streaming or SUMMARY not in response.content:
        return
    prefix = f"<title>{escape(_('Error:'))} ".encode()
    response.content = _TITLE.sub(lambda _found: prefix, response.content, count=1)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
