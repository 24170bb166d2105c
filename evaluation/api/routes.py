"""What evaluation registers with networkapp's API."""

from ninja import Router

from evaluation.api import findings, frameworks, results, series, treaties, verdicts
from networkapp.api.never import never_ranked

router = Router()
router.add_decorator(never_ranked)
for part in (frameworks, results, series, treaties, findings, verdicts):
    router.add_router("", part.router)
