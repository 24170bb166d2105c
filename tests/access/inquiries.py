"""Addresses of inquiries, of parliamentary questions, and of answers. Add a row for each new view."""

from typing import Any

from networkapp.permissions import Action
from tests.access.address import Address, in_network
from tests.access.places import Place

# The parliamentary question of every place is XA's: for XA's seats and for those who manage the network's inquiries.
ACTING = (Action.INQUIRE, Action.KEEP_INQUIRIES)


def _inquiry(place: Place) -> list[Any]:
    return [place.network.slug, place.inquiry.number]


def _case(place: Place) -> list[Any]:
    return [place.network.slug, place.case.inquiry.number, place.case.pk]


def _drafted(place: Place) -> list[Any]:
    return [place.network.slug, place.drafted.inquiry.number, place.drafted.pk]


def _answer(place: Place) -> list[Any]:
    return [*_case(place), 1]


GET_AND_POST = (("GET", 200), ("POST", 422))

INQUIRIES = (
    *(
        Address(name=f"networkapp:{name}", needs=(Action.SEE,), args=args, open=True)
        for name, args in (
            ("inquiry", _inquiry),
            ("inquiry_matrix", _inquiry),
            ("inquiry_file", lambda place: [*_inquiry(place), "xlsx"]),
            ("cast", _case),
            ("cast_document", lambda place: [*_case(place), place.case.documents.get().pk]),
        )
    ),
    Address(name="networkapp:cast", needs=ACTING, args=_drafted, open=True),
    *(
        Address(
            name="networkapp:write_inquiry", needs=(Action.INQUIRE,), args=in_network, method=method, answers=answers,
            known_by=(Action.READ,),
        )
        for method, answers in GET_AND_POST
    ),
    *(
        Address(
            name=f"networkapp:{name}", needs=needs, args=args, method=method, answers=answers, known_by=(Action.SEE,)
        )
        for name, needs, args, answer in (
            ("change_inquiry", (Action.KEEP_INQUIRIES,), _inquiry, 422),
            ("translate_inquiry", (Action.INQUIRE,), lambda place: [*_inquiry(place), "de"], 302),
            ("approve_inquiry", (Action.KEEP_INQUIRIES,), _inquiry, 302),
            ("decide_inquiry", (Action.KEEP_INQUIRIES,), _inquiry, 422),
            ("close_inquiry", (Action.KEEP_INQUIRIES,), _inquiry, 422),
            ("reopen_inquiry", (Action.KEEP_INQUIRIES,), _inquiry, 302),
            ("cast_into", ACTING, lambda place: [*_inquiry(place), "xa"], 422),
            ("put_off_cast", ACTING, _case, 422),
            ("withdraw_cast", ACTING, _case, 422),
            ("ask_again", ACTING, _case, 422),
            ("file_answer", ACTING, _answer, 422),
            ("answer_matters", ACTING, _answer, 422),
        )
        for method, answers in (("GET", 200), ("POST", answer))
    ),
    Address(
        name="networkapp:choose_inquiry_language", needs=(Action.INQUIRE,), args=_inquiry, known_by=(Action.SEE,)
    ),
    *(
        Address(
            name=f"wagtailsnippets_networkapp_{name}:list", needs=(Action.EDIT_LIBRARY,), inside=True, shared=True
        )
        for name in ("parliamentinstrument", "parliamentperiod")
    ),
    Address(
        name="networkapp:verify_answer", needs=ACTING, args=_answer, method="POST", answers=302, known_by=(Action.SEE,)
    ),
    *(
        Address(name=f"networkapp:{name}", needs=ACTING, args=_drafted, method=method, answers=answers)
        for name in ("rewrite_form", "release_form", "table_cast")
        for method, answers in GET_AND_POST
    ),
)  # fmt: skip
