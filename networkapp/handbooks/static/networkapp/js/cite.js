/**
 * A link with `data-cite` shows here, in a popover, what its page says in `data-cited`, with what copies it (copy.js).
 * Without script the link leads to that page.
 */

document.addEventListener("click", (event) => {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest?.("a[data-cite]"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !HTMLElement.prototype.showPopover) return;
  event.preventDefault();
  void open(link);
});

/** @param {HTMLAnchorElement} link */
async function open(link) {
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const cited = page.querySelector("[data-cited]");
    if (!answer.ok || !cited) throw new Error(String(answer.status));
    show(link, cited);
  } catch {
    location.assign(link.href);
  }
}

/** @param {HTMLElement} link @param {Element} cited */
function show(link, cited) {
  const place = document.createElement("div");
  place.popover = "auto";
  place.className = "citing";
  place.setAttribute("role", "dialog");
  place.setAttribute("aria-label", cited.querySelector("h1")?.textContent ?? "");
  place.tabIndex = -1;
  place.append(document.importNode(cited, true));
  place.querySelector("h1")?.remove();
  const close = /** @type {HTMLElement | null} */ (place.querySelector("[data-close]"));
  close?.removeAttribute("hidden");
  close?.addEventListener("click", () => place.hidePopover());
  place.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") place.remove();
  });
  link.closest(".section-head")?.append(place);
  link.focus();
  place.showPopover();
  place.focus();
}
