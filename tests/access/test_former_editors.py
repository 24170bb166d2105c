"""Editors whose seat has just ended: Wagtail keeps rights in groups, which the clock updates, and subscriptions of
drafts permanently. The rights of the seat end with it anyway."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from networkapp.clock import sync_all_groups
from networkapp.handbooks.models import ChapterPage
from networkapp.models import Seat
from networkapp.networks.actions.seats import sync_groups
from tests.access.accounts import client_of
from tests.access.conftest import World
from tests.access.restricted_words import bait
from tests.factories.networks import SeatFactory

REMARK = "Take out the Quetzal-remark"


@pytest.fixture
def editors(world: World) -> tuple[Seat, Seat]:
    """Two editors of the closed network."""
    made = [
        SeatFactory(network=world.closed.network, capacity="expert", delegation=None, offices=["editor"])
        for _each in range(2)
    ]
    sync_groups()
    return made[0], made[1]


def end_seat(seat: Seat) -> None:
    """End the term of the seat a second ago, before the clock has run."""
    now = timezone.now()
    Seat.objects.filter(pk=seat.pk).update(starts_at=now - timedelta(days=2), ends_at=now - timedelta(seconds=1))


def commented(chapter: ChapterPage, answer_to: Comment | None = None) -> dict[str, Any]:
    """Return the edit form of the chapter with a new comment on its title, or with a reply to one."""
    empty = inline_formset([])
    new = {"text": REMARK, "contentpath": "title", "position": "", "resolved": "", "replies": empty}
    comments = inline_formset([{**new, "id": "", "DELETE": ""}])
    if answer_to:
        replies = inline_formset([{"id": "", "text": REMARK, "DELETE": ""}])
        known = {**new, "text": answer_to.text, "id": answer_to.pk, "DELETE": "", "replies": replies}
        comments = inline_formset([known], initial=1)
    body = {"title": "Section", "law_as_of": "", "body": streamfield([])}
    named = dict.fromkeys(("short_title", "standfirst", "seo_title", "search_description"), "")
    written = {"title": "Mine", "slug": chapter.slug, "number": 1, "sections": streamfield([("section", body)])}
    return nested_form_data({**named, **written, "comments": comments})


def test_admin_closes_to_an_editor_at_the_moment_their_seat_ends(world: World, editors: tuple[Seat, Seat]) -> None:
    seat, place = editors[0], world.closed
    client = client_of(seat.user)
    addresses = [f"/admin/pages/{place.chapter.pk}/edit/", f"/admin/documents/edit/{place.document.pk}/"]
    assert [bait(place.network) in client.get(address).content.decode() for address in addresses] == [True] * 2
    end_seat(seat)
    answers = [client.get(address) for address in addresses]
    assert [(answer.status_code, bait(place.network) in answer.content.decode()) for answer in answers] == [
        (302, False)
    ] * 2
    client.post(addresses[0], {**commented(place.chapter), "action-publish": "1"})
    assert ChapterPage.objects.get(pk=place.chapter.pk).title == place.chapter.title


@pytest.mark.parametrize("how", ["over", "recorded", "held"])
@pytest.mark.parametrize("follows", ["page", "thread"])
def test_comments_on_a_draft_are_not_e_mailed_to_former_editors(
    world: World, editors: tuple[Seat, Seat], how: str, follows: str
) -> None:
    (former, other), chapter = editors, world.closed.chapter
    comment = None
    if follows == "page":
        PageSubscription.objects.create(user=former.user, page=chapter, comment_notifications=True)
    else:
        comment = Comment.objects.create(user=other.user, page=chapter, contentpath="title", text="Short?")
        CommentReply.objects.create(user=former.user, comment=comment, text="No.")
    if how != "held":
        end_seat(former)
    if how == "recorded":
        sync_all_groups(now=timezone.now())
    mail.outbox.clear()
    client_of(other.user).post(f"/admin/pages/{chapter.pk}/edit/", commented(chapter, comment))
    actual = [email.to for email in mail.outbox if REMARK in email.body]
    assert actual == ([[former.user.email]] if how == "held" else [])


@pytest.mark.parametrize("is_held", [False, True])
def test_review_result_of_a_draft_is_not_e_mailed_to_a_former_editor_who_submitted_it(
    world: World, editors: tuple[Seat, Seat], is_held: bool
) -> None:
    (former, other), chapter = editors, world.closed.chapter
    handed_in = chapter.current_workflow_state
    handed_in.requested_by = former.user
    handed_in.save()
    if not is_held:
        end_seat(former)
    mail.outbox.clear()
    handed_in.current_task_state.specific.reject(user=other.user, comment=REMARK)
    assert [email.to for email in mail.outbox] == ([[former.user.email]] if is_held else [])
