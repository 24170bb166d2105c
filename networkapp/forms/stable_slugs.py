"""Addresses that are given once: links, e-mails and other sites depend on them, and an old one would not redirect."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.models.links import OWN_ADDRESS


class AddressGivenOnce(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of something with a `slug` in its address, which stays once everybody may have seen it.

    `given_once` is the field that the address is made of.
    """

    given_once = "slug"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_out = self.instance.pk and getattr(self.instance, "first_published_at", True)
        field = self.fields.get(self.given_once)
        if is_out and field is not None:
            field.disabled = True
            field.help_text = _("Part of the web address. Others may link to it, so it cannot be changed.")
        elif field is not None and not field.help_text:
            field.help_text = OWN_ADDRESS


class AddressFromName(AddressGivenOnce):
    """Make the address from the field `named_by` where none is typed."""

    named_by = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.given_once].required = False

    def clean_slug(self) -> str:
        return self.made_of_name()

    def made_of_name(self) -> str:
        """Return what was typed, or the name in lower case with hyphens; refuse a name without letters and digits."""
        name = str(self.data.get(self.add_prefix(self.named_by), ""))
        made: str = self.cleaned_data.get(self.given_once) or slugify(name)[:50].strip("-")
        if name.strip() and not made:
            raise ValidationError(_("Enter a short name of letters and digits, such as drinking-water."))
        return made
