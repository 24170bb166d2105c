"""Panels that forms of several models in Wagtail's admin share."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput

from networkapp.models.content_languages import LanguageSelect

LANGUAGE = {"widget": LanguageSelect}


class NamePanel(TitleFieldPanel):  # type: ignore[misc]
    """A name from which the address is made while it is typed, as long as none has been given."""

    def __init__(self, *arguments: Any, **kwargs: Any) -> None:
        super().__init__(*arguments, **{"classname": "", "placeholder": False, **kwargs})

    class BoundPanel(TitleFieldPanel.BoundPanel):  # type: ignore[misc]
        def get_should_apply(self) -> bool:
            return not self.form.fields["slug"].disabled


def address_panel() -> FieldPanel:
    """Return the panel of the address that a NamePanel fills."""
    return FieldPanel("slug", widget=SlugInput)


def checkbox_panel(name: str, **kwargs: Any) -> FieldPanel:
    """Return a panel with a check box for each choice, because a click beside a list of choices clears all of them."""
    return FieldPanel(name, widget=CheckboxSelectMultiple, **kwargs)


def translations_panel(*panels: FieldPanel) -> InlinePanel:
    """Return the panel of the translations."""
    return InlinePanel(
        "translations",
        panels=[FieldPanel("language", **LANGUAGE), *panels],
        heading=_("In other languages"),
        label=_("Language"),
    )
