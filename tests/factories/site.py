"""The settings of the site to test with."""

from typing import Any

from django.core.cache import cache

from networkapp.models import SiteSettings, this_site
from networkapp.models.site_settings import SITE

ALPINE = {
    "name": "Alpine parliamentary network",
    "names": {"de": "Parlamentarisches Netzwerk der Alpen"},
    "short_name": "Alpine network",
    "tagline": "on drinking water",
    "taglines": {"de": "für Trinkwasser"},
    "region": "in the Alps",
    "subject": "drinking water",
}


def make_site(**fields: Any) -> SiteSettings:
    """The settings of this site have these values; all others stay as they are."""
    site = SiteSettings.objects.first() or SiteSettings()
    for name, value in fields.items():
        setattr(site, name, value)
    site.save()
    this_site()  # Known from here on, so that a test does not count the query.
    return site


def clear_cache() -> None:
    """Clear the cache except for the site settings, which every page reads: no test counts that query."""
    cache.clear()
    SITE.forget()
    this_site()
