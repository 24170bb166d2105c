"""Pages and sockets in one process."""

import gc
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
pages = get_asgi_application()

# Models can be imported only once Django is set up, hence the position of these lines.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import re_path  # noqa: E402

import config.urls  # noqa: E402, F401
from evaluation.routing import websocket_urlpatterns as evaluation_sockets  # noqa: E402
from networkapp.live.consumers import refuse_unknown_path  # noqa: E402
from networkapp.routing import websocket_urlpatterns as network_sockets  # noqa: E402

# Each socket reads its session, account and seats itself, at once: that is what a connection costs.
sockets = AllowedHostsOriginValidator(
    URLRouter([*network_sockets, *evaluation_sockets, re_path("", refuse_unknown_path)])  # type: ignore[arg-type]
)
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})

# What exists from here on is never garbage: not searching it again and again spares every socket a pause.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
