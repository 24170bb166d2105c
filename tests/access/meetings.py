"""Addresses of meetings, agendas, the speaking list, minutes and action items. Add a row for each new view."""

from typing import Any
from uuid import uuid4

from networkapp.permissions import Action
from tests.access.address import Address
from tests.access.places import Place
from tests.factories.meetings import plan


def _at(place: Place) -> list[Any]:
    return [place.sitting.coming.slug]


def _item(place: Place) -> list[Any]:
    return [place.sitting.coming.slug, place.sitting.item.pk]


def _turn(place: Place) -> list[Any]:
    return [place.sitting.coming.slug, place.sitting.turn.pk]


def _plan(place: Place) -> dict[str, Any]:
    wanted = plan()
    hours = {name: getattr(wanted, name).strftime("%Y-%m-%dT%H:%M") for name in ("starts", "ends")}
    return {
        "title": "Another", "place": "Here", "time_zone": wanted.time_zone, "turn_minutes": "3",
        "client_key": str(uuid4()), **hours,
    }  # fmt: skip


def _nothing(place: Place) -> dict[str, Any]:
    return {}


CONDUCT, READ = (Action.CONDUCT_MEETINGS,), (Action.READ,)
# A user with a leading office who cannot read the network, such as a government's seat, finds no meeting to conduct.
CONDUCTS: dict[str, Any] = {"needs": CONDUCT, "also": READ, "known_by": READ}
MEETINGS = (
    Address(
        name="networkapp:meeting_series", needs=(Action.SEE,), args=lambda place: [place.series.slug], open=True
    ),
    *(
        Address(
            name="networkapp:call_meeting", **CONDUCTS, args=lambda place: [place.network.slug],
            method=method, data=_plan, answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 302))
    ),
    *(
        Address(name=f"networkapp:{name}", **CONDUCTS, args=args)
        for name, args in (("change_meeting", _at), ("agenda", _at), ("agenda_item", _item))
    ),
    *(
        Address(
            name=f"networkapp:{name}", **CONDUCTS, args=args, method="POST", answers=answers,
            data=data,
        )
        for name, args, data, answers in (
            ("change_meeting", _at, _plan, 302),
            ("cancel_meeting", _at, _nothing, 422),
            ("say_held", _at, _nothing, 302),
            ("add_item", _at, _nothing, 422),
            ("take_suggestions", _at, _nothing, 302),
            ("agenda_item", _item, _nothing, 422),
            ("record_outcome", _item, _nothing, 302),
            ("put_on_agenda", _item, _nothing, 422),
            ("move_item", _item, _nothing, 302),
            ("remove_item", _item, _nothing, 302),
            ("record_attendance", _at, _nothing, 302),
            ("talk_about_item", _at, lambda place: {"item": place.sitting.item.pk}, 302),
            ("give_floor", _turn, _nothing, 302),
            ("write_minutes", lambda place: [place.sitting.drafted.slug], _nothing, 422),
            ("send_minutes", lambda place: [place.sitting.drafted.slug], _nothing, 422),
            ("draft_minutes", lambda place: [place.sitting.bare.slug], _nothing, 302),
            ("settle_correction", lambda place: [place.sitting.past.slug, place.sitting.correction.pk], _nothing, 422),
            ("actions", lambda place: [place.sitting.past.slug], _nothing, 422),
            ("take_off_agenda", lambda place: [place.sitting.coming.slug, place.sitting.paper.pk], _nothing, 302),
        )
    ),
    # A draft is a 404 for people who do not conduct the meetings.
    *(
        Address(name=f"networkapp:{name}", needs=CONDUCT, also=READ, args=lambda place: [place.sitting.drafted.slug])
        for name in ("minutes", "minutes_file")
    ),
    *(
        Address(name=f"networkapp:{name}", needs=READ, args=args)
        for name, args in (
            ("meeting_paper", lambda place: [place.sitting.coming.slug, place.sitting.paper.pk]),
            ("attendance", _at),
            ("floor", _at),
            ("own_floor", _at),
            ("minutes", lambda place: [place.sitting.past.slug]),
            ("minutes_file", lambda place: [place.sitting.past.slug]),
            ("actions", lambda place: [place.sitting.past.slug]),
        )
    ),
    Address(name="networkapp:attendance", needs=READ, args=_at, method="POST", answers=422),
    Address(
        name="networkapp:ask_for_floor", needs=(Action.ASK_FOR_FLOOR,), known_by=READ, args=_at, method="POST",
        answers=302,
    ),
    # The turn and the action item belong to another user: tests/networkapp tests who else has access.
    *(
        Address(name=f"networkapp:{name}_turn", **CONDUCTS, args=_turn, method="POST", answers=302)
        for name in ("withdraw", "end")
    ),
    Address(
        name="networkapp:step_action", **CONDUCTS, method="POST", answers=302,
        args=lambda place: [place.sitting.past.slug, place.sitting.action.pk],
        data=lambda place: {"state": "done", "client_key": str(uuid4())},
    ),
    Address(
        name="networkapp:correct_minutes", needs=(Action.CORRECT_MINUTES,), known_by=READ, method="POST", answers=422,
        args=lambda place: [place.sitting.past.slug],
    ),
)  # fmt: skip
