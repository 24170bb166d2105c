"""A refusal in short: its code and its field."""

from typing import Any

import pytest

from networkapp.errors import Refused


def refused(what: Any, *args: Any, **kwargs: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refusal:
        what(*args, **kwargs)
    return refusal.value.code, refusal.value.field
