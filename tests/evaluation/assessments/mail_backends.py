"""Post offices to test with."""

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Closed(BaseEmailBackend):
    """Takes nothing."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError
