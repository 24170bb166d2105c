"""Open an uploaded workbook, limited to the size that a person can fill in, whatever the file claims."""

import re
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries

from networkapp.files.kinds import RejectedFile

# A single part can be named as many sheets, and would be read as often; each row is held against all merged ranges.
MAX_SHEETS = 30
MAX_MERGED_RANGES = 500
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
MergedRange = tuple[str, tuple[int, int, int, int]]
"""A range such as "C3:C5", and its bounds: left, top, right, bottom."""


class _Reader(ExcelReader):
    def read_worksheets(self) -> None:
        if len(self.parser.sheets) > MAX_SHEETS:
            raise RejectedFile("bomb")
        super().read_worksheets()


def open_book(content: bytes) -> Any:
    """Return the workbook for reading as a stream. RejectedFile (`bomb`) if it has too many sheets."""
    reader = _Reader(BytesIO(content), read_only=True, keep_links=False)
    reader.read()
    return reader.wb


def merged_ranges(sheet: Any, archive: ZipFile) -> list[MergedRange]:
    """Return the merged ranges, which a stream of rows does not have. RejectedFile (`bomb`) if there are too many."""
    content = archive.read(sheet._worksheet_path)
    refs = [found[1].decode("ascii") for found in islice(_MERGED.finditer(content), MAX_MERGED_RANGES + 1)]
    if len(refs) > MAX_MERGED_RANGES:
        raise RejectedFile("bomb")
    bounds: Any = range_boundaries
    return [(ref, bounds(ref)) for ref in refs]
