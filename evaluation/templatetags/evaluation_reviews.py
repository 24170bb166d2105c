"""Presentation only: what is written in a peer review, and the forms to write it with."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from evaluation.models import Answer, PeerRemark, ReviewingCountry
from evaluation.reviews.forms.reviews import text_id
from evaluation.reviews.pages import ReviewedAnswer, ReviewedSection
from networkapp.networks.queries.countries import country_name

register = template.Library()


@register.filter
def remark_by(one: ReviewedAnswer, country: ReviewingCountry | None) -> PeerRemark | None:
    """Return the comment of this country on the answer; None if there is none."""
    return next((remark for remark in one.remarks if remark.reviewing == country), None)


@register.simple_tag(takes_context=True)
def was_refused(context: Context, kind: str, key: str | int) -> bool:
    """Return whether the form at this position of the page was refused and has the submitted text."""
    returned = context.get("returned")
    return returned is not None and returned.place == f"{kind}-{key}"


@register.inclusion_tag("evaluation/reviews/parts/text_form.html", takes_context=True)
def review_text_field(
    context: Context, kind: str, key: str | int, name: str, label: str, button: str, typed: str = ""
) -> dict[str, Any]:
    """Show a field for a text that is sent to the address `name` of this review; refused input is in it, with the
    reason."""
    is_back = was_refused(context, kind, key)
    form = context["returned"].form if is_back else None
    return {
        "address": reverse(f"evaluation:{name}", args=[context["assessment"].pk, key]),
        "id": text_id(f"{kind}-{key}"),
        "label": label,
        "button": button,
        "form": form,
        "text": (form["text"].value() or "") if form else typed,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def checked_count(section: ReviewedSection, country: ReviewingCountry) -> int:
    """Return how many answers of the section this country has checked without changes."""
    return sum(country in one.checked_by for one in section.answers)


@register.filter
def grade_words(grade: str) -> str:
    """Return the grade, V0 to V3, in words."""
    return str(Answer.Grade(grade).label)


@register.filter(name="country_name")
def name_of_country(code: str) -> str:
    """Return the country's name in the reader's language."""
    return country_name(code=code)


@register.filter
def country_list(countries: Any) -> str:
    """Return the names of countries as a list in words."""
    return ", ".join(str(one.delegation.label) for one in countries)
