"""The publishers of lists that do not name one, by their address."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

UN_SOURCE = "UN Treaty Collection"
COE_SOURCE = "Council of Europe"
ILO_SOURCE = "ILO (NORMLEX)"
DEPOSITARIES = (UN_SOURCE, COE_SOURCE, ILO_SOURCE)
PUBLISHERS = {
    "coe.int": COE_SOURCE,
    "fundacjalighthouse.pl": "Fundacja Lighthouse",
    "nordicbaltic-assistwomen.net": "Nordic Baltic pilot project",
    "normlex.ilo.org": ILO_SOURCE,
    "saeima.lv": "Saeima",
    "treaties.un.org": UN_SOURCE,
}


def publisher_name(address: str) -> str:
    """Return who publishes at an address: the name of a body that is known here, else the host, else "not named"."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    known = (name for domain, name in PUBLISHERS.items() if host == domain or host.endswith(f".{domain}"))
    return next(known, host or _("not named"))
