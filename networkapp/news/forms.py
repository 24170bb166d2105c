"""Forms of news. The rules are in news/actions/articles.py and news/actions/signatures.py."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from networkapp.forms.choices import NameField
from networkapp.models import Seat
from networkapp.networks.forms.subjects import SubjectsFormMixin
from networkapp.news.actions.signatures import MAX_NAME_LENGTH
from networkapp.news.models import Signatory
from networkapp.pages.forms import hide_invisible_references
from networkapp.pages.references import require_visible_in
from networkapp.text.cleaning import clean_text


class ArticleForm(SubjectsFormMixin, WagtailAdminPageForm):
    """Wagtail's form of an article, which belongs to the network of its parent page.

    Invisible characters that feeds cannot hold are removed from its text. PermissionDenied if the text points to
    something that its writer cannot see.
    """

    def __init__(self, data: Any = None, files: Any = None, parent_page: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, files, parent_page, *args, **kwargs)
        hide_invisible_references(self, "body")
        if parent_page is not None:
            self.instance.network_id = parent_page.specific.network_id

    def clean_title(self) -> str:
        return clean_text(self.cleaned_data["title"])

    def clean_standfirst(self) -> str:
        return clean_text(self.cleaned_data["standfirst"])

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        return body.stream_block.to_python(_cleaned(body.get_prep_value()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # As it was sent: invalid input is shown again, too.
        require_visible_in(text=self["body"].data, user=self.for_user, before=self.initial.get("body"))
        return cleaned


def _cleaned(value: Any) -> Any:
    """Return the stored value of a body with every text in it cleaned."""
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return clean_text(value) if isinstance(value, str) else value


class SeatsField(forms.ModelMultipleChoiceField):
    """A choice of several seats by delegation, person and role."""

    def label_from_instance(self, seat: Any) -> str:
        return f"{seat.delegation.label}: {seat.user} ({seat.get_capacity_display()})"


class InviteSignatoriesForm(forms.Form):
    """Ask a writer whom to invite to sign."""

    seats = SeatsField(
        Seat.objects.none(),
        label=_("Members and substitutes of the network"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person to invite.")},
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seats"]
        field.queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
        # In the order in which they were given, which is that of their countries, and without asking again.
        field.choices = [(seat.pk, field.label_from_instance(seat)) for seat in seats]


class SignForm(forms.Form):
    """The name under which the signatory signs the text with this digest."""

    name = NameField(
        label=_("Your name on the article"),
        max_length=MAX_NAME_LENGTH,
        help_text=_("Shown publicly under the article with your delegation, until you withdraw your signature."),
        error_messages={"required": _("Enter the name you sign with.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SignatoryForm(forms.Form):
    """One signatory of an article."""

    signatory = forms.ModelChoiceField(Signatory.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, signatories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatory"].queryset = signatories  # type: ignore[attr-defined]
