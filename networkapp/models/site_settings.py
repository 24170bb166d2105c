"""The settings of the site ("This site"): its name and subject, its place, and the parts that are on."""

from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting

from networkapp.memory_cache import ProcessCache
from networkapp.models.translations import LocalText, text_in_language
from networkapp.registry.site_parts import SitePart, part_of
from networkapp.text.contrast import HEX, lighten_until_readable
from networkapp.text.grounds import DARK_GROUNDS

FOLDER = "site/"
"""The folder of uploaded files in which the emblem is stored."""
SECONDS_KNOWN = 1.0
colour = RegexValidator(f"^{HEX.pattern}$", _("Enter # and six digits or letters from A to F, for example #0B5470."))


def _text(field: str) -> list[FieldPanel]:
    """Return the panels of a text and of its other languages."""
    return [FieldPanel(field), FieldPanel(f"{field}s")]


class SiteSettings(BaseGenericSetting):  # type: ignore[misc]
    """The settings of this site: one row. Read them with `this_site()`, which also answers where there is no row.

    Texts for readers have their other languages beside them, by code. `version` rises with every save.
    """

    name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
    )
    names = models.JSONField(_("Name in other languages"), default=dict, blank=True)
    short_name = models.CharField(
        _("Short name"), max_length=40, blank=True, help_text=_("Shown below the app icon on a phone.")
    )
    short_names = models.JSONField(_("short name in other languages"), default=dict, blank=True)
    tagline = models.CharField(
        _("tagline"),
        max_length=160,
        blank=True,
        help_text=_("Shown below the name, for example “for clean drinking water”."),
    )
    taglines = models.JSONField(_("tagline in other languages"), default=dict, blank=True)
    region = models.CharField(
        _("region"), max_length=120, blank=True, help_text=_("As part of a sentence, for example “in the Alps”.")
    )
    regions = models.JSONField(_("region in other languages"), default=dict, blank=True)
    subject = models.CharField(
        _("Subject"), max_length=120, blank=True, help_text=_("As part of a sentence, for example “drinking water”.")
    )
    subjects = models.JSONField(_("subject in other languages"), default=dict, blank=True)
    legal_notice = models.TextField(
        _("Legal notice"),
        blank=True,
        help_text=_("Who runs this site and how to contact them. Shown at the foot of each page."),
    )
    legal_notices = models.JSONField(_("legal notice in other languages"), default=dict, blank=True)

    sender_name = models.CharField(
        _("sender name"), max_length=120, blank=True, help_text=_("If empty, e-mails use the site’s name.")
    )
    sender_address = models.EmailField(
        _("sender address"),
        blank=True,
        help_text=_("Ask your server administrator before you change it."),
    )

    emblem = models.FileField(
        _("Logo"),
        upload_to=FOLDER,
        blank=True,
        help_text=_("A PNG, JPEG or WebP picture, shown beside the name on a dark background."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[colour],
        help_text=_("For links and buttons in light mode, for example #0B5470. If empty, the standard colour is used."),
    )
    accent_colour_dark = models.CharField(
        _("accent colour in dark mode"),
        max_length=7,
        blank=True,
        validators=[colour],
        help_text=_("If empty, the accent colour is lightened until links are readable."),
    )

    time_zone = models.CharField(_("Default time zone"), max_length=64, blank=True)
    content_languages = models.JSONField(
        _("Content languages"),
        default=list,
        blank=True,
        help_text=_(
            "Languages of names, proposals, inquiries and answers. If empty, the interface languages are used."
        ),
    )
    emergency_number = models.CharField(
        _("emergency number"),
        max_length=20,
        default="112",
        blank=True,
        validators=[RegexValidator(r"^\+?[0-9 ]+$", _("Enter digits and spaces only."))],
        help_text=_("Shown as “If you are in danger, call …” while help for people in danger is on."),
    )

    shows_help = models.BooleanField(
        _("help for people in danger"),
        default=False,
        help_text=_("Hotlines, the emergency number and the links to them."),
    )
    shows_treaties = models.BooleanField(_("Treaties"), default=True)
    shows_campaigns = models.BooleanField(_("Campaigns"), default=True)
    shows_library = models.BooleanField(_("Library"), default=True)
    shows_inquiries = models.BooleanField(_("Inquiries"), default=True)
    shows_evaluation = models.BooleanField(_("Evaluation"), default=True)

    version = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    panels: ClassVar = [
        MultiFieldPanel([*_text("name"), *_text("short_name"), *_text("tagline")], heading=capfirst(_("name"))),
        MultiFieldPanel([*_text("subject"), *_text("region")], heading=_("Subject and region")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("emblem", "accent_colour", "accent_colour_dark")], heading=_("Appearance")
        ),
        MultiFieldPanel([FieldPanel("sender_name"), FieldPanel("sender_address")], heading=_("E-mails")),
        MultiFieldPanel(
            [FieldPanel("time_zone"), FieldPanel("content_languages")], heading=_("Time zone and languages")
        ),
        MultiFieldPanel(
            [*(FieldPanel(f"shows_{part}") for part in SitePart), FieldPanel("emergency_number")],
            heading=_("Parts of the site"),
        ),
        MultiFieldPanel(_text("legal_notice"), heading=_("Legal notice")),
    ]

    class Meta:
        verbose_name = _("This site")
        verbose_name_plural = _("This site")

    def local_text_of(self, field: str) -> LocalText:
        """Return the text of this field in the reader's language, or else in the original's."""
        others: Mapping[str, str] = getattr(self, f"{field}s")
        return text_in_language(getattr(self, field), others)

    @property
    def local_name(self) -> LocalText:
        """Return the name; if none was given, the host's WAGTAIL_SITE_NAME or a general name."""
        if self.name:
            return self.local_text_of("name")
        named = getattr(settings, "WAGTAIL_SITE_NAME", "")
        return _spoken(gettext(named) if named else gettext("Networks of parliamentarians"))

    @property
    def local_short_name(self) -> LocalText:
        return self.local_text_of("short_name") if self.short_name else _spoken(gettext("Networks"))

    @property
    def local_tagline(self) -> LocalText:
        return self.local_text_of("tagline")

    @property
    def local_region(self) -> LocalText:
        return self.local_text_of("region")

    @property
    def local_subject(self) -> LocalText:
        """Return the subject as a phrase, or the words "the subject"."""
        return self.local_text_of("subject") if self.subject else _spoken(gettext("the subject"))

    @property
    def local_legal_notice(self) -> LocalText:
        return self.local_text_of("legal_notice")

    @property
    def full_name(self) -> str:
        """Return name and tagline in one line."""
        return f"{self.local_name} {self.local_tagline}".strip()

    @property
    def sender(self) -> str:
        """Return the sender of e-mails for the header; DEFAULT_FROM_EMAIL if no address was given."""
        standard_name, standard_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        name = self.sender_name or self.name or standard_name
        return formataddr((name, self.sender_address or standard_address))

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of visitors and new accounts; the host's TIME_ZONE if none was chosen."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def danger_number(self) -> str:
        """Return the emergency number if the help pages are on; otherwise ""."""
        return self.emergency_number if self.shows_help else ""

    @property
    def danger_dialled(self) -> str:
        """Return the emergency number as telephones dial it."""
        return self.danger_number.replace(" ", "")

    @property
    def accent_on_dark(self) -> str:
        """Return the accent colour for dark pages: the given one, or the light one, made lighter until legible."""
        if self.accent_colour_dark or not self.accent_colour:
            return self.accent_colour_dark
        return lighten_until_readable(self.accent_colour, DARK_GROUNDS)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note that a form which was loaded before this moment is out of date."""
        self.version += 1
        super().save(*args, **kwargs)

    def shows(self, part: SitePart) -> bool:
        """Return whether this part of the site is on. Treaties are on only if evaluation is."""
        if part == SitePart.TREATIES and not self.shows_evaluation:
            return False
        return bool(getattr(self, f"shows_{part}"))


def _spoken(words: str) -> LocalText:
    return LocalText(words, get_language() or "en")


def _load() -> SiteSettings:
    found: SiteSettings | None = SiteSettings.objects.first()
    return found or SiteSettings()


SITE: ProcessCache[SiteSettings] = ProcessCache("site", _load, seconds_known=SECONDS_KNOWN)
models.signals.post_save.connect(SITE.forget, sender=SiteSettings, dispatch_uid="the settings of the site were saved")
models.signals.post_delete.connect(SITE.forget, sender=SiteSettings, dispatch_uid="the settings were deleted")


def this_site() -> SiteSettings:
    """Return the settings of this site, at most a second old; defaults if none were saved.

    All readers in this process share one object: do not change or save it.
    """
    return SITE.get()


def is_open(code: Any) -> bool:
    """Return whether this view or source belongs to no part of the site, or to one that is switched on."""
    part = part_of(code)
    return part is None or this_site().shows(part)
