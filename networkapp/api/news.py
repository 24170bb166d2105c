"""News of the networks that the reader may see: articles in each of their languages, and who is named under them."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.news.article_wordings import told_in_lines
from networkapp.domain.news.articles import list_articles
from networkapp.domain.news.signature_reading import named_signatories
from networkapp.models import ArticlePage, Signatory, Subject
from networkapp.models.news import ArticleQuerySet

router = Router(tags=["News"])


class ArticleOut(Schema):
    """An article in one language. Its versions in other languages share `translation_key`."""

    id: int
    network: str = Field(alias="network.slug", description="The slug of its network.")
    date: date
    title: str
    standfirst: str
    language: str = Field(alias="locale.language_code", description="The language it is written in.")
    translation_key: str
    subjects: list[str] = Field(description="Slugs of subjects.")
    published_at: datetime | None = Field(alias="first_published_at")
    changed_at: datetime | None = Field(alias="last_published_at")
    url: str | None

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
    """The members who have confirmed exactly this text from their own accounts."""

    name: str
    delegation: str = Field(alias="seat.delegation.code")
    capacity: str = Field(alias="seat.capacity", description="member or substitute.")
    confirmed_at: datetime = Field(alias="moved_at")
    digest: str = Field(
        alias="wording.digest", description="The hash of the text that was confirmed, in all languages."
    )


class WholeArticleOut(ArticleOut):
    """An article with what it says and who is named under it."""

    text: str = Field(description="What it says, without marks: one line per piece of text.")
    signatories: list[SignatoryOut]

    @staticmethod
    def resolve_text(article: ArticlePage) -> str:
        return told_in_lines(article)

    @staticmethod
    def resolve_signatories(article: ArticlePage) -> list[Signatory]:
        return named_signatories([article.translation_key]).get(article.translation_key, [])


@router.get("/articles/", response={200: list[ArticleOut], **UNUSABLE}, summary="News")
@paginate(Pages)
def show_articles(
    request: HttpRequest,
    network: str = Query("", description="Slug of a network."),
    subject: str = Query("", description="Slug of a subject."),
    language: str = Query("", max_length=12, description="Code of the language it is written in."),
) -> ArticleQuerySet:
    """The published articles that the reader may read, the newest first; each language is an article of its own."""
    found = list_articles(user=request.user, language=language)
    if network:
        found = found.filter(network__slug=network)
    if not subject:
        return found
    wanted = Subject.objects.at_address(subject)
    return found.filter(subjects=wanted) if wanted else found.none()


@router.get("/articles/{int:pk}/", response={200: WholeArticleOut, **NOT_THERE}, summary="One article")
def show_article(request: HttpRequest, pk: int) -> ArticlePage:
    """An article in one language, with its text and its signatories."""
    found: ArticlePage = get_object_or_404(list_articles(user=request.user).defer(None), pk=pk)
    return found
