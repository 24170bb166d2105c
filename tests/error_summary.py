"""Checks a page with form errors: a summary that links to controls, and "Error" in its title."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


def faults_in(response: HttpResponse) -> list[str]:
    """Return the problems of the error summary of this page; empty if there are none."""
    page = BeautifulSoup(response.content, "html.parser")
    summaries = page.find_all("error-summary")
    if len(summaries) != 1:
        return [f"{len(summaries)} error summaries"]
    (summary,) = summaries
    faults = [] if (heading := summary.find("h2")) and heading.get_text() == "There is a problem" else ["heading"]
    if summary.get("role") != "alert" or summary.get("tabindex") != "-1":
        faults.append("cannot take the focus")
    if page.title is not None and not page.title.get_text().startswith("Error: "):
        faults.append("title")
    if not summary.find("li"):
        faults.append("nothing in it")
    return faults + [fault for link in summary.find_all("a") for fault in _faults_of(page, link)]


def _faults_of(page: BeautifulSoup, link: Tag) -> list[str]:
    href = str(link["href"])
    controls = page.find_all(id=href[1:])
    if len(controls) != 1:
        return [f"{len(controls)} controls at {href}"]
    (control,) = controls
    if control.name not in ("input", "select", "textarea"):
        return [f"no control at {href}: {control.name}"]
    faults = [] if control.get("aria-invalid") == "true" else [f"aria-invalid of {href}"]
    group = control.find_parent("fieldset")
    named = control.get("aria-describedby") or (group.get("aria-describedby") if group else "") or ""
    described = [page.find(id=name) for name in str(named).split()]
    words = " ".join(_words(one) for one in described)
    text = link.get_text().split(": ", 1)[-1].strip()
    return faults + ([] if text in words else [f"aria-describedby of {href}"])


def _words(element: Any) -> str:
    return " ".join(element.get_text().split()) if element is not None else "(nothing there)"
