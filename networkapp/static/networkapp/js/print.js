// <print-page hidden> shows its button where there is script, which prints the page as print.css lays it out.
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => window.print());
  }
}

customElements.define("print-page", PrintPage);
