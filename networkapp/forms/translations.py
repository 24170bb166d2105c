"""What editors and translators say of the text of a translated section."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms

from networkapp.domain.translating import mark_machine, say_translated, verify

ACTS: Mapping[str, Callable[..., Any]] = {
    "translated": say_translated,
    "verified": verify,
    "machine": partial(mark_machine, machine=True),
    "by_hand": partial(mark_machine, machine=False, engine=""),
}


class SayForm(forms.Form):
    """One act on one section. `text` is the fingerprint of what she has read."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    block_id = forms.CharField(max_length=36)
    text = forms.CharField(max_length=64)
    engine = forms.CharField(max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") != "machine":
            cleaned.pop("engine", None)
        return cleaned


def say(*, act: str, **given: Any) -> None:
    """What the act does, with what it refuses."""
    ACTS[act](**given)


class BringInForm(forms.Form):
    """Nothing but the wish."""
