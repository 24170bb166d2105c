"""Signatures as pages of news show them: read once for a page, by who reads it."""

from dataclasses import dataclass

from django import template

from networkapp.news.models import ArticlePage, Signatory
from networkapp.news.queries.signatures import named_signatories_of, unnamed_signatories
from networkapp.permissions import Action

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class PageSignatures:
    """The names under an article, and whether its reader manages the signatures or is asked to sign."""

    named: list[Signatory]
    writes: bool
    invited: Signatory | None


@register.simple_tag(takes_context=True)
def article_signatures(context: template.Context, article: ArticlePage) -> PageSignatures:
    """{% article_signatures page as signing %}: the signatures of an article."""
    reader = context["request"].user
    key = article.translation_key
    return PageSignatures(
        named=named_signatories_of(article=article),
        writes=article.network.allows(reader, Action.WRITE_NEWS),
        invited=Signatory.objects.of_reader(reader).filter(article=key).first(),
    )


@register.simple_tag
def missing_signatories(article: ArticlePage) -> list[Signatory]:
    """Return the people who are asked to sign the published article and not named under it: {% missing_signatories page
    as missing %}"""
    return unnamed_signatories(article=article) if article.pk else []
