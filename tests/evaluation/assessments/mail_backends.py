"""E-mail backends for tests."""

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class RefusingBackend(BaseEmailBackend):
    """Refuses every e-mail."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError
