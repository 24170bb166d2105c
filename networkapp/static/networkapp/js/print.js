/**
 * `<print-page hidden>` shows its button where there is script, which prints the page as print.css lays it out. At the
 * foot of each sheet stands `data-running`, so that a single one says what it is of.
 */
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    document.documentElement.style.setProperty("--running", JSON.stringify(this.dataset.running ?? document.title));
    this.querySelector("button")?.addEventListener("click", () => window.print());
  }
}

customElements.define("print-page", PrintPage);
