/** `<message-more>`: what a reader may do with a message opens below it, where its link "More" stands; again closes it. */

import { LiveNetwork } from "./live.js";

/** @typedef {{ ajax(verb: string, url: string, to: { target: Element, swap: string }): Promise<void>, process(element: Element): void }} Htmx */

export class MessageMore extends HTMLElement {
  connectedCallback() {
    this.place = /** @type {HTMLElement} */ (this.firstElementChild);
    this.open = "";
    this.pressed = "";
    this.page?.addEventListener("click", (event) => this.clicked(/** @type {MouseEvent} */ (event)));
    this.place.addEventListener("keydown", (event) => this.key(event));
    this.place.addEventListener("htmx:beforeSwap", () => (this.pressed = document.activeElement?.textContent?.trim() ?? ""));
    this.place.addEventListener("htmx:afterSettle", () => this.goOn());
    this.page?.addEventListener("htmx:confirm", (event) => this.wait(/** @type {CustomEvent} */ (event)));
  }

  /** @returns {LiveNetwork | null} */
  get page() {
    return this.closest("live-network");
  }

  /**
   * What the reader marks comes after what the page has reported as read.
   * @param {CustomEvent} event
   */
  async wait(event) {
    if (!event.detail.elt.matches("[data-marks]")) return;
    event.preventDefault();
    await this.page?.stopTelling();
    event.detail.issueRequest();
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-more]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.open === link.dataset.more) this.close();
    else this.show(link.dataset.more ?? "", link.href);
  }

  /**
   * @param {string} message its number
   * @param {string} address
   */
  async show(message, address) {
    const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (window));
    const place = /** @type {HTMLElement} */ (this.place);
    this.close();
    await htmx.ajax("GET", address, { target: place, swap: "innerHTML" });
    if (!place.firstElementChild) return;
    // htmx looks at what came a moment later; who is quicker than that would be led away by a form of it.
    htmx.process(place);
    this.open = message;
    document.getElementById(`message-${message}`)?.after(place);
    place.hidden = false;
    place.querySelector("h2")?.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const link = this.page?.querySelector(`a[data-more="${CSS.escape(this.open ?? "")}"]`);
    this.close();
    /** @type {HTMLElement | null | undefined} */ (link)?.focus();
  }

  /** The panel came back from the server: focus goes to the error, else to where it was, else to its title. */
  goOn() {
    const place = /** @type {HTMLElement} */ (this.place);
    if (place.hidden || !place.firstElementChild || place.contains(document.activeElement)) return;
    const wrong = place.querySelector("[aria-invalid=true]");
    const same = [...place.querySelectorAll("button")].find((one) => one.textContent?.trim() === this.pressed);
    const visible = same?.checkVisibility?.() ? same : null;
    const next = /** @type {HTMLElement | null} */ (wrong ?? visible ?? place.querySelector("h2"));
    next?.focus({ preventScroll: next.matches("h2") });
    next?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.open = "";
    this.place?.replaceChildren();
    this.place?.toggleAttribute("hidden", true);
  }
}
