"""Moderation and receipts without JavaScript: each action redirects to a page that shows its result."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.messages import withdraw_message
from networkapp.discussion.actions.moderation import report_message
from networkapp.discussion.models import Message
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.networkapp.discussion.views.test_discussion import as_
from tests.networkapp.discussion.views.test_messages import address, text
from tests.worlds import world

WHY = {"reason": "It <b>names</b> a victim"}


@world
def message(seat: Callable[..., Seat]) -> Message:
    author = seat("member", starts_at=timezone.now() - timedelta(1))
    return add_message(start_topic(author), author, body="A quetzal was here.")


def in_network(message: Message, code: str = "XB", **kwargs: Any) -> Seat:
    yesterday = timezone.now() - timedelta(1)
    return SeatFactory(
        network=message.topic.network, delegation=DelegationFactory(code=code), starts_at=yesterday, **kwargs
    )


def moderation_url(message: Message, page: str = "") -> str:
    return f"/networks/{message.topic.network.slug}/moderation/{page}"


def test_message_is_reported_hidden_appealed_and_restored_on_its_pages(client: Client, message: Message) -> None:
    reader, chair, vice = (in_network(message, offices=offices) for offices in ([], ["chair"], ["vice_chair"]))
    done = as_(client, reader).post(address(message, "report/"), WHY, follow=True)
    assert "Message reported." in text(done)
    page = text(client.get(address(message)))
    assert "“It &lt;b&gt;names&lt;/b&gt; a victim”" in page
    assert "Hide message" not in page
    as_(client, chair)
    assert [text(client.get(moderation_url(message))).count(words) for words in ("Reported by", "quetzal")] == [1, 1]
    assert "Dismiss reports" in text(client.get(address(message)))
    client.post(address(message, "hide/"), WHY)
    assert [text(client.get(moderation_url(message))).count(words) for words in ("Reported by", "quetzal")] == [0, 0]

    pages = [message.topic.get_absolute_url(), address(message), address(message, "history/")]
    for seat in (reader, message.seat):
        as_(client, seat)
        assert not any("quetzal" in text(client.get(page)) for page in pages)
    assert "a victim" in text(client.get(address(message)))
    client.post(address(message, "appeal/"), {"reason": "Nobody is named"})
    as_(client, reader)
    assert not any(
        words in text(client.get(address(message))) for words in ("a victim”.", "Nobody is named", "quetzal")
    )
    as_(client, chair)
    assert client.post(address(message, "restore/"), WHY).status_code == 422
    as_(client, vice)
    assert "Nobody is named" in text(client.get(moderation_url(message)))
    assert "quetzal" in text(client.get(address(message)))
    client.post(address(message, "restore/"), {"reason": "True"})
    log = text(client.get(moderation_url(message, "log/")))
    assert [log.count(words) for words in ("Hidden,", "Appeal submitted,", "Restored,", "Reported by")] == [1, 1, 1, 1]
    assert "quetzal" in text(as_(client, reader).get(address(message)))


def test_text_of_a_withdrawn_message_is_hidden_from_moderators_too(client: Client, message: Message) -> None:
    reader, chair = (in_network(message, offices=offices) for offices in ([], ["chair"]))
    hidden = add_message(message.topic, message.seat, body="A second quetzal.")
    for one in (message, hidden):
        report_message(message=one, user=reader.user, **WHY)
    pages = [moderation_url(message), moderation_url(message, "log/"), message.topic.get_absolute_url()]
    pages += [address(one, page) for one in (message, hidden) for page in ("", "order/")]
    as_(client, chair)
    assert text(client.get(moderation_url(message))).count("quetzal") == 2
    withdraw_message(message=message, user=message.author)
    client.post(address(hidden, "hide/"), WHY)
    assert text(client.get(moderation_url(message, "log/"))).count("quetzal") == 0
    assert "second quetzal" in text(client.get(address(hidden)))
    withdraw_message(message=hidden, user=hidden.author)
    assert [page for page in pages if "quetzal" in text(client.get(page))] == []
    shown = text(client.get(moderation_url(message)))
    assert [words in shown for words in ("Reported by", "Withdrawn by the author", "Show text")] == [1, 1, 0]
    assert [one for one in ("hide/", "restore/") if client.post(address(message, one), WHY).status_code != 422] == [
        "restore/"
    ]
    assert "Dismiss reports" in text(client.get(address(message)))
    client.post(address(message, "dismiss/"), WHY)
    assert "No reports or appeals to review" in text(client.get(moderation_url(message)))


def test_receipt_is_requested_on_the_message_page_and_confirmed_from_the_desk(client: Client, message: Message) -> None:
    chair, member = in_network(message, offices=["chair"]), in_network(message, "XC")
    day = timezone.localdate() + timedelta(days=3)
    as_(client, chair).post(address(message, "receipt/"), {"due_at": day})
    for wrong in ("yesterday", "2001-01-01", "9999-12-31", ""):
        assert client.post(address(message, "receipt/"), {"due_at": wrong}).status_code == 422
    as_(client, member)
    assert f'href="{address(message)}"' in text(client.get("/desk/"))
    for page in ("", "receipts/"):
        shown = text(client.get(address(message, page)))
        assert ("3 delegations have not confirmed yet" in shown, ">Confirm receipt for " in shown) == (True, True)
    done = text(client.post(address(message, "acknowledge/"), follow=True))
    assert "Confirmed by XC, " in done
    assert "2 delegations have not confirmed yet" in done
    assert "Confirmed by" in text(client.get(message.topic.get_absolute_url()))
    assert f'href="{address(message)}"' not in text(client.get("/desk/"))
