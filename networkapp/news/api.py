"""News of the networks that the user can see: articles in each of their languages, and their signatories."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import LANGUAGE, NETWORK, NETWORK_SLUG, SUBJECT_SLUGS
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.models import Subject
from networkapp.news.actions.articles import list_articles
from networkapp.news.models import ArticlePage, Signatory
from networkapp.news.models.pages import ArticleQuerySet
from networkapp.news.queries.signatures import named_signatories
from networkapp.news.wordings import plain_text_of

router = Router(tags=["News"])


class ArticleOut(Schema):
    """An article in one language."""

    id: int
    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    date: date
    title: str
    summary: str = Field(alias="standfirst")
    language: str = Field(alias="locale.language_code", description="Code of the language that it is written in.")
    translation_key: str = Field(description="The same for the article in all its languages.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    published_at: datetime | None = Field(alias="first_published_at")
    changed_at: datetime | None = Field(alias="last_published_at", description="When it was last published again.")
    url: str | None = Field(description="Address of its page.")

    @staticmethod
    def resolve_translation_key(article: ArticlePage) -> str:
        return str(article.translation_key)

    @staticmethod
    def resolve_subjects(article: ArticlePage) -> list[str]:
        return [subject.slug for subject in article.subjects.all()]

    @staticmethod
    def resolve_url(article: ArticlePage, context: dict[str, Any]) -> str | None:
        return article.get_url(context["request"])


class SignatoryOut(Schema):
    """A member who signed the article: they signed in and confirmed this exact text."""

    name: str
    delegation: str = Field(alias="seat.delegation.code", description="Code of the delegation.")
    role: str = Field(alias="seat.capacity", description="`member` or `substitute`.")
    confirmed_at: datetime = Field(alias="moved_at")
    digest: str = Field(alias="wording.digest", description="Hash of the confirmed text in all languages.")


class ArticleDetailOut(ArticleOut):
    """An article with its text and its signatories."""

    text: str = Field(description="Plain text, one paragraph per line.")
    signatories: list[SignatoryOut]

    @staticmethod
    def resolve_text(article: ArticlePage) -> str:
        return plain_text_of(article)

    @staticmethod
    def resolve_signatories(article: ArticlePage) -> list[Signatory]:
        return named_signatories(articles=[article.translation_key]).get(article.translation_key, [])


@router.get("/articles/", response={200: list[ArticleOut], **NOT_VALID}, summary="List articles")
@paginate(Pages)
def show_articles(
    request: HttpRequest,
    network: str = NETWORK,
    subject: str = Query("", description="Slug of a subject, as in `/subjects/`. Without it: all subjects."),
    language: str = LANGUAGE,
) -> ArticleQuerySet:
    """Return the published articles that you can read, newest first. Each language is an article of its own."""
    found = list_articles(user=request.user, language=language)
    if network:
        found = found.filter(network__slug=network)
    if not subject:
        return found
    wanted = Subject.objects.at_address(subject)
    return found.filter(subjects=wanted) if wanted else found.none()


@router.get("/articles/{int:pk}/", response={200: ArticleDetailOut, **NOT_FOUND}, summary="Show an article")
def show_article(request: HttpRequest, pk: int = Path(..., description="Id of the article.")) -> ArticlePage:
    """Return an article in one language, with its text and its signatories."""
    found: ArticlePage = get_object_or_404(list_articles(user=request.user).defer(None), pk=pk)
    return found
