"""A row in any model, with no more said of it than its fields ask for: for tests that look at every model."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

_numbers = itertools.count(1)


class Rows:
    """Makes one row of each model that is asked for.

    Where a row may point to one of `everywhere`, it does; else only where it must. `known` are rows that exist;
    `fields` holds values of fields by model. Free text of models that `is_own` says `mark`, also in their files.
    """

    def __init__(
        self,
        *,
        everywhere: list[Any],
        known: list[Any],
        fields: dict[type, dict[str, Any]],
        mark: str = "",
        is_own: Callable[[Any], bool] = lambda _model: False,
    ) -> None:
        self.mark, self.is_own, self.files = mark, is_own, list[Any]()
        self.everywhere = {type(one) for one in everywhere}
        self.made: dict[Any, Any] = {type(one): one for one in (*everywhere, *known)}
        self.fields = fields

    def one(self, model: type[models.Model]) -> Any:
        """The row of this model, made where there is none yet, and without what a `save` would do besides."""
        if model not in self.made:
            fields = dict(self.fields.get(model, {}))
            for field in model._meta.concrete_fields:
                if field.name not in fields and not field.primary_key:
                    self._fill(field, fields)
            self.made[model] = model._base_manager.bulk_create([model(**fields)])[0]
        return self.made[model]

    def _text(self, field: Any) -> Any:
        """Return the marker text for a field that can hold it, in a model with a person's own data; None otherwise."""
        if not self.is_own(field.model) or field.choices or (field.max_length or 200) < len(self.mark):
            return None
        if isinstance(field, models.FileField):
            name = field.storage.save("own.bin", ContentFile(self.mark.encode()))
            self.files.append((field.storage, name))
            return name
        if isinstance(field, models.JSONField):
            return {"text": self.mark}
        if isinstance(field, models.BinaryField):
            return self.mark.encode()
        return self.mark if isinstance(field, (models.CharField, models.TextField)) else None

    def _fill(self, field: Any, data: dict[str, Any]) -> None:
        target = field.related_model
        if target is not None:
            if target in self.everywhere or not field.null:
                data[field.name] = self.one(target)
        elif (own := self._text(field)) is not None:
            data[field.name] = own
        elif not field.has_default() and not field.null:
            data[field.name] = value_for(field)


def value_for(field: Any) -> Any:
    """Return a value that the column accepts, a different one each time for texts."""
    number = next(_numbers)
    match field:
        case models.FileField():
            return field.storage.save(f"made-{number}.bin", ContentFile(b"made"))
        case models.CharField() | models.TextField():
            return field.choices[0][0] if field.choices else f"x{number}"[: field.max_length or 20]
        case models.BooleanField():
            return False
        case models.UUIDField():
            return uuid4()
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return timezone.localdate()
        case models.DurationField():
            return timedelta(1)
        case models.JSONField():
            return {}
        case models.BinaryField():
            return b"made"
        case models.GenericIPAddressField():
            return "192.0.2.1"
    return number
