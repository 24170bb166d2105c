"""Addresses that are given once: links, letters and other sites rest on them, and nothing leads on from an old one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class AddressGivenOnce(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of something with a `slug` in its address, which stays once everybody may have seen it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_out = self.instance.pk and getattr(self.instance, "first_published_at", True)
        if is_out and "slug" in self.fields:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("Part of the address, which others have linked to. It stays as it is.")
