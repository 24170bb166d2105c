"""A form and the one action that it asks for."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from networkapp.errors import Refused

Done = TypeVar("Done")


def attempt(form: forms.Form, act: Callable[..., Done], **given: Any) -> Done | None:
    """What `act` did with the clean values of the form, or None with the reason on the form."""
    if not form.is_valid():
        return None
    try:
        return act(**given, **form.cleaned_data)
    except Refused as refusal:
        error = forms.ValidationError(str(refusal.message), code=refusal.code)
        form.add_error(refusal.field if refusal.field in form.fields else None, error)
        form.again_at = refusal.again_at  # type: ignore[attr-defined]
        return None
