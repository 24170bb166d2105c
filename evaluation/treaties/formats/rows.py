"""The rows of treaty actions that files are parsed into, whatever their format."""

import datetime
from dataclasses import dataclass

from evaluation.exchange.delimited import RowProblem


@dataclass(frozen=True, kw_only=True)
class Act:
    """A treaty action as a file states it: what (a kind of TreatyAction), when, and its source.

    `period` is a year or month without a day. `text` is that of a reservation or declaration, `articles` those of the
    treaty that it is about; `as_of` and `checked_on` are the dates of the source and of access, if the row has them;
    `own_kind` is the key of a kind of its own.
    """

    kind: str
    own_kind: str = ""
    as_of: str = ""
    checked_on: datetime.date | None = None
    date: datetime.date | None = None
    period: str = ""
    takes_effect_on: datetime.date | None = None
    source_url: str = ""
    articles: str = ""
    territories: str = ""
    text: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One state and one treaty, named as the file names them; `line` is where the row begins."""

    line: int
    state: str
    iso3: str = ""
    instruments: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TreatyFile:
    """A file that was read: `broken` are the rows that could not be read, `notes` what the rows leave out.

    `instruments` are names of the one treaty that the whole file is about, `as_of` is the date that the file states
    about itself, and `source` its publisher. A `complete` file has all states that signed or joined. `form` is its
    name in messages and tests.
    """

    form: str
    rows: tuple[Row, ...]
    broken: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()
    instruments: tuple[str, ...] = ()
    as_of: str = ""
    source: str = ""
    complete: bool = False
