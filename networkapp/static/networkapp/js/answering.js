/** `<answering-line>`: which message the composer answers. A click on "Answer" brings it here without leaving the page. */

const LONGEST = 160;

export class AnsweringLine extends HTMLElement {
  connectedCallback() {
    this.closest("live-network")?.addEventListener("click", (event) => this.clicked(event));
  }

  /** @returns {HTMLInputElement} */
  get field() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  /** @param {Event} event */
  clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-reply], a[data-drop], a[data-write]") : null;
    if (!link) return;
    event.preventDefault();
    if (!link.hasAttribute("data-write")) this.answer(link.getAttribute("data-reply") ?? "");
    const form = this.closest("form");
    form?.querySelector("textarea")?.focus({ preventScroll: true });
    form?.scrollIntoView({ block: "start" });
  }

  /** @param {string} message its number; empty answers nobody in particular */
  answer(message) {
    const said = document.getElementById(`message-${message}`);
    this.field.value = message;
    this.hidden = !message;
    this.fill("[data-who]", said?.querySelector("header b")?.textContent ?? "");
    const words = said?.querySelector(".text")?.textContent?.trim().replace(/\s+/g, " ") ?? "";
    this.fill("[data-quoted]", words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words);
    this.querySelector(".errorlist")?.remove();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /**
   * @param {string} place
   * @param {string} words
   */
  fill(place, words) {
    const found = this.querySelector(place);
    if (found) found.textContent = words;
  }
}
