/**
 * `<quick-exit>` has a plain link to another site. With script that site takes the place of the page in the history of the
 * browser, the page is gone at once, and pressing Escape twice does the same. Choosing a country adds no entry to the history.
 */
const TWICE_WITHIN = 1_500;

class QuickExit extends HTMLElement {
  connectedCallback() {
    const hint = this.querySelector("[hidden]");
    if (hint instanceof HTMLElement) hint.hidden = false;
    this.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("click", stayInOneEntry);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - this.last < TWICE_WITHIN) this.leave();
    this.last = event.timeStamp;
  }

  last = -TWICE_WITHIN;

  leave() {
    const address = this.querySelector("a")?.href;
    if (!address) return;
    document.title = "…";
    document.body.replaceChildren();
    location.replace(address);
  }
}

/** @param {MouseEvent} event */
function stayInOneEntry(event) {
  const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  location.replace(link.getAttribute("href") ?? "#");
}

customElements.define("quick-exit", QuickExit);
