"""The text of an article in all its languages: what is put to signatories, its hash, and what changed between two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from networkapp.models import ArticlePage, ArticleWording, Network
from networkapp.models.news import ArticleBlock
from networkapp.publishing.differences import Segment, differences
from networkapp.publishing.passages import fingerprint, passages_of, plain
from networkapp.rules.canonical import content_hash

BLOCK = ArticleBlock()


@dataclass(frozen=True, kw_only=True)
class WordedText:
    """The text in one language, as a page shows it; `changes` lead to it from an earlier text, where that differs."""

    language: str
    title: str
    standfirst: str
    body: Any
    changes: tuple[Segment, ...] = ()
    is_new: bool = False


def versions_of(article: UUID) -> QuerySet[ArticlePage]:
    """The article in all its languages, published or not, the one written first before the others."""
    found: QuerySet[ArticlePage] = ArticlePage.objects.filter(translation_key=article)
    return found.select_related("network", "locale").order_by("pk")


def text_of(page: ArticlePage) -> dict[str, Any]:
    """What the page says, as it is kept, with its digest."""
    body = page.body.get_prep_value()
    parts = [page.title, page.standfirst, fingerprint(BLOCK, body)]
    told = {"title": page.title, "standfirst": page.standfirst, "body": body}
    return {"language": page.locale.language_code, **told, "digest": content_hash(parts)}


def drafted_texts(article: UUID) -> list[dict[str, Any]]:
    """The newest saved text in each language, published or not."""
    return [text_of(page.get_latest_revision_as_object()) for page in versions_of(article)]


def digest_of(texts: Iterable[Mapping[str, Any]]) -> str:
    """The hash over the texts in all languages."""
    return content_hash({text["language"]: text["digest"] for text in texts})


def newest_wording(article: UUID) -> ArticleWording | None:
    """The text that was put to the signatories last."""
    return ArticleWording.objects.filter(article=article).order_by("-number").first()


def put_wording(*, article: UUID, network: Network, by: Any) -> tuple[ArticleWording, bool]:
    """The text as it is saved now, in all languages, and whether it was put only now; the same one is put once."""
    texts = drafted_texts(article)
    digest, newest = digest_of(texts), newest_wording(article)
    if newest is not None and newest.digest == digest:
        return newest, False
    last = ArticleWording.objects.filter(article=article).aggregate(Max("number"))["number__max"] or 0
    made = ArticleWording.objects.create(
        article=article, network=network, number=last + 1, texts=texts, digest=digest, put_by=by
    )
    return made, True


def worded(wording: ArticleWording, *, since: ArticleWording | None = None) -> list[WordedText]:
    """The texts as pages show them; with what changed since an earlier one."""
    before = {text["language"]: text for text in since.texts} if since else {}
    return [_worded(text, before.get(text["language"]), bool(since)) for text in wording.texts]


def _worded(text: Mapping[str, Any], earlier: Mapping[str, Any] | None, compared: bool) -> WordedText:
    changes: tuple[Segment, ...] = ()
    if earlier is not None and earlier["digest"] != text["digest"]:
        changes = differences(_plain(earlier), _plain(text))
    return WordedText(
        language=text["language"],
        title=text["title"],
        standfirst=text["standfirst"],
        body=BLOCK.to_python(text["body"]),
        changes=changes,
        is_new=compared and earlier is None,
    )


def told_in_lines(page: ArticlePage) -> str:
    """What the article says without marks, one line per piece of text."""
    return _lines(page.body.get_prep_value())


def _plain(text: Mapping[str, Any]) -> str:
    return "\n".join(line for line in (text["title"], text["standfirst"], _lines(text["body"])) if line)


def _lines(body: Any) -> str:
    passages = passages_of(BLOCK, body)
    return "\n".join(plain(passage.text) if passage.kind == "marked" else passage.text for passage in passages)
