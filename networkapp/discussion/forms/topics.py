"""Forms for a topic as a whole. The rules are in discussion/; a form only cleans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.models import TopicState
from networkapp.models import Network


class RenameForm(forms.Form):
    """The form to rename a topic."""

    title = forms.CharField(label=_("Title"), error_messages={"required": _("Enter a title.")})


class AboutForm(forms.Form):
    """The key of the thing that a topic is about; empty for none."""

    about = forms.CharField(required=False, max_length=60)


class StateForm(forms.Form):
    """The form to open, close or archive a topic."""

    state = forms.TypedChoiceField(choices=TopicState, coerce=TopicState, widget=forms.HiddenInput)


class PinForm(forms.Form):
    """The form to pin or unpin a topic."""

    pinned = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes", widget=forms.HiddenInput
    )


class ChooseNetworkForm(forms.Form):
    """One of the networks that are offered, by its slug."""

    network = forms.ModelChoiceField(
        label=_("Network"),
        queryset=Network.objects.none(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("You cannot choose this network. Choose another.")},
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = offered  # type: ignore[attr-defined]
