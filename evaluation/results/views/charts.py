"""Charts as files (SVG and PNG), as a page to embed in other sites, and the page that offers both.

Files and embedded pages are the same for everybody: public, cacheable, without scripts, in the language of the address.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from evaluation.results.cache import cached_html
from evaluation.results.public_charts import PublicChart, chart_of_bands, chart_of_country, chart_of_recommendation
from evaluation.results.result_rows import cache_key
from networkapp.documents.typst import draw_page
from networkapp.models import this_site

KNOWN_FOR = 60 * 60
WORDS_BELOW = 260
"""Pixels of an embedded page for the words above and below its chart."""
PIXELS_AN_INCH = 144.0
PNG_SECONDS = 24 * 60 * 60
PNG_PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json("facts.json").svg), format: "svg")
"""
EMBED_CODE = (
    '<iframe src="{source}" title="{title}" width="100%" height="{height}" loading="lazy" style="border:0"></iframe>'
)
EMBEDDED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
CONTENT_TYPES = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8"}


@require_safe
@xframe_options_exempt
def send_recommendation(request: HttpRequest, language: str, form: str, **place: Any) -> HttpResponseBase:
    """Send the chart of all countries for a recommendation."""
    return _send(request, language, form, lambda: chart_of_recommendation(**place))


@require_safe
@xframe_options_exempt
def send_country(request: HttpRequest, language: str, form: str, **place: Any) -> HttpResponseBase:
    """Send the chart of one country over the years for a recommendation."""
    return _send(request, language, form, lambda: chart_of_country(**place))


@require_safe
@xframe_options_exempt
def send_bands(request: HttpRequest, language: str, form: str, **place: Any) -> HttpResponseBase:
    """Send the chart of the bands of one country over the years."""
    return _send(request, language, form, lambda: chart_of_bands(**place))


def share_recommendation(request: HttpRequest, **place: Any) -> HttpResponse:
    """Show how to download and embed the chart of all countries for a recommendation."""
    return _share(request, "recommendation_chart", place, chart_of_recommendation(**place))


def share_country(request: HttpRequest, **place: Any) -> HttpResponse:
    """Show how to download and embed the chart of one country over the years for a recommendation."""
    return _share(request, "country_chart", place, chart_of_country(**place))


def share_bands(request: HttpRequest, **place: Any) -> HttpResponse:
    """Show how to download and embed the chart of the bands of one country over the years."""
    return _share(request, "bands_chart", place, chart_of_bands(**place))


def _share(request: HttpRequest, name: str, place: dict[str, Any], chart: PublicChart | None) -> HttpResponse:
    if chart is None:
        raise Http404
    files = {
        form: request.build_absolute_uri(
            reverse(f"evaluation:{name}", kwargs={**place, "language": get_language() or "en", "form": form})
        )
        for form in CONTENT_TYPES
    }
    code = format_html(
        EMBED_CODE, source=files["html"], title=f"{chart.title}, {chart.subtitle}", height=chart.height + WORDS_BELOW
    )
    context = {"chart": chart, "files": files, "code": code}
    return render(request, "evaluation/charts/share.html", context)


def _send(request: HttpRequest, language: str, form: str, find: Callable[[], PublicChart | None]) -> HttpResponseBase:
    """Send the chart in this language as SVG, PNG or page to embed; Http404 without it or such a form or language."""
    if language not in dict(settings.LANGUAGES) or form not in CONTENT_TYPES:
        raise Http404
    with override(language):
        chart = find()
        if chart is None:
            raise Http404
        address = request.build_absolute_uri(chart.path)
        site = this_site().local_name
        source = f"{_('Source')}: {site}, {address}"
        context = {"chart": chart, "layout": chart.layout(source=source), "address": address, "site": site}
        template = "embed" if form == "html" else "standalone"
        key = cache_key(chart.key, chart.kind, template, source)
        text = cached_html(
            "chart", key, lambda: render_to_string(f"evaluation/charts/{template}.html", context).strip()
        )
    digest = sha256(f"{form} {text}".encode()).hexdigest()
    answer: HttpResponseBase | None = get_conditional_response(request, etag=f'"{digest}"')
    if answer is None:
        answer = HttpResponse(_png(text, digest) if form == "png" else text, content_type=CONTENT_TYPES[form])
    answer["ETag"] = f'"{digest}"'
    answer["Content-Security-Policy"] = EMBEDDED
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(answer, public=True, max_age=KNOWN_FOR)
    return answer


def _png(svg: str, digest: str) -> bytes:
    """Return the drawing as pixels, from the cache if it was drawn before."""
    place = f"evaluation.chart.{digest}"
    known: bytes | None = cache.get(place)
    if known is None:
        known = draw_page(PNG_PAGE, {"svg": svg}, ppi=PIXELS_AN_INCH)
        cache.set(place, known, PNG_SECONDS)
    return known


_YEAR = "evaluation/charts/<slug:language>/<slug:network>/<int:year>/"
_SHARED = "evaluation/charts/<slug:network>/<int:year>/"
urlpatterns = [
    path(f"{_YEAR}recommendations/<int:code>.<str:form>", send_recommendation, name="recommendation_chart"),
    path(f"{_YEAR}recommendations/<int:code>/<slug:country>.<str:form>", send_country, name="country_chart"),
    path(f"{_YEAR}countries/<slug:country>.<str:form>", send_bands, name="bands_chart"),
    path(f"{_SHARED}recommendations/<int:code>/", share_recommendation, name="share_recommendation_chart"),
    path(f"{_SHARED}recommendations/<int:code>/<slug:country>/", share_country, name="share_country_chart"),
    path(f"{_SHARED}countries/<slug:country>/", share_bands, name="share_bands_chart"),
]
