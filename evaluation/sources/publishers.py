"""The publishers of lists that do not name one, by their address."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

UN_SOURCE = "UN Treaty Collection"
PUBLISHERS = {
    "coe.int": "Council of Europe",
    "fundacjalighthouse.pl": "Fundacja Lighthouse",
    "nordicbaltic-assistwomen.net": "Nordic Baltic pilot project",
    "saeima.lv": "Saeima",
    "treaties.un.org": UN_SOURCE,
}


def publisher(address: str) -> str:
    """Return who publishes at an address: the name of a body that is known here, else the host, else "not named"."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    known = (name for domain, name in PUBLISHERS.items() if host == domain or host.endswith(f".{domain}"))
    return next(known, host or _("not named"))
