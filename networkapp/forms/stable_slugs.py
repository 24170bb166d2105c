"""Addresses that are given once: links, e-mails and other sites depend on them, and an old one would not redirect."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.models.links import OWN_ADDRESS


class StableSlugForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of something with a `slug` in its address, which stays once everybody may have seen it.

    `slug_field` is the field that the address is made of.
    """

    slug_field = "slug"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_out = self.instance.pk and getattr(self.instance, "first_published_at", True)
        field = self.fields.get(self.slug_field)
        if is_out and field is not None:
            field.disabled = True
            field.help_text = _("Part of the web address. Others may link to it, so it cannot be changed.")
        elif field is not None and not field.help_text:
            field.help_text = OWN_ADDRESS


class SlugFromNameForm(StableSlugForm):
    """Make the address from the field `name_field` where none is typed."""

    name_field = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.slug_field].required = False

    def clean_slug(self) -> str:
        return self.slug_from_name()

    def slug_from_name(self) -> str:
        """Return what was typed, or the name in lower case with hyphens; refuse a name without letters and digits."""
        name = str(self.data.get(self.add_prefix(self.name_field), ""))
        made: str = self.cleaned_data.get(self.slug_field) or slugify(name)[:50].strip("-")
        if name.strip() and not made:
            raise ValidationError(_("Enter a short name of letters and digits, such as drinking-water."))
        return made
