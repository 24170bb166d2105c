"""Pages and sockets in one process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
pages = get_asgi_application()

# Models can be imported only once Django stands, hence the place of these lines.
from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from networkapp.routing import websocket_urlpatterns as network_sockets  # noqa: E402

sockets = AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter([*network_sockets])))
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
