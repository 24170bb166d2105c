"""An address of the site, with the response that each kind of reader should get according to the permission tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from evaluation.permissions import Action as Assess
from networkapp.permissions import Action
from tests.access.places import Place
from tests.access.readers import Reader, allows, allows_somewhere

AnyAction = Action | Assess
SIGN_IN, NOT_THERE, FORBIDDEN = "sign in", "404", "403"
JSON = {"accept": "application/json"}


@dataclass(frozen=True, kw_only=True)
class Address:
    """A view by its name, and any of the actions that it `needs`. `answers` is its response to readers who may.

    If it needs `also` another one, that alone is not enough.

    A reader with one of `known_by` knows that it is there, and without what it needs gets 403; all others 404. One that
    is `open` asks nobody to sign in first. `inside` addresses are Wagtail's own, which refuse by a redirect. A `shared`
    one belongs to no network: a seat anywhere will do.
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
        """Return the response that the permission tables give `reader`."""
        if not reader.is_signed_in and not self.open:
            return SIGN_IN
        able = any(allows(action, reader, visibility) for action in self.needs)
        if able and all(allows(action, reader, visibility) for action in self.also):
            return str(self.answers)
        if self.shared and any(allows_somewhere(need, reader) for need in self.needs):
            return str(self.answers)
        known = any(allows(action, reader, visibility) for action in self.known_by)
        return FORBIDDEN if known else SIGN_IN if self.inside else NOT_THERE


def in_network(place: Place) -> list[Any]:
    return [place.network.slug]
