/** `<answering-line>`: which message the composer answers. A click on "Answer" brings it here without leaving the page. */

const LONGEST = 160;

export class AnsweringLine extends HTMLElement {
  connectedCallback() {
    this.closest("live-network")?.addEventListener("click", (event) => this.clicked(event));
    this.describe();
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
    this.describe();
    this.fill("[data-who]", said?.querySelector("header h2")?.textContent ?? "");
    const words = said?.querySelector(".text")?.textContent?.trim().replace(/\s+/g, " ") ?? "";
    this.fill("[data-quoted]", words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words);
    this.querySelector(".errorlist")?.remove();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The author of the quoted message, and errors, are read out with the field. */
  describe() {
    const words = this.hidden ? "write-problem" : "write-answers write-problem";
    this.closest("form")?.querySelector("textarea")?.setAttribute("aria-describedby", words);
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
