"""Documents that are packages of parts (DOCX, EPUB), put together anew so that the same text makes the same bytes."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Change = Callable[[bytes], bytes]

FIRST = "mimetype"
"""The part by which an EPUB is known: in front and not packed."""
TIMED = {"docProps/core.xml", "EPUB/content.opf"}
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def rebuild_package(
    package: bytes,
    *,
    dated: datetime,
    changes: Mapping[str, Change] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the package with changed parts, and with `more` added; all its times are set to one moment."""
    moment = dated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(package)) as before:
        parts = {name: before.read(name) for name in before.namelist()} | dict(more or {})
    for name in parts:
        if name in TIMED:
            parts[name] = MOMENT.sub(moment, parts[name])
        if changes and name in changes:
            parts[name] = changes[name](parts[name])
    return make_package(parts, dated=dated)


def make_package(parts: Mapping[str, bytes], *, dated: datetime) -> bytes:
    """Return a ZIP package of these parts, all with the same time, so that equal parts give equal bytes."""
    output, stamp = BytesIO(), dated.astimezone(UTC).timetuple()[:6]
    with ZipFile(output, "w", ZIP_DEFLATED) as after:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            info = ZipInfo(name, date_time=stamp)
            info.compress_type = ZIP_STORED if name == FIRST else ZIP_DEFLATED
            after.writestr(info, parts[name])
    return output.getvalue()
