"""Which address needs which action. Whoever adds a view adds its row here, or the tests of completeness fail.

What each kind of reader gets is not written here: it follows from the tables of the plugins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from evaluation.permissions import Action as Assess
from networkapp.permissions import Action
from tests.access.places import Place, new_key
from tests.access.readers import Reader, allows, allows_somewhere
from tests.factories.attachments import upload

AnyAction = Action | Assess
SIGN_IN, NOT_THERE, FORBIDDEN = "sign in", "404", "403"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A view by its name, and any of the actions that it `needs`. `answers` is what it says to whoever may.

    Where it needs `also` another one, that alone is not enough.

    Who has one of `known_by` knows that it is there, and without what it needs is told 403; all others 404. One that
    is `open` asks nobody to sign in first. `inside` addresses are Wagtail's own, which turn away by a redirect.
    What is `shared` belongs to no network: a seat anywhere will do.
    """

    name: str
    needs: tuple[AnyAction, ...]
    also: tuple[AnyAction, ...] = ()
    args: Callable[[Place], list[Any]] = lambda place: []
    path: Callable[[Place], str] | None = None
    method: str = "GET"
    data: Callable[[Place], Mapping[str, Any]] = lambda place: {}
    known_by: tuple[AnyAction, ...] = ()
    answers: int = 200
    open: bool = False
    inside: bool = False
    shared: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.name}{' as JSON' if self.headers else ''}"

    def of(self, place: Place) -> str:
        return self.path(place) if self.path else reverse(self.name, args=self.args(place))

    def expected(self, reader: Reader, visibility: str) -> str:
        """What the tables say."""
        if not reader.is_signed_in and not self.open:
            return SIGN_IN
        able = any(allows(action, reader, visibility) for action in self.needs)
        if able and all(allows(action, reader, visibility) for action in self.also):
            return str(self.answers)
        if self.shared and any(isinstance(need, Action) and allows_somewhere(need, reader) for need in self.needs):
            return str(self.answers)
        known = any(allows(action, reader, visibility) for action in self.known_by)
        return FORBIDDEN if known else SIGN_IN if self.inside else NOT_THERE


def _slug(place: Place) -> list[Any]:
    return [place.network.slug]


def _topic(place: Place) -> list[Any]:
    return [place.network.slug, place.topic.pk]


def _shared(place: Place) -> list[Any]:
    return [place.network.slug, place.shared.pk]


def _words(place: Place) -> dict[str, Any]:
    return {"body": "Something", "client_key": new_key()}


def _message(place: Place) -> list[Any]:
    return [*_topic(place), place.message.pk]


def _paper(place: Place) -> list[Any]:
    return [*_topic(place), place.paper.pk]


def _shared_message(place: Place) -> list[Any]:
    return [*_shared(place), place.shared.messages.earliest("sequence").pk]


def _draft(place: Place) -> list[Any]:
    return [place.draft.pk]


def _signed(place: Place) -> list[Any]:
    return [place.signed.pk]


def _year(place: Place) -> dict[str, Any]:
    """The year in which this place alone has published."""
    return {"year": place.published.cycle.year}


def _answer(place: Place) -> list[Any]:
    return [place.draft.pk, "1.3"]


def _evidence(place: Place) -> list[Any]:
    return [place.draft.pk, "1.3", place.draft.answers.get(criterion__series_id="1.3").evidence.get().pk]


def _signature(role: str) -> Callable[[Place], Mapping[str, Any]]:
    # Not the hash she should have seen: whoever may sign is told so, and whoever may not gets no further.
    return lambda place: {"role": role, "answers_hash": "0" * 64}


def tomorrow(place: Place) -> dict[str, Any]:
    return {"due_at": timezone.localdate() + timedelta(days=1)}


WHY = {"reason": "It names somebody"}
AGREE = {"kind": "agree", "on": "1"}
JSON = {"accept": "application/json"}
YES = {"status": "value", "choice": "yes", "base_version": 0}
EITHER = (Assess.READ, Assess.OVERSEE)

ADDRESSES = (
    # Networks, discussion, seats
    Address(name="networkapp:network", needs=(Action.SEE,), args=_slug, open=True),
    Address(
        name="networkapp:meeting", needs=(Action.SEE,), args=lambda place: [place.meeting.slug], open=True
    ),
    Address(name="networkapp:topics", needs=(Action.READ,), args=_slug),
    *(
        address
        for topic in (_topic, _shared)
        for address in (
            Address(name="networkapp:topic", needs=(Action.READ,), args=topic),
            Address(
                name="networkapp:topic", needs=(Action.POST,), args=topic, method="POST", data=_words,
                known_by=(Action.READ,), answers=302,
            ),
        )
    ),
    # The address at home of what is shared leads those who read it elsewhere to where they do.
    Address(
        name="networkapp:topic", needs=(Action.READ,), args=lambda place: [place.shared.network.slug, place.shared.pk],
        answers=302,
    ),
    Address(
        name="networkapp:topic", needs=(Action.POST,), args=_topic, method="POST", data=_words,
        known_by=(Action.READ,), headers=JSON,
    ),
    Address(name="networkapp:export_topic", needs=(Action.READ,), args=lambda place: [*_topic(place), "md"]),
    Address(name="networkapp:take_along", needs=(Action.READ,), args=_topic),
    Address(name="networkapp:watch_topic", needs=(Action.READ,), args=_topic),
    Address(
        name="networkapp:watch_topic", needs=(Action.READ,), args=_topic, method="POST",
        data=lambda place: {"level": "nothing"}, answers=302,
    ),
    Address(
        name="networkapp:mark_read", needs=(Action.READ,), args=_topic, method="POST",
        data=lambda place: {"sequence": 1}, answers=204,
    ),
    Address(
        name="networkapp:put_papers", needs=(Action.POST,), args=_topic, method="POST", known_by=(Action.READ,),
        data=lambda place: {"files": upload(), "client_key": new_key()}, answers=302,
    ),
    Address(name="networkapp:paper", needs=(Action.READ,), args=_paper),
    Address(name="networkapp:paper_file", needs=(Action.READ,), args=_paper),
    # The body's that it is from alone, and while it waits its writer's alone.
    Address(
        name="networkapp:paper", needs=(Action.READ,), args=_paper, method="POST", answers=403,
        data=lambda place: {"file": upload(), "client_key": new_key()},
    ),
    Address(name="networkapp:remove_paper", needs=(Action.READ,), args=_paper, method="POST", answers=403),
    Address(name="networkapp:message", needs=(Action.READ,), args=_message),
    Address(name="networkapp:message_history", needs=(Action.READ,), args=_message),
    Address(name="networkapp:order", needs=(Action.READ,), args=_message),
    *(
        Address(name=f"networkapp:{name}", needs=(Action.READ,), args=_message, method="POST", answers=302)
        for name in ("read_up_to_here", "unread_from_here")
    ),
    Address(
        name="networkapp:react", needs=(Action.POST,), args=_message, method="POST", data=lambda place: AGREE,
        known_by=(Action.READ,), answers=302,
    ),
    # Nobody's but its author's.
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.READ,), args=_message, method="POST",
            data=lambda place: {"body": "Else", "base": 0}, answers=403,
        )
        for name in ("edit_message", "withdraw_message")
    ),
    # Whoever may know of a thing may ask what is said about it; the topics themselves are tried in a test of their own.
    Address(
        name="networkapp:discuss", needs=(Action.READ_HANDBOOKS,), args=lambda place: ["section", place.section.pk]
    ),
    Address(
        name="networkapp:discuss", needs=(Assess.READ,), args=lambda place: ["assessment", place.draft.pk]
    ),
    # Order, and receipts of formal papers. What there is nothing to settle of is a 422 for whoever may settle it.
    Address(
        name="networkapp:report_message", needs=(Action.READ,), args=_message, method="POST", data=lambda place: WHY,
        answers=302,
    ),
    Address(
        name="networkapp:appeal", needs=(), args=_message, method="POST", data=lambda place: WHY,
        known_by=(Action.READ,),
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.MODERATE,), also=(Action.READ,), args=args, method=method,
            data=lambda place: WHY, known_by=(Action.READ,), answers=answers,
        )
        for name, args, method, answers in (
            ("moderation", _slug, "GET", 200),
            ("moderation_log", _slug, "GET", 200),
            ("hide_message", _message, "POST", 302),
            ("restore_message", _message, "POST", 302),
            ("dismiss_reports", _message, "POST", 422),
            ("refuse_appeal", _message, "POST", 422),
        )
    ),
    Address(
        name="networkapp:ask_for_receipt", needs=(Action.REQUEST_RECEIPT,), also=(Action.READ,), args=_message,
        method="POST", data=tomorrow, known_by=(Action.READ,), answers=302,
    ),
    Address(
        name="networkapp:acknowledge", needs=(Action.ACKNOWLEDGE,), args=_message, method="POST",
        known_by=(Action.READ,), answers=422,
    ),
    # What is only shared is reported and acknowledged like what is at home, and kept in order where it is.
    *(
        Address(
            name=f"networkapp:{name}", needs=needs, args=_shared_message, method="POST",
            data=lambda place: {**WHY, **tomorrow(place)},
            known_by=(Action.READ,), answers=answers,
        )
        for name, needs, answers in (
            ("report_message", (Action.READ,), 302),
            ("acknowledge", (Action.ACKNOWLEDGE,), 422),
            ("hide_message", (), 403),
            ("ask_for_receipt", (), 403),
        )
    ),
    Address(name="networkapp:topic_about", needs=(Action.READ,), args=_topic),
    Address(name="networkapp:closed_topics", needs=(Action.READ,), args=_slug),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), also=(Action.READ,), args=_topic, method=method,
            data=lambda place, data=data: data, known_by=(Action.READ,), answers=answers,
        )
        for name, action, method, data, answers in (
            ("keep_topic", Action.KEEP_TOPIC, "GET", {}, 200),
            ("rename_topic", Action.KEEP_TOPIC, "POST", {"title": "Something"}, 302),
            ("say_about", Action.KEEP_TOPIC, "GET", {"words": "Section"}, 200),
            ("say_about", Action.KEEP_TOPIC, "POST", {"about": ""}, 302),
            ("change_topic_state", Action.KEEP_TOPIC, "POST", {"state": "closed"}, 302),
            ("change_topic_state", Action.MANAGE_TOPICS, "POST", {"state": "archived"}, 302),
            ("pin_topic", Action.MANAGE_TOPICS, "POST", {"pinned": "yes"}, 302),
            # A network in which nobody of the readers sits cannot be chosen; who may choose is told so.
            ("share_topic", Action.MANAGE_TOPICS, "GET", {"network": "of-the-framework"}, 422),
            ("share_topic", Action.MANAGE_TOPICS, "POST", {"network": "of-the-framework"}, 422),
            ("take_out_topic", Action.MANAGE_TOPICS, "POST", {"network": "of-the-framework"}, 422),
            ("move_topic", Action.MANAGE_TOPICS, "POST", {"network": "of-the-framework"}, 422),
        )
    ),
    # Who manages topics where one is only shared may take it out there, and change nothing else.
    *(
        Address(
            name=f"networkapp:{name}", needs=(Action.MANAGE_TOPICS,), also=(Action.READ,), args=_shared, method=method,
            data=lambda place: {"network": place.network.slug}, known_by=(Action.READ,), answers=answers,
        )
        for name, method, answers in (("keep_topic", "GET", 200), ("take_out_topic", "POST", 302))
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(), args=_shared, method="POST", known_by=(Action.READ,),
            data=lambda place: {"title": "Mine", "state": "closed", "pinned": "yes"},
        )
        for name in ("rename_topic", "change_topic_state", "pin_topic", "say_about")
    ),
    Address(name="networkapp:open_topic", needs=(Action.OPEN_TOPIC,), args=_slug, known_by=(Action.READ,)),
    Address(
        name="networkapp:open_topic", needs=(Action.OPEN_TOPIC,), args=_slug, method="POST",
        data=lambda place: {"title": "Something", **_words(place)}, known_by=(Action.READ,), answers=302,
    ),
    Address(name="networkapp:draft", needs=(Action.POST,), args=_topic, known_by=(Action.READ,)),
    Address(
        name="networkapp:draft", needs=(Action.POST,), args=_topic, method="POST",
        data=lambda place: {"body": "Something", "draft_version": 0}, known_by=(Action.READ,), answers=302,
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), args=args, method="POST", data=_words, known_by=(Action.READ,)
        )
        for name, action, args in (
            ("preview", Action.POST, _topic), ("new_topic_preview", Action.OPEN_TOPIC, _slug)
        )
    ),
    Address(name="networkapp:new_topic_draft", needs=(Action.OPEN_TOPIC,), args=_slug, known_by=(Action.READ,)),
    Address(
        name="networkapp:new_topic_draft", needs=(Action.OPEN_TOPIC,), args=_slug, method="POST",
        data=lambda place: {"body": "Something", "draft_version": 0}, known_by=(Action.READ,), answers=302,
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=(action,), args=_topic, method="POST", answers=422,
            data=lambda place: {**_words(place), "partner": place.seat.pk}, known_by=(Action.READ,),
        )
        for name, action in (("prepare", Action.PREPARE), ("ask_to_finish", Action.RELEASE))
    ),
    Address(name="networkapp:nameable", needs=(Action.READ,), args=_slug),
    *(
        Address(
            name="networkapp:show_presence", needs=(Action.KEEP_NETWORK,), args=_slug, method=method,
            known_by=(Action.LIST_SEATS,), answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    Address(name="networkapp:seats", needs=(Action.LIST_SEATS,), args=_slug),
    Address(name="networkapp:invite", needs=(Action.INVITE,), args=_slug, known_by=(Action.LIST_SEATS,)),
    Address(
        name="networkapp:invite", needs=(Action.INVITE,), args=_slug, method="POST", known_by=(Action.LIST_SEATS,),
        data=lambda place: {"email": "new@example.org", "language": "en", "capacity": "expert"}, answers=302,
    ),
    *(
        Address(
            name=f"networkapp:{name}_invitation", needs=(Action.INVITE,), method="POST",
            args=lambda place: [place.network.slug, place.invitation.pk], known_by=(Action.LIST_SEATS,), answers=302,
        )
        for name in ("resend", "revoke")
    ),
    *(
        Address(
            name="networkapp:end_seat", needs=(Action.INVITE,), method=method, known_by=(Action.LIST_SEATS,),
            args=lambda place: [place.network.slug, place.seat.pk], answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    *(
        Address(
            name="networkapp:change_term", needs=(Action.INVITE,), method=method, known_by=(Action.LIST_SEATS,),
            args=lambda place: [place.network.slug, place.seat.pk], data=lambda place: {"ends_on": "2099-12-31"},
            answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    *(
        Address(
            name="networkapp:change_offices", needs=(Action.INVITE,), method=method, known_by=(Action.LIST_SEATS,),
            args=lambda place: [place.network.slug, place.seat.pk], data=lambda place: {"offices": ["reviewer"]},
            answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    # Handbooks, pictures, documents
    Address(
        name="networkapp:section", needs=(Action.READ_HANDBOOKS,), args=lambda place: [place.section.pk], open=True,
        answers=302,
    ),
    Address(name="handbook", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.chapter.handbook.url, open=True),
    Address(name="chapter", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.chapter.url, open=True),
    Address(name="document", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.document.url, open=True),
    Address(
        name="networkapp:media", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.image.file.url, open=True
    ),
    Address(
        name="networkapp:media", needs=(Action.READ_HANDBOOKS,), path=lambda place: place.rendition.url, open=True
    ),
    Address(
        name="wagtailadmin_pages:edit", needs=(Action.EDIT_HANDBOOKS,), args=lambda place: [place.chapter.pk],
        inside=True,
    ),
    Address(
        name="wagtailadmin_pages:unpublish", needs=(Action.PUBLISH_HANDBOOKS,), args=lambda place: [place.chapter.pk],
        inside=True,
    ),
    # Lists in which everybody finds her own; test_editors.py walks what stands behind them.
    Address(name="wagtailsnippets_networkapp_meeting:list", needs=(Action.EDIT_MEETINGS,), inside=True, shared=True),
    Address(name="wagtailsnippets_networkapp_publication:list", needs=(Action.EDIT_LIBRARY,), inside=True, shared=True),
    # Assessments of XA before they are signed
    Address(name="evaluation:assessment", needs=(Assess.READ,), args=_draft),
    Address(name="evaluation:section", needs=(Assess.READ,), args=lambda place: [place.draft.pk, 1]),
    Address(name="evaluation:answer", needs=(Assess.READ,), args=_answer),
    Address(
        name="evaluation:answer", needs=(Assess.ANSWER,), args=_answer, method="POST", data=lambda place: YES,
        known_by=(Assess.READ,), answers=302,
    ),
    Address(
        name="evaluation:answer", needs=(Assess.ANSWER,), args=_answer, method="POST", data=lambda place: YES,
        known_by=(Assess.READ,), headers=JSON,
    ),
    Address(
        name="evaluation:add_evidence", needs=(Assess.ANSWER,), args=_answer, method="POST",
        data=lambda place: {"title": "A law", "url": "https://law.example/"}, known_by=(Assess.READ,), answers=302,
    ),
    Address(
        name="evaluation:remove_evidence", needs=(Assess.ANSWER,), args=_evidence, method="POST",
        known_by=(Assess.READ,), answers=302,
    ),
    Address(name="evaluation:sign", needs=(Assess.READ,), args=_draft),
    *(
        Address(
            name="evaluation:sign", needs=(action,), args=_draft, method="POST", data=_signature(role),
            known_by=(Assess.READ,), answers=422,
        )
        for role, action in (("delegate", Assess.SIGN_FOR_PARLIAMENT), ("government", Assess.SIGN_FOR_GOVERNMENT))
    ),
    # And afterwards
    Address(name="evaluation:assessment", needs=EITHER, args=_signed),
    Address(name="evaluation:section", needs=EITHER, args=lambda place: [place.signed.pk, 1]),
    Address(name="evaluation:answer", needs=EITHER, args=lambda place: [place.signed.pk, "1.3"]),
    Address(name="evaluation:review", needs=(Assess.OVERSEE,), args=_signed),
    Address(
        name="evaluation:confirm", needs=(Assess.CONFIRM,), args=lambda place: [place.signed.pk, "1.3"],
        method="POST", answers=422,
    ),
    Address(name="evaluation:overview", needs=(Assess.READ_RESULTS,), data=_year, open=True),
    Address(name="evaluation:profile", needs=(Assess.READ_RESULTS,), args=lambda place: ["XA"], data=_year, open=True),
    Address(
        name="evaluation:recommendation", needs=(Assess.READ_RESULTS,), args=lambda place: [1], data=_year, open=True,
    ),
    Address(name="evaluation:publish", needs=(Assess.PUBLISH,), args=_signed, method="POST", answers=422),
    Address(
        name="evaluation:open_again", needs=(Assess.REOPEN, Assess.SEND_BACK), args=_signed, method="POST",
        data=lambda place: {"reason": "A mistake"}, known_by=EITHER, answers=302,
    ),
)  # fmt: skip

# Addresses for everybody: what they list is looked through in LISTS, or is nothing that a network keeps.
PUBLIC: Mapping[str, list[Any]] = {
    "networkapp:networks": [],
    "networkapp:meetings": [],
    "networkapp:search": [],
    "networkapp:library": [],
    "networkapp:organisations": [],
    "networkapp:set_interface_language": [],
    "networkapp:push_worker": [],
    "evaluation:overview": [],
    "evaluation:method": [],
    "evaluation:data": [],
    "evaluation:data_package": [],
    "evaluation:data_csv": ["answers"],
    "evaluation:data_json": ["answers"],
    "evaluation:data_csvw": ["answers"],
    "evaluation:treaties": [],
    "evaluation:recommendation": [1],
}
# For everybody too, once there is such a thing.
PUBLIC_THINGS = {
    "networkapp:organisation",
    "networkapp:publication",
    "evaluation:instrument",
}
# Whoever is signed in has one of her own.
OWN = {
    "networkapp:desk",
    "networkapp:notifications",
    "networkapp:notification_settings",
    "networkapp:own_data",
    "networkapp:own_data_file",
    "evaluation:assessments",
}
# Whoever is signed in does this to what is hers, by POST; what she is answered where she says nothing with it.
OWN_ACTS = {"networkapp:devices": "422", "networkapp:remove_device": "302"}
# Whoever oversees anything has one, with what she oversees in it.
OVERSEERS = {"evaluation:oversight"}
# For the two persons between whom a message is prepared; tests/networkapp/views/test_prepared.py asks for whom not.
FOR_TWO = {
    "networkapp:prepared",
    "networkapp:release_prepared",
    "networkapp:prepare_again",
    "networkapp:send_back_prepared",
    "networkapp:take_back_prepared",
}
# Whoever has the secret of a letter; tests of invitations and of telling ask what it opens.
BY_SECRET = {"networkapp:invitation", "networkapp:unsubscribe"}

# Lists that everybody may open: the bait of a network stands in them for whoever may do this there.
LISTS: Mapping[str, tuple[str, AnyAction]] = {
    "/networks/": ("the-{visibility}-one", Action.SEE),
    "/meetings/": ("Meeting {bait}", Action.SEE),
    "/handbooks/": ("Handbook {bait}", Action.READ_HANDBOOKS),
    "/evaluation/": ("The {visibility} one", Action.SEE),
}
# What the search box finds, by kind of thing.
FOUND: Mapping[str, AnyAction | None] = {
    "handbooks": Action.READ_HANDBOOKS,
    "meetings": Action.SEE,
    "topics": Action.READ,
    "messages": Action.READ,
    "papers": Action.READ,
    "pages": None,
    "library": None,
    "organisations": None,
    "evaluation": None,
}
# Each socket by its route, and what it needs; that of a person lets in whoever is signed in. Tried where it may commit,
# in tests/evaluation/test_socket_access.py.
SOCKETS: Mapping[str, tuple[AnyAction, ...]] = {
    "ws/desk/": (),
    "ws/networks/<slug:slug>/": (Action.READ,),
    "ws/evaluation/<int:pk>/": (Assess.READ,),
}
