"""The style sheet with the accent colour of this site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.cache import patch_cache_control

from networkapp.models import this_site

YEAR_SECONDS = 365 * 24 * 60 * 60


def site_colours(request: HttpRequest, version: int) -> HttpResponse:
    """Return the style sheet; browsers store it until the settings change, since their version is in the address."""
    site = this_site()
    if not site.accent_colour:
        raise Http404
    colours = {"light": site.accent_colour, "dark": site.accent_on_dark}
    response = HttpResponse(render_to_string("networkapp/site_colours.css", colours), content_type="text/css")
    patch_cache_control(response, public=True, max_age=YEAR_SECONDS if version == site.version else 0)
    return response


urlpatterns = [path("site-colours/<int:version>.css", site_colours, name="site_colours")]
