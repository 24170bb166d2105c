"""The five-minute guides, for everybody; they show demonstration content alone. And the site as an app on a phone."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from home.domain.guide_steps import GUIDES
from home.domain.guides import dismiss_guides
from networkapp.models import this_site


def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "home/guide/guides.html", {"guides": GUIDES.values()})


def guide(request: HttpRequest, role: str) -> HttpResponse:
    if role not in GUIDES:
        raise Http404
    others = [other for other in GUIDES.values() if other.slug != role]
    return render(request, "home/guide/guide.html", {"guide": GUIDES[role], "others": others})


@require_POST
@login_required
def dismiss_guides_view(request: HttpRequest) -> HttpResponse:
    dismiss_guides(user=request.user)
    return redirect("networkapp:desk")


def web_app(request: HttpRequest) -> JsonResponse:
    """What a phone needs to keep the site on its home screen; some wake nobody whose site is not there."""
    icons = [{"src": static("home/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}]
    for size in (192, 512):
        icon = {"src": static(f"home/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        icons.append({**icon, "purpose": "any maskable"})
    site = this_site()
    manifest = {
        "id": "/",
        "name": site.local_name,
        "short_name": site.local_short_name,
        "lang": get_language(),
        "start_url": reverse("networkapp:desk"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#0A3143",
        "theme_color": "#0A3143",
        "icons": icons,
    }
    return JsonResponse(manifest, content_type="application/manifest+json")
