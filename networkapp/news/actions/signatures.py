"""Joint articles: who is invited to sign one, and what each signatory does about it. Nobody signs for another."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network, Seat
from networkapp.networks.actions.public_names import is_own_address
from networkapp.news.models import SIGNATURE_TRANSITIONS, ArticlePage, Signatory, SignatureAct
from networkapp.news.models import SignatureState as State
from networkapp.news.notices import notify_signatories, resolve_notification
from networkapp.news.wordings import newest_wording, store_wording, text_of, versions_of
from networkapp.permissions import ALLOWED, Action
from networkapp.text.cleaning import has_visible_text, one_line
from networkapp.users import User

MAX_NAME_LENGTH = 120


@transaction.atomic
def invite_signatories(*, article: UUID, seats: Iterable[Seat], user: User) -> list[Signatory]:
    """Invite these seats to sign the text as it is saved now, in all its languages.

    A seat that confirmed stays so, for the text it confirmed. Refused: `no_seats`, `no_voice` (a seat that signs
    nothing in the network of the article today), `no_text`; NotAllowed without a seat that writes its news.
    """
    network, chosen = _require_writer(article, user), list(seats)
    if not chosen:
        raise Refused("no_seats", _("Choose at least one person to invite."), field="seats")
    if signing_seats(network=network).filter(pk__in=[seat.pk for seat in chosen]).count() < len(
        {seat.pk for seat in chosen}
    ):
        raise Refused(
            "no_voice", _("Only members and substitutes of this network can sign its articles."), field="seats"
        )
    send_text_for_signature(article=article, user=user)
    invited = [_invite(article, network, seat, user) for seat in chosen]
    notify_signatories([one for one in invited if one.state == State.INVITED])
    return invited


@transaction.atomic
def send_text_for_signature(*, article: UUID, user: User) -> bool:
    """Make the saved text the one to sign, and return whether it differs from the one before.

    Signatories who confirmed an earlier text are asked again, because they have not confirmed the new one. Refused
    `no_text`; NotAllowed without a seat that writes news of the article's network.
    """
    network = _require_writer(article, user)
    return _send_text(article, network, user)


@transaction.atomic
def withdraw_invitation(*, signatory: Signatory, user: User) -> Signatory:
    """Withdraw the invitation of the seat. Refused `settled`, once it has answered; NotAllowed as in
    `send_text_for_signature`."""
    _require_writer(signatory.article, user)
    return _set_state(signatory, State.TAKEN_BACK, user)


@transaction.atomic
def confirm_signature(*, signatory: Signatory, user: User, name: str, digest: str) -> Signatory:
    """Sign the text with this digest, in all its languages, under this name; confirmed twice is once.

    Refused: `text_changed` (another text is to be signed now), `no_name` (none, or the address of the account),
    `name_too_long`, `settled`; NotAllowed for anybody but the current holder of the seat, who can vote.
    """
    locked = _lock_own(signatory, user)
    wording, checked_name = newest_wording(locked.article), one_line(name)
    if wording is None or wording.digest != digest:
        raise Refused("text_changed", _("The text has changed since you opened this page. Check it again."))
    if not has_visible_text(checked_name) or is_own_address(words=checked_name, of=user):
        raise Refused("no_name", _("Enter the name you sign with."), field="name")
    if len(checked_name) > MAX_NAME_LENGTH:
        raise Refused("name_too_long", _("Shorten the name."), field="name")
    if locked.state == State.CONFIRMED and locked.wording_id == wording.pk and locked.name == checked_name:
        return locked
    locked.name, locked.wording = checked_name, wording
    return _set_state(locked, State.CONFIRMED, user)


@transaction.atomic
def decline_signature(*, signatory: Signatory, user: User) -> Signatory:
    """Decline to sign; no reason is needed. Refused `settled`; NotAllowed for anybody but the holder of the seat."""
    return _set_state(_lock_own(signatory, user), State.DECLINED, user)


@transaction.atomic
def withdraw_signature(*, signatory: Signatory, user: User) -> Signatory:
    """Remove the name everywhere except in the record. Refused `settled`, if the seat had not confirmed."""
    return _set_state(_lock_own(signatory, user), State.WITHDRAWN, user)


@transaction.atomic
def on_article_published(*, instance: ArticlePage, **message: Any) -> None:
    """Receive Wagtail's page_published: store the digest of the published text, which becomes the text to sign."""
    text = text_of(instance)["digest"]
    ArticlePage.objects.filter(pk=instance.pk).update(digest=text)
    instance.digest = text
    newest = newest_wording(instance.translation_key)
    if newest is not None and newest.digests.get(instance.locale.language_code) != text:
        _send_text(instance.translation_key, instance.network, None)


def on_file_replaced(*, instance: Model, created: bool, **message: object) -> None:
    """Treat an article as changed if the file of a picture or document in it was replaced; called after saving."""
    for article in [] if created else _live_articles_with(instance):
        on_article_published(instance=article)


def on_file_deleted(*, instance: Model, **message: object) -> None:
    """Remove all names from articles that show a picture or document before it is deleted, until they are published
    again."""
    _live_articles_with(instance).update(digest="")


def _live_articles_with(file: Any) -> Any:
    used = ReferenceIndex.get_references_to(file).filter(base_content_type=ContentType.objects.get_for_model(Page))
    return ArticlePage.objects.filter(pk__in=[int(key) for key in used.values_list("object_id", flat=True)], live=True)


def signing_seats(*, network: Network) -> QuerySet[Seat]:
    """Return the seats that can sign articles of the network today."""
    seats = Seat.objects.current().filter(network=network, user__is_active=True, delegation__isnull=False)
    return seats.with_role(ALLOWED[Action.SIGN_NEWS])


def _require_writer(article: UUID, user: User) -> Network:
    page = versions_of(article).first()
    if page is None:
        raise Refused("no_text", _("The article no longer exists."))
    network: Network = page.network
    network.require(user, Action.WRITE_NEWS)
    return network


def _send_text(article: UUID, network: Network, user: User | None) -> bool:
    wording, is_new = store_wording(article=article, network=network, user=user)
    if is_new:
        earlier = Signatory.objects.filter(article=article, state=State.CONFIRMED).exclude(wording=wording)
        notify_signatories([*earlier, *Signatory.objects.filter(article=article, state=State.INVITED)])
    return is_new


def _invite(article: UUID, network: Network, seat: Seat, user: User) -> Signatory:
    invited, made = Signatory.objects.get_or_create(article=article, seat=seat, defaults={"network": network})
    if made:
        SignatureAct.objects.create(signatory=invited, state=State.INVITED, by=user)
        return invited
    return (
        _set_state(invited, State.INVITED, user) if invited.state not in (State.INVITED, State.CONFIRMED) else invited
    )


def _lock_own(signatory: Signatory, user: User) -> Signatory:
    mine = Signatory.objects.of_reader(user).select_for_update(of=("self",))
    locked: Signatory | None = mine.filter(pk=signatory.pk).first()
    if locked is None:
        raise NotAllowed(Action.SIGN_NEWS)
    return locked


def _set_state(signatory: Signatory, state: State, user: User) -> Signatory:
    """Change the state of the signature, and record it."""
    locked = Signatory.objects.select_for_update().get(pk=signatory.pk)
    if state not in SIGNATURE_TRANSITIONS[State(locked.state)]:
        raise Refused("settled", _("The signature has already changed. Reload the page."))
    locked.state, locked.moved_at = state, timezone.now()
    kept = state == State.CONFIRMED
    locked.name, locked.wording = (signatory.name, signatory.wording) if kept else ("", None)
    locked.save()
    last = signatory if kept else locked
    SignatureAct.objects.create(
        signatory=locked, state=state, wording=last.wording, name=last.name, by=user, at=locked.moved_at
    )
    resolve_notification(locked)
    return locked
