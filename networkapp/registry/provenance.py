"""Registry of models whose things appear in dossiers and can lead to other things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from networkapp.registry import ReadableRows, sort_registered
from networkapp.text.redaction import VisiblePassage
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A piece of a dossier: words, a `quote` of somebody, a numbered one, or `changes` between two texts.

    `language` is that of the words, if it need not be the reader's. `passages` are the same words in stretches, if some
    of them are withheld from somebody; `withheld_because` is the reason.
    """

    words: str = ""
    heading: str = ""
    quote: bool = False
    number: int | None = None
    language: str = ""
    changes: tuple[Any, ...] = ()
    passages: tuple[VisiblePassage, ...] = ()
    withheld_because: str = ""

    @property
    def is_for_few(self) -> bool:
        """Return whether the reader is shown words that are withheld from others."""
        return any(passage.withheld and passage.words for passage in self.passages)


@dataclass(frozen=True, kw_only=True)
class DossierEntry:
    """A step of a dossier as its reader can see it: when it happened, the seat or body it came from, and its text.

    One that `stands` is no event: it is shown as it is today, after all events. Until `embargo_until` others do not see
    it; `to_others` is what they see instead, if they know of it.
    """

    at: datetime
    by: str = ""
    text: tuple[Paragraph, ...] = ()
    stands: bool = False
    embargo_until: datetime | None = None
    to_others: str = ""

    @property
    def is_for_few(self) -> bool:
        """Return whether part of the step is withheld from others."""
        return self.embargo_until is not None or any(each.is_for_few for each in self.text)


DossierSource = Callable[[Sequence[Any], Any], Mapping[int, DossierEntry]]


@dataclass(frozen=True, kw_only=True)
class DossierPart:
    """A model whose things lead to others, and come from others.

    `label` is the name of the kind, `where(user=)` returns which of them that user can see, `name(thing)` the name of
    one, and `describe(things, user)` what a dossier shows of these, by primary key, in a constant number of queries.
    Fields in `causes` name what one came from, and in `effects` what came from it, if its own row has that. `network`
    is the path to the primary key of its network ("topic.network_id"), of rows that `where` has loaded.
    """

    model: Any
    label: str | Promise
    where: ReadableRows
    describe: DossierSource
    name: Callable[[Any], str] = str
    causes: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    network: str = ""
    order: int = 100


dossier_parts: dict[str, DossierPart] = {}


def register_dossier_part(
    model: Any,
    *,
    label: str | Promise,
    where: ReadableRows,
    describe: DossierSource,
    name: Callable[[Any], str] = str,
    causes: tuple[str, ...] = (),
    effects: tuple[str, ...] = (),
    network: str = "",
    order: int = 100,
) -> None:
    """Allow things of this model to lead to others and come from others, and to be in dossiers.

    What `where(user=)` leaves out does not exist for that user. `order` is the position of its kind among what came of
    one thing.
    """
    dossier_parts[model._meta.model_name] = DossierPart(
        model=model,
        label=label,
        where=where,
        describe=describe,
        name=name,
        causes=causes,
        effects=effects,
        network=network,
        order=order,
    )
    sort_registered(dossier_parts, key=lambda kind: dossier_parts[kind].order)


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """Draft questions to governments that follow from a thing, to be checked by the person who asks them.

    `network` is where they are to be asked, None if any will do; `subjects` are those of the inquiry. `about` is what
    each question asks for, in their order: an answer to it matters for that.
    """

    title: str
    questions: tuple[str, ...] = ()
    why: str = ""
    language: str = ""
    network: Any = None
    subjects: tuple[Any, ...] = ()
    about: tuple[Any, ...] = ()


class QuestionSource(Protocol):
    """A function that drafts questions to governments about `thing`; None if `user` can ask none."""

    def __call__(self, *, thing: Any, user: AnyUser, part: str) -> QuestionDraft | None: ...


question_sources: dict[str, QuestionSource] = {}


def register_questions(model: Any, draft: QuestionSource) -> None:
    """Allow drafting an inquiry from things of this model, which are also in dossiers.

    `draft(thing=, user=, part=)` returns the questions that `user`, who can see the thing, may make of it or of this
    `part` of it; None if they may make none.
    """
    question_sources[model._meta.model_name] = draft
