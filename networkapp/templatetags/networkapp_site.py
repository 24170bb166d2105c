"""Tags for the settings of the site, for pages of the plugins and of the host."""

from typing import Any

from django import template
from django.conf import settings

from networkapp.addresses import help_path, open_path
from networkapp.languages.help_languages import help_language_choices
from networkapp.models import SiteSettings
from networkapp.models import this_site as settings_of_this_site

register = template.Library()


@register.simple_tag
def this_site() -> SiteSettings:
    """{% this_site as site %}: the settings of the site, such as its name and tagline."""
    return settings_of_this_site()


@register.simple_tag
def open_url(name: str, *args: Any) -> str:
    """{% open_url "networkapp:library" as href %}: the address of a page; "" while its part of the site is off."""
    return open_path(name, *args)


@register.simple_tag
def help_url() -> str:
    """{% help_url as href %}: the address of the help page in the language of this page; "" while help is off."""
    return help_path()


@register.simple_tag
def help_in_other_languages() -> list[dict[str, str]]:
    """Return the start pages of help in languages that the interface does not speak; none while help is off."""
    spoken = dict(settings.LANGUAGES)
    pages = [
        {"code": code, "name": name, "url": open_path("networkapp:help_start", code)}
        for code, name in help_language_choices()
        if code not in spoken
    ]
    return [page for page in pages if page["url"]]
