"""Which models of networkapp point to subjects, and which rows of them a reader may know of."""

from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Page

from networkapp.campaigns.models import Campaign
from networkapp.decisions.models import Decision, Proposal
from networkapp.handbooks.models import ChapterPage, GlossaryTerm
from networkapp.inquiries.models import Inquiry
from networkapp.library.models import Organisation, Publication
from networkapp.meetings.models import Meeting
from networkapp.news.models import ArticlePage
from networkapp.permissions import Action
from networkapp.policies import policy_of
from networkapp.registry.subject_uses import register_subject_use
from networkapp.users import AnyUser

PUBLIC = (Organisation, Publication)
OF_NETWORKS = {
    Campaign: Action.SEE,
    Decision: Action.SEE,
    Inquiry: Action.SEE,
    Meeting: Action.SEE,
    Proposal: Action.READ,
    GlossaryTerm: Action.READ_HANDBOOKS,
}
PAGES = (ArticlePage, ChapterPage)


def _all(model: type[Model], user: AnyUser) -> QuerySet[Any]:
    return model._default_manager.all()


def _of_networks(model: Any, may: Action, user: AnyUser) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.where(user, may=may)
    return found


def _explorable(model: Any, user: AnyUser) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(pk__in=policy_of(Page).explorable_instances(user).values("pk"))
    return found


def register_all() -> None:
    for model in PUBLIC:
        register_subject_use(model, where=partial(_all, model))
    for of_network, may in OF_NETWORKS.items():
        register_subject_use(of_network, where=partial(_of_networks, of_network, may))
    for page in PAGES:
        register_subject_use(page, where=partial(_explorable, page))
