"""What the demonstration site is called, what it is about and where, as home/demo/site.json has it."""

from home.domain.demo.content import ORIGINAL, content
from networkapp.models import SiteSettings

TEXTS = ("name", "short_name", "tagline", "region", "subject")
OTHERS = ("sender_name", "time_zone", "emergency_number", "shows_help")


def make_site() -> None:
    """The settings are those of the demonstration, unless somebody has named the site."""
    site = SiteSettings.objects.first() or SiteSettings()
    if site.name:
        return
    described = content("site")
    for name in TEXTS:
        setattr(site, name, described[name][ORIGINAL])
        setattr(site, f"{name}s", {code: text for code, text in described[name].items() if code != ORIGINAL})
    for name in OTHERS:
        setattr(site, name, described[name])
    site.save()
