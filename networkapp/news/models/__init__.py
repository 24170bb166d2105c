"""The models of news, one file per topic."""

from networkapp.news.models.pages import ArticlePage, NetworkNewsPage, NewsPage
from networkapp.news.models.signatures import (
    SIGNATURE_TRANSITIONS,
    ArticleWording,
    Signatory,
    SignatureAct,
    SignatureState,
)

__all__ = [
    "SIGNATURE_TRANSITIONS",
    "ArticlePage",
    "ArticleWording",
    "NetworkNewsPage",
    "NewsPage",
    "Signatory",
    "SignatureAct",
    "SignatureState",
]
