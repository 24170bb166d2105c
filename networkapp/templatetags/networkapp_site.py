"""What pages of the plugins and of a host's skin ask of the settings of the site."""

from typing import Any

from django import template

from networkapp.addresses import open_path
from networkapp.models import SiteSettings
from networkapp.models import this_site as settings_of_this_site

register = template.Library()


@register.simple_tag
def this_site() -> SiteSettings:
    """{% this_site as site %}: its name, tagline and all else that the screen "This site" holds."""
    return settings_of_this_site()


@register.simple_tag
def open_url(name: str, *args: Any) -> str:
    """{% open_url "networkapp:library" as href %}: where this page is; empty while its part of the site is off."""
    return open_path(name, *args)
