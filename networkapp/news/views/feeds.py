"""Feeds: the same for everybody, and of what anybody may see."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from networkapp.metadata.atom import CONTENT_TYPE
from networkapp.models import Network, Subject
from networkapp.news.feeds import feed_of_news
from networkapp.news.models import NewsPage
from networkapp.permissions import Action


def news_feed(request: HttpRequest, language: str) -> HttpResponse:
    """Send the feed of all public news in one language."""
    return _feed_response(request, language)


def network_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Send the feed of the public news of a network in one language."""
    public = Network.objects.where(AnonymousUser(), may=Action.READ_NEWS)
    return _feed_response(request, language, network=get_object_or_404(public, slug=slug))


def subject_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Send the feed of the public news about a subject in one language."""
    subject = Subject.objects.at_address(slug)
    if subject is None:
        raise Http404
    return _feed_response(request, language, subject=subject)


def _feed_response(request: HttpRequest, language: str, **of: Any) -> HttpResponse:
    index = get_object_or_404(NewsPage.objects.live(), alias_of=None, locale__language_code=language)
    made = feed_of_news(
        language=language,
        absolute=request.build_absolute_uri,
        address=request.build_absolute_uri(request.path),
        home=request.build_absolute_uri(index.get_url(request)),
        **of,
    )
    return HttpResponse(made, content_type=CONTENT_TYPE)


urlpatterns = [
    path("news/feeds/<slug:language>.atom", news_feed, name="news_feed"),
    path("news/feeds/<slug:language>/networks/<slug:slug>.atom", network_feed, name="network_feed"),
    path("news/feeds/<slug:language>/subjects/<slug:slug>.atom", subject_feed, name="subject_feed"),
]
