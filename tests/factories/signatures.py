"""Signatures under articles to test with, each made by the domain."""

from typing import Any

from networkapp.models import Network, Seat
from networkapp.news.actions import signatures
from networkapp.news.models import ArticlePage, Signatory
from networkapp.news.queries.signatures import named_signatories
from networkapp.news.wordings import newest_wording
from tests.factories.networks import DelegationFactory, SeatFactory


def member(network: Network, code: str, **fields: Any) -> Seat:
    """A member of the delegation of this code, which is of a real country where the code is one."""
    country = {"country": code} if code in ("AX", "EE", "FI", "SE", "DE") else {}
    seat: Seat = SeatFactory(network=network, delegation=DelegationFactory(code=code, **country), **fields)
    return seat


def invite(article: ArticlePage, seat: Seat, by: Any) -> Signatory:
    """The holder of the seat is asked to sign."""
    (signatory,) = signatures.invite_signatories(article=article.translation_key, seats=[seat], user=by)
    return signatory


def confirm(signatory: Signatory, name: str = "A Name") -> Signatory:
    """Sign the newest wording for the signatory under this name."""
    wording = newest_wording(signatory.article)
    assert wording is not None
    return signatures.confirm_signature(signatory=signatory, user=signatory.seat.user, name=name, digest=wording.digest)


def names_under(article: ArticlePage) -> list[str]:
    """Return the names under the article, in order."""
    return [one.name for one in named_signatories(articles=[article.translation_key]).get(article.translation_key, [])]


def rewrite(page: ArticlePage, text: str, *, publish: bool) -> None:
    """Change the first paragraph, in a draft or published."""
    fresh = ArticlePage.objects.get(pk=page.pk)
    fresh.body = [{"type": "text", "value": f"<p>{text}</p>", "id": fresh.body.raw_data[0]["id"]}]
    revision = fresh.save_revision()
    if publish:
        revision.publish()
