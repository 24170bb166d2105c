"""The form of the screen "This site"."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from networkapp.administration.forms.emblems import EmblemField
from networkapp.forms.choices import time_zones
from networkapp.languages.choices import ContentLanguagesField
from networkapp.languages.local_texts import LocalTextsField, other_languages
from networkapp.models import SiteSettings
from networkapp.text.contrast import HEX, READABLE, lowest_contrast
from networkapp.text.grounds import DARK_GROUNDS, LIGHT_GROUNDS

SALT = "networkapp.site"
VERSION = "version"
COLOURS = {"accent_colour": LIGHT_GROUNDS, "accent_colour_dark": DARK_GROUNDS}

INTERFACE_LANGUAGES = gettext_lazy("Menus and buttons stay available in every interface language.")


class SiteSettingsForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The settings of the site. What somebody else saved meanwhile is shown, and nothing typed is lost.

    `loaded` holds, signed, the settings as the form showed them when it was loaded.
    """

    loaded = forms.CharField(widget=forms.HiddenInput, required=False)
    names = LocalTextsField(max_length=120)
    short_names = LocalTextsField(max_length=40)
    taglines = LocalTextsField(max_length=160)
    regions = LocalTextsField(max_length=120)
    subjects = LocalTextsField(max_length=120)
    legal_notices = LocalTextsField(long=True)
    emblem = EmblemField(label=gettext_lazy("Logo"), required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Default time zone"), choices=time_zones)
    content_languages = ContentLanguagesField(label=gettext_lazy("Content languages"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("emblem", "time_zone", "content_languages"):
            self.fields[name].help_text = SiteSettings._meta.get_field(name).help_text
        languages = self.fields["content_languages"]
        languages.help_text = " ".join([str(languages.help_text), str(INTERFACE_LANGUAGES)])
        self.initial["time_zone"] = self.instance.zone.key
        if self.instance.version <= 1 and not self.instance.shows_help:
            # The number is that of a region until somebody has chosen one, and shown only with the help pages.
            self.initial["emergency_number"] = ""
        self.initial["loaded"] = self._sealed(self.instance)
        self._is_claimed: bool | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name, grounds in COLOURS.items():
            self._require_contrast(name, grounds)
        if cleaned.get("accent_colour_dark") and not cleaned.get("accent_colour") and not self.errors:
            self.add_error("accent_colour", _("Enter a colour for light mode as well."))
        if cleaned.get("shows_help") and not cleaned.get("emergency_number"):
            self.add_error("emergency_number", _("Enter the number to call in danger, for example 112."))
        return cleaned

    def is_valid(self) -> bool:
        """Return whether the settings are valid and nobody has saved others since the form was loaded."""
        if not super().is_valid():
            return False
        if self._is_claimed is None:
            self._is_claimed = self._claim()
        return self._is_claimed

    def _require_contrast(self, name: str, grounds: tuple[str, ...]) -> None:
        chosen = self.cleaned_data.get(name)
        if not chosen or not HEX.fullmatch(chosen):
            return
        ratio = lowest_contrast(chosen, grounds)
        if ratio < READABLE:
            words = _(
                "Links in this colour would be hard to read: the contrast is %(ratio)s to 1, but "
                "must be at least %(least)s to 1. Choose a darker colour for light mode, a lighter "
                "one for dark mode."
            )
            self.add_error(name, words % {"ratio": f"{int(ratio * 10) / 10:.1f}", "least": READABLE})

    def _claim(self) -> bool:
        """Raise the version of what was loaded, so that of two saves at one moment only one gets through."""
        try:
            loaded: dict[str, Any] = signing.loads(self.data.get(self.add_prefix("loaded"), ""), salt=SALT)
        except signing.BadSignature:
            self.add_error(None, _("The form is incomplete. Reload the page and enter your changes again."))
            return False
        known = SiteSettings.objects.filter(pk=self.instance.pk)
        if known.filter(version=loaded[VERSION]).update(version=F(VERSION) + 1):
            self.instance.version = loaded[VERSION] + 1
            return True
        self._meet(loaded, known.get())
        return False

    def _meet(self, loaded: Mapping[str, Any], current: SiteSettings) -> None:
        """Show what others saved meanwhile, and let the next save start from it with what was typed here."""
        self.data = self.data.copy()
        self.data[self.add_prefix("loaded")] = self._sealed(current)
        words = _(
            "Someone else has saved these settings since you opened the page. Check your entries, then save again."
        )
        self.add_error(None, words)
        for name, value in self._values(current).items():
            if name == VERSION or value == loaded.get(name):
                continue
            if self._is_untouched(name, loaded):
                self._take_over(name, value)
                message = _("They changed “%(field)s” to “%(value)s”.")
            else:
                message = _("They changed “%(field)s” to “%(value)s”. If you save, your entry replaces theirs.")
            label = str(SiteSettings._meta.get_field(name).verbose_name)
            self.add_error(None, message % {"field": label, "value": _in_words(value)})

    def _is_untouched(self, name: str, loaded: Mapping[str, Any]) -> bool:
        """Return whether this form holds what it was loaded with."""
        if name == "emblem":
            return name not in self.changed_data
        return bool(self.cleaned_data.get(name) == loaded.get(name))

    def _take_over(self, name: str, value: Any) -> None:
        """Let the form show this value, which somebody else saved."""
        key = self.add_prefix(name)
        match value:
            case bool():
                self.data.pop(key, None)
                self.data.update({key: "on"} if value else {})
            case dict():
                for code, _language in other_languages():
                    self.data[f"{key}_{code}"] = value.get(code, "")
            case list():
                self.data.setlist(key, value)
            case str() if name != "emblem":
                self.data[key] = value

    def _sealed(self, instance: SiteSettings) -> str:
        return signing.dumps(self._values(instance), salt=SALT, compress=True)

    def _values(self, instance: SiteSettings) -> dict[str, Any]:
        found = {name: getattr(instance, name) for name in self.fields if name != "loaded"}
        return {
            **found,
            "emblem": instance.emblem.name or "",
            "time_zone": instance.zone.key,
            VERSION: instance.version,
        }


def _in_words(value: Any) -> str:
    match value:
        case bool():
            return _("on") if value else _("off")
        case dict():
            return "; ".join(f"{code}: {text}" for code, text in value.items()) or _("nothing")
        case list():
            return ", ".join(value) or _("nothing")
    return str(value) or _("nothing")
