/**
 * `<own-part>`: a part of the page that every reader sees differently, and that frames can therefore not carry. It is
 * asked for again at `data-address` when an event of one of `data-kinds` has `data-number` as its `data-of`, and is the
 * `data-change` where one is named; not while something is written in it. Without `data-of` any event of these kinds will
 * do, and outside of a `<live-network>` those of all that the page follows. When its content is no longer for its
 * reader, it shows `data-gone` instead.
 */

/** @typedef {{ process(element: Element): void }} Htmx */

export class OwnPart extends HTMLElement {
  connectedCallback() {
    this.page = this.closest("live-network") ?? document;
    /** @type {(event: Event) => void} */
    this.applied = (event) => this.hear(/** @type {CustomEvent} */ (event).detail);
    this.page?.addEventListener("applied", this.applied);
    this.addEventListener("focusout", () => window.setTimeout(() => this.stale && this.refresh()));
    this.stale = false;
  }

  disconnectedCallback() {
    if (this.applied) this.page?.removeEventListener("applied", this.applied);
  }

  /** @param {import("./socket.js").EventFrame} frame */
  hear({ kind, data }) {
    const { kinds = "", of, number, change = data.change } = this.dataset;
    const concerned = !of || String(data[of]) === number;
    if (kinds.split(" ").includes(kind) && concerned && data.change === change) this.refresh();
  }

  /** @returns {boolean} whether something is being written here, or chosen */
  get isUsed() {
    const written = [...this.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
    const chosen = [...this.querySelectorAll("input")].some(
      (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
    );
    return this.contains(document.activeElement) || written || chosen;
  }

  async refresh() {
    this.stale = this.isUsed;
    if (this.stale) return;
    const headers = { "HX-Request": "true" };
    const answer = await fetch(this.dataset.address ?? "", { headers }).catch(() => null);
    if (answer?.status === 404 && this.dataset.gone) this.textContent = this.dataset.gone;
    if (!answer?.ok || answer.redirected) return;
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    this.stale = this.isUsed;
    if (this.stale || !this.isConnected) return;
    this.replaceChildren(made.content);
    const { htmx } = /** @type {{ htmx?: Htmx }} */ (/** @type {unknown} */ (window));
    htmx?.process(this);
    this.dispatchEvent(new Event("networkapp:renewed", { bubbles: true }));
  }
}
