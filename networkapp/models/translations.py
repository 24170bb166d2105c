"""Texts in more languages than the original: one row per language, which knows which original it was made from.

Names, which half of all pages show, keep their other languages in the same row, by code, so that no page asks for them.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import chain
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networkapp.languages.codes import own_name
from networkapp.models.languages import LanguageTagField


def text_hash(*parts: str) -> str:
    """Return a short hash of the original, to check later whether a translation is still of it."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class LocalText(str):
    """A text that knows its language."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return the arguments for unpickling from a cache."""
        return str(self), self.language


class MixedText(str):
    """A text whose parts have languages of their own, which it knows; `mixed` and `join_mixed` create it."""

    __slots__ = ("parts",)
    parts: tuple[LocalText, ...]

    def __new__(cls, text: str, parts: Iterable[Any]) -> Self:
        made = super().__new__(cls, text)
        made.parts = tuple(chain.from_iterable(map(_in_their_languages, parts)))
        return made


def format_mixed(words: str, **values: Any) -> MixedText:
    """Return the sentence with the `values` in its placeholders."""
    return MixedText(words % values, values.values())


def join_mixed(*texts: Any, between: str = ". ") -> MixedText:
    """Return the texts one after the other, without empty ones."""
    return MixedText(between.join(str(one) for one in texts if one), texts)


def _in_their_languages(text: Any) -> tuple[LocalText, ...]:
    if isinstance(text, MixedText):
        return text.parts
    return (text,) if text and isinstance(text, LocalText) else ()


def text_in_language(original: str, others: Mapping[str, str]) -> LocalText:
    """Return the text in the reader's language if `others` (by code) has it; otherwise the English original."""
    language = get_language() or "en"
    translation = others.get(language)
    return LocalText(translation, language) if translation else LocalText(original, "en")


def texts_in_other_languages(others: Mapping[str, str]) -> list[LocalText]:
    """Return the texts in languages that the interface does not speak, in the order of what these call themselves."""
    found = [LocalText(text, code) for code, text in others.items() if text and code not in dict(settings.LANGUAGES)]
    return sorted(found, key=lambda text: own_name(text.language).casefold())


class Translation(models.Model):
    """Base of a translation of a title and a text. Subclasses add `source`, a foreign key named `translations`."""

    language = LanguageTagField(_("Language"), help_text=_("Name or ISO 639 code, such as Italian or lld."))
    title = models.CharField(_("Title"), max_length=300)
    text = models.TextField(_("Text"), blank=True)
    source_hash = models.CharField(max_length=16, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Translatable(models.Model):
    """Base of what has a title and a text with translations. Prefetch `translations` where many are shown."""

    title = models.CharField(_("Title"), max_length=300)
    text = models.TextField(_("Text"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def source_hash(self) -> str:
        return text_hash(self.title, self.text)

    def in_language(self, language: str | None = None) -> "Self | Translation":
        """Return the translation into `language` (by default the reader's), or the original if there is none."""
        wanted = language or get_language() or "en"
        for translation in self.translations.all():  # type: ignore[attr-defined]
            if translation.language == wanted:
                return translation  # type: ignore[no-any-return]
        return self

    @property
    def local_title(self) -> LocalText:
        return LocalText(self.in_language().title or self.title, self.title_language)

    @property
    def local_text(self) -> LocalText:
        return LocalText(self.in_language().text or self.text, self.text_language)

    @property
    def title_language(self) -> str:
        """Return the language of `local_title`."""
        found = self.in_language()
        return found.language if isinstance(found, Translation) and found.title else getattr(self, "language", "en")

    @property
    def text_language(self) -> str:
        """Return the language of `local_text`; originals are in English, unless marked otherwise."""
        found = self.in_language()
        return found.language if isinstance(found, Translation) and found.text else getattr(self, "language", "en")

    @property
    def unspoken_names(self) -> list[LocalText]:
        """Return the titles in languages that the interface does not speak, which no reader gets as `local_title`."""
        return texts_in_other_languages({one.language: one.title for one in self.translations.all()})  # type: ignore[attr-defined]

    @property
    def unspoken_texts(self) -> list[LocalText]:
        """Return the texts in languages that the interface does not speak."""
        return texts_in_other_languages({one.language: one.text for one in self.translations.all()})  # type: ignore[attr-defined]
