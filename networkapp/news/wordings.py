"""The text of an article in all its languages: as sent to signatories, its hash, and the differences between two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.formats import date_format
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from networkapp.models import Network
from networkapp.news.models import ArticlePage, ArticleWording
from networkapp.news.models.pages import ArticleBlock
from networkapp.text.canonical_body import canonical_body
from networkapp.text.canonical_json import content_hash
from networkapp.text.diff import Segment, differences
from networkapp.text.passages import Passage, passages_of, plain
from networkapp.users import User

BLOCK = ArticleBlock()


@dataclass(frozen=True, kw_only=True)
class ComparedText:
    """The text in one language, as a page shows it; `changes` lead to it from an earlier text, where that differs.

    `reformed` where more than words changed since: form or order, or a file.
    """

    language: str
    title: str
    standfirst: str
    body: Any
    day: date | None = None
    changes: tuple[Segment, ...] = ()
    is_new: bool = False
    reformed: bool = False


def versions_of(article: UUID) -> QuerySet[ArticlePage]:
    """Return the article in all its languages, published or not, the original first; no aliases."""
    found: QuerySet[ArticlePage] = ArticlePage.objects.filter(translation_key=article, alias_of=None)
    return found.select_related("network", "locale").order_by("pk")


def text_of(page: ArticlePage) -> dict[str, Any]:
    """Return the content of the article as it is stored, with a digest of all words, formatting and files."""
    body, files = page.body.get_prep_value(), _files(page)
    content = {"title": page.title, "standfirst": page.standfirst, "date": page.date.isoformat(), "files": files}
    digest = content_hash({**content, "body": canonical_body(BLOCK, body)})
    return {"language": page.locale.language_code, **content, "body": body, "digest": digest}


def drafted_texts(article: UUID) -> list[dict[str, Any]]:
    """Return the newest saved text in each language, published or not."""
    return [text_of(page.get_latest_revision_as_object()) for page in versions_of(article)]


def digest_of(texts: Iterable[Mapping[str, Any]]) -> str:
    """Return the hash over the texts in all languages."""
    return content_hash({text["language"]: text["digest"] for text in texts})


def newest_wording(article: UUID) -> ArticleWording | None:
    """Return the text that was last sent to the signatories; None if none was."""
    return ArticleWording.objects.filter(article=article).order_by("-number").first()


def store_wording(*, article: UUID, network: Network, user: User | None) -> tuple[ArticleWording, bool]:
    """Store the current text in all languages for the signatories; return it, and whether it is a new one."""
    texts = drafted_texts(article)
    digest, newest = digest_of(texts), newest_wording(article)
    if newest is not None and newest.digest == digest:
        return newest, False
    last = ArticleWording.objects.filter(article=article).aggregate(Max("number"))["number__max"] or 0
    made = ArticleWording.objects.create(
        article=article, network=network, number=last + 1, texts=texts, digest=digest, put_by=user
    )
    return made, True


def compared_texts(wording: ArticleWording, *, since: ArticleWording | None = None) -> list[ComparedText]:
    """Return the texts as pages show them, with the changes since an earlier one."""
    before = {text["language"]: text for text in since.texts} if since else {}
    return [_compared_text(text, before.get(text["language"]), bool(since)) for text in wording.texts]


def _compared_text(text: Mapping[str, Any], earlier: Mapping[str, Any] | None, compared: bool) -> ComparedText:
    changes: tuple[Segment, ...] = ()
    if differs := earlier is not None and earlier["digest"] != text["digest"]:
        changes = differences(_plain(earlier or {}), _plain(text))
    same_words = all(segment.change == "equal" for segment in changes)
    return ComparedText(
        language=text["language"],
        title=text["title"],
        standfirst=text["standfirst"],
        body=BLOCK.to_python(text["body"]),
        day=_date(text),
        changes=() if same_words else changes,
        is_new=compared and earlier is None,
        reformed=differs and (same_words or (earlier or {}).get("files") != text.get("files")),
    )


def plain_text_of(page: ArticlePage) -> str:
    """Return the text of the article without markup, one line for each piece of text."""
    return _lines(page.body.get_prep_value())


def _files(page: ArticlePage) -> list[list[str]]:
    """Return the pictures and documents that the text shows or leads to, each with the hash of its file."""
    used: dict[Any, set[str]] = {get_image_model(): set(), get_document_model(): set()}
    for model, key, *_path in BLOCK.extract_references(page.body):
        if model in used:
            used[model].add(str(key))
    found = [(model, file) for model, keys in used.items() if keys for file in model.objects.filter(pk__in=keys)]
    return sorted([model.__name__, str(file.pk), _hash(file)] for model, file in found)


def _hash(file: Any) -> str:
    try:
        return str(file.get_file_hash())
    except OSError:
        return ""


def _date(text: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(text["date"]) if text.get("date") else None


def _plain(text: Mapping[str, Any]) -> str:
    """Return all words, to be compared; a row of a table in one line, in which each cell has its place."""
    day = _date(text)
    parts = [text["title"], date_format(day) if day else "", text["standfirst"]]
    rows = groupby(passages_of(BLOCK, text["body"]), key=_row)
    parts += [_cells(list(passages)) if row else _passage_lines(list(passages)) for row, passages in rows]
    return "\n".join(line for line in parts if line)


def _row(passage: Passage) -> str:
    """Return the row and table that it is in, or nothing."""
    return passage.key.rpartition(".")[0] if passage.what.endswith("table/cell") else ""


def _cells(passages: list[Passage]) -> str:
    cells = {int(passage.key.rpartition(".")[2]): passage.text for passage in passages}
    return " | ".join(cells.get(column, "") for column in range(max(cells) + 1))


def _lines(body: Any) -> str:
    return _passage_lines(passages_of(BLOCK, body))


def _passage_lines(passages: Iterable[Passage]) -> str:
    return "\n".join(plain(passage.text) if passage.kind == "marked" else passage.text for passage in passages)
