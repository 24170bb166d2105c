"""The page of a procedure as the holder of a seat sees it."""

from django.test import Client

from networkapp.decisions.models import Procedure
from networkapp.models import Seat

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(seat: Seat) -> Client:
    client = Client()
    client.force_login(seat.user, backend=BACKEND)
    return client


def page(seat: Seat, procedure: Procedure, **query: str) -> str:
    return sign_in(seat).get(procedure.get_absolute_url(), query).content.decode()
