/** `<fresh-parts>`: the parts of it that have a name are asked for again when what waits for the reader changes. */

class FreshParts extends HTMLElement {
  connectedCallback() {
    /** @type {string} */
    this.known = "";
    /** @type {(event: Event) => void} */
    this.changed = (event) => this.compare(/** @type {CustomEvent} */ (event).detail);
    document.addEventListener("networkapp:waiting", this.changed);
    document.dispatchEvent(new Event("networkapp:waiting-asked"));
  }

  disconnectedCallback() {
    if (this.changed) document.removeEventListener("networkapp:waiting", this.changed);
  }

  /** @param {object | null} state */
  compare(state) {
    const now = JSON.stringify(state);
    if (!state || now === this.known) return;
    this.known = now;
    this.refresh();
  }

  async refresh() {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of this.querySelectorAll("[data-fresh]")) {
      const fresh = page.querySelector(`[data-fresh="${part.getAttribute("data-fresh")}"]`);
      if (fresh && fresh.innerHTML !== part.innerHTML) this.replace(part, fresh);
    }
    document.dispatchEvent(new Event("networkapp:waiting-asked"));
  }

  /**
   * @param {Element} part
   * @param {Element} fresh
   */
  replace(part, fresh) {
    const focused = part.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    part.replaceChildren(...fresh.childNodes);
    if (focused) /** @type {HTMLElement | null} */ (part.querySelector(`a[href="${CSS.escape(focused)}"]`))?.focus();
  }
}

customElements.define("fresh-parts", FreshParts);
