"""Every case starts with an empty cache and with everything loaded that a process loads once."""

from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache

from networkapp import memory_cache
from networkapp.administration.rights import MEMBERS
from networkapp.models.page_languages import LANGUAGES_BESIDE
from networkapp.models.site_settings import SITE
from networkapp.pages import cache as freshness
from tests.factories.site import make_site


@pytest.fixture(autouse=True)
def same_start(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    make_site(shows_help=True)
    ContentType.objects.get_for_models(*apps.get_models())
    # Time is frozen: values cached for a second are valid for a whole case, however slow the machine is.
    now = monotonic()
    for module in (memory_cache, freshness):
        monkeypatch.setattr(module, "monotonic", lambda: now)
    freshness._known.clear()
    for kept in (SITE, LANGUAGES_BESIDE, MEMBERS):
        kept.get()
