"""Short functions that create columns, one for each type of content."""

from django.utils.functional import Promise

from evaluation.exchange.tables import TableColumn


def text(name: str, about: str | Promise, *, is_key: bool = False, codes: str = "") -> TableColumn:
    """Return a column of text. `codes` is the id of the code list of its cells, if it has one."""
    return TableColumn(name=name, type="string", about=about, is_key=is_key, codes=codes)


def whole(name: str, about: str | Promise, *, is_key: bool = False) -> TableColumn:
    """Return a column of whole numbers."""
    return TableColumn(name=name, type="integer", about=about, is_key=is_key)


def number(name: str, about: str | Promise) -> TableColumn:
    """Return a column of numbers."""
    return TableColumn(name=name, type="number", about=about)


def yes_no(name: str, about: str | Promise) -> TableColumn:
    """Return a column of true and false."""
    return TableColumn(name=name, type="boolean", about=about)


def day(name: str, about: str | Promise) -> TableColumn:
    """Return a column of dates."""
    return TableColumn(name=name, type="date", about=about)
