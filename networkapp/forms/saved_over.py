"""Forms in Wagtail's admin that two people may have open at once: neither loses what the other saved."""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import registry


class EditConflictForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Saves only over the version that its editor has read. A change by somebody else is reported once; saving again
    then keeps the editor's text."""

    state_read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["state_read"].initial = self.initial["state_read"] = fingerprint_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        read = cleaned.pop("state_read", "")
        if not (self.instance.pk and read):
            return cleaned
        now = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if now is not None and fingerprint_of(now) != read:
            self._show_state(now)
            self.add_error(None, _conflict_error(now))
        return cleaned

    def _show_state(self, now: Any) -> None:
        """Store in the form that its user has seen the saved version, so that the next save succeeds."""
        self.data = self.data.copy()
        self.data[self.add_prefix("state_read")] = fingerprint_of(now)


def fingerprint_of(instance: Any) -> str:
    """Return a hash of an object and what is edited with it, without its position in a list."""
    data = instance.serializable_data() if hasattr(instance, "serializable_data") else model_to_dict(instance)
    data.pop("position", None)
    spelled = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return sha256(spelled.encode()).hexdigest()[:16]


def _conflict_error(current: Any) -> ValidationError:
    last = registry.get_logs_for_instance(current).select_related("user").first()
    words = _(
        "%(person)s saved a newer version, now called “%(name)s”. Your changes are still here and not saved. "
        "Compare both in another window, then save again to use yours."
    )
    someone = last.user if last is not None and last.user is not None else _("Someone else")
    return ValidationError(words, code="saved_meanwhile", params={"person": someone, "name": current})
