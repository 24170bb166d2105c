/**
 * `<error-summary>`: takes the focus when a form comes back with errors, with the page or in a part of it; says so in the
 * title; and its links go to the control, also where that is folded away.
 */

class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.mark = this.dataset.prefix ?? "";
    if (!document.title.startsWith(this.mark)) document.title = this.mark + document.title;
    this.addEventListener("click", (event) => this.follow(event));
    open(this);
    this.focus();
  }

  /** The part of the page that it stood in came again without errors. */
  disconnectedCallback() {
    const { mark = "" } = this;
    if (document.title.startsWith(mark)) document.title = document.title.slice(mark.length);
  }

  /** @param {Event} event */
  follow(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    const control = document.getElementById(link?.getAttribute("href")?.slice(1) ?? "");
    if (!control) return;
    event.preventDefault();
    open(control);
    control.focus({ preventScroll: true });
    (control.closest(".field") ?? control).scrollIntoView({ block: "nearest" });
  }
}

/** @param {Element} element that is to be seen */
function open(element) {
  for (let folded = element.closest("details"); folded; folded = folded.parentElement?.closest("details") ?? null) folded.open = true;
}

customElements.define("error-summary", ErrorSummary);
