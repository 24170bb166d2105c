"""What the core itself has in the search, and what topics can be about."""

from django.utils.translation import gettext_lazy as _

from networkapp.models import Delegation
from networkapp.networks.queries.delegations import visible_delegations
from networkapp.overviews import search
from networkapp.registry import register_search, register_topic_subject
from networkapp.search.pages import find_pages


def register_all() -> None:
    register_search(kind=search.SUBJECTS, label=_("Subjects"), find=search.find_subjects, order=6)
    register_search(kind=search.COUNTRIES, label=_("Countries"), find=search.find_countries, order=7)
    register_search(kind="pages", label=_("Pages"), find=find_pages, order=70, by_language=True)
    register_topic_subject(Delegation, label=_("delegation"), where=visible_delegations, order=50)
