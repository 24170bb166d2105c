"""The router that evaluation registers with networkapp's API."""

from ninja import Router

from evaluation.api import answers, conclusions, findings, frameworks, results, series, treaties
from networkapp.api.never import never_ranked

router = Router()
router.add_decorator(never_ranked)
for part in (frameworks, results, answers, series, treaties, findings, conclusions):
    router.add_router("", part.router)
