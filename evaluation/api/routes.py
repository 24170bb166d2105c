"""What evaluation registers with networkapp's API."""

from ninja import Router

from evaluation.api import frameworks, results, series, treaties

router = Router()
for part in (frameworks, results, series, treaties):
    router.add_router("", part.router)
