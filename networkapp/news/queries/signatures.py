"""The names under an article, and what its signatories and writers see of its signatures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from networkapp.languages.sorting import alphabetical
from networkapp.models import Network, Seat
from networkapp.news.actions.signatures import signing_seats
from networkapp.news.models import ArticlePage, ArticleWording, Signatory, SignatureAct, SignatureState
from networkapp.news.wordings import (
    ComparedText,
    compared_texts,
    digest_of,
    drafted_texts,
    newest_wording,
    text_of,
    versions_of,
)
from networkapp.permissions import Action
from networkapp.users import AnyUser

ANSWERED = (SignatureState.DECLINED, SignatureState.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class SigningPage:
    """The page of one signatory: the text to sign, and the status of their signature.

    `again` if they confirmed another text: `texts` show what changed since. `waits` if they have something to do.
    """

    signatory: Signatory
    wording: ArticleWording
    texts: list[ComparedText]
    again: bool
    waits: bool

    @property
    def stands(self) -> bool:
        """Return whether the signatory is named under this text."""
        return self.signatory.state == SignatureState.CONFIRMED and not self.again

    @property
    def title(self) -> str:
        return self.wording.title


@dataclass(frozen=True, kw_only=True)
class SignatureRow:
    """A signatory as writers see them. `current` if they have confirmed the text that is to be signed now."""

    signatory: Signatory
    current: bool
    can_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class SignatureOverview:
    """The signatures of one article, for people who write news of its network.

    `saved` are the texts as they are saved now; `differs` if these are not those that were sent to the signatories.
    """

    article: UUID
    network: Network
    pages: list[ArticlePage]
    wording: ArticleWording | None
    changes: list[ComparedText]
    differs: bool
    rows: list[SignatureRow]
    to_invite: list[Seat]
    acts: list[SignatureAct]

    @property
    def title(self) -> str:
        return str(self.pages[0].title)

    @property
    def missing(self) -> list[Signatory]:
        """Return the signatories who have not confirmed the text that is to be signed now."""
        states = (SignatureState.INVITED, SignatureState.CONFIRMED)
        return [row.signatory for row in self.rows if not row.current and row.signatory.state in states]


def named_signatories(*, articles: Iterable[UUID]) -> Mapping[UUID, list[Signatory]]:
    """Return by article the people named under it: those who confirmed exactly what is published of it, in each
    language. Two queries.

    In the alphabetical order of their countries, in the reader's language. Nobody is named under an unpublished
    article.
    """
    keys = set(articles)
    live = ArticlePage.objects.filter(translation_key__in=keys, live=True, alias_of=None).order_by()
    published: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for key, language, digest in live.values_list("translation_key", "locale__language_code", "digest"):
        published[key].add((language, digest))
    found: dict[UUID, list[Signatory]] = defaultdict(list)
    for one in _confirmed(keys):
        shown, read = published[one.article], set(one.wording.digests.items() if one.wording else ())
        if shown and shown <= read:
            found[one.article].append(one)
    return {key: sort_signatories(signatories=named) for key, named in found.items()}


def named_signatories_of(*, article: ArticlePage) -> list[Signatory]:
    """Return the signatories named under the shown version of an article, also a draft; one query per page.

    Of the people named under the published text, those who did not confirm exactly what this page shows are left out.
    """
    key = article.translation_key
    if not hasattr(article, "known_signatories"):
        named = named_signatories(articles=[key]).get(key, [])
        article.known_signatories = _who_confirmed(article, named) if named else []
    found: list[Signatory] = article.known_signatories
    return found


def _who_confirmed(article: ArticlePage, named: list[Signatory]) -> list[Signatory]:
    text = text_of(article)
    return [one for one in named if one.wording and one.wording.digests.get(text["language"]) == text["digest"]]


def sort_signatories(*, signatories: Iterable[Signatory]) -> list[Signatory]:
    """Return the sort key: country and body in the alphabetical order of the reader's language, then the name."""
    by_name = alphabetical(signatories, name=lambda one: one.name)
    return alphabetical(by_name, name=lambda one: _country(one.seat))


def signing_page(*, article: UUID, user: AnyUser) -> SigningPage:
    """Return what `user` is asked to sign. Signatory.DoesNotExist if none of their seats is invited."""
    mine = Signatory.objects.of_reader(user).filter(article=article)
    signatory: Signatory = mine.select_related("network", "seat__delegation", "wording").earliest("pk")
    wording = newest_wording(article)
    if wording is None:
        raise Signatory.DoesNotExist
    confirmed = signatory.state == SignatureState.CONFIRMED
    again = confirmed and signatory.wording_id != wording.pk
    return SigningPage(
        signatory=signatory,
        wording=wording,
        texts=compared_texts(wording, since=signatory.wording if again else None),
        again=again,
        waits=again or signatory.state == SignatureState.INVITED,
    )


def signature_overview(*, article: UUID, user: AnyUser) -> SignatureOverview:
    """Return the signatures of the article. ArticlePage.DoesNotExist unless `user` can write news of its network."""
    edited = ArticlePage.objects.where(user, may=Action.WRITE_NEWS).order_by().values("pk")
    pages = list(versions_of(article).filter(pk__in=edited))
    if not pages:
        raise ArticlePage.DoesNotExist
    network, wording, saved = pages[0].network, newest_wording(article), drafted_texts(article)
    rows = [_signature_row(one, wording) for one in _signatories(article)]
    invited = {
        row.signatory.seat_id for row in rows if row.signatory.state not in (*ANSWERED, SignatureState.TAKEN_BACK)
    }
    seats = signing_seats(network=network).exclude(pk__in=invited).select_related("delegation", "user")
    differs = wording is not None and digest_of(saved) != wording.digest
    return SignatureOverview(
        article=article,
        network=network,
        pages=pages,
        wording=wording,
        changes=_changes(saved, wording) if differs else [],
        differs=differs,
        rows=rows,
        to_invite=alphabetical(seats, name=_country),
        acts=list(_acts(article)),
    )


def unnamed_signatories(*, article: ArticlePage) -> list[Signatory]:
    """Return the people who are asked to sign the published article and are not named under it."""
    named = {one.pk for one in named_signatories(articles=[article.translation_key]).get(article.translation_key, [])}
    states = (SignatureState.INVITED, SignatureState.CONFIRMED)
    return sort_signatories(
        signatories=(
            one for one in _signatories(article.translation_key) if one.pk not in named and one.state in states
        )
    )


def _country(seat: Seat) -> str:
    return seat.delegation.label if seat.delegation else ""


def _signature_row(signatory: Signatory, wording: ArticleWording | None) -> SignatureRow:
    confirmed = signatory.state == SignatureState.CONFIRMED
    return SignatureRow(
        signatory=signatory,
        current=confirmed and wording is not None and signatory.wording_id == wording.pk,
        can_withdraw=signatory.state == SignatureState.INVITED,
    )


def _changes(saved: list[dict[str, Any]], wording: ArticleWording | None) -> list[ComparedText]:
    now = ArticleWording(texts=saved)
    return [text for text in compared_texts(now, since=wording) if text.changes or text.is_new or text.reformed]


def _signatories(article: UUID) -> list[Signatory]:
    found = Signatory.objects.filter(article=article).select_related("seat__delegation", "seat__user", "wording")
    return sort_signatories(signatories=found)


def _confirmed(articles: Iterable[UUID]) -> QuerySet[Signatory]:
    found = Signatory.objects.filter(article__in=set(articles), state=SignatureState.CONFIRMED)
    return found.select_related("wording", "seat__delegation")


def _acts(article: UUID) -> QuerySet[SignatureAct]:
    found = SignatureAct.objects.filter(signatory__article=article).order_by("-at", "-pk")
    return found.select_related("signatory__seat__delegation", "wording", "by")
