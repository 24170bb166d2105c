"""A form and the one action that it asks for."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from networkapp.errors import Refused

Result = TypeVar("Result")


def run_action(form: forms.Form, action: Callable[..., Result], /, **kwargs: Any) -> Result | None:
    """Return what `action` returned for the clean values of the form; None if invalid or refused, with the error on the
    form."""
    if not form.is_valid():
        return None
    try:
        return action(**kwargs, **form.cleaned_data)
    except Refused as refusal:
        error = forms.ValidationError(str(refusal.message), code=refusal.code)
        form.add_error(refusal.field if refusal.field in form.fields else None, error)
        form.again_at = refusal.again_at  # type: ignore[attr-defined]
        return None
