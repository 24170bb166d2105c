/** `<kept-copies>`: lists the handbooks that are kept on this device, with or without network, and removes them. */

import { allCopies, removeCopy, tell } from "./copies.js";

class KeptCopies extends HTMLElement {
  connectedCallback() {
    void this.list();
    const offline = () => this.querySelector("[data-offline]")?.toggleAttribute("hidden", navigator.onLine && location.pathname === this.dataset.place);
    offline();
    window.addEventListener("online", offline);
    window.addEventListener("offline", offline);
  }

  async list() {
    const all = "caches" in window ? await allCopies(this.dataset.place ?? "") : [];
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const rows = all.map((copy) => {
      const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      this.fill(row, copy.facts);
      row.querySelector("button")?.addEventListener("click", () => this.remove_(copy.name));
      return row;
    });
    this.querySelector("[data-list]")?.replaceChildren(...rows);
    this.querySelector("[data-none]")?.toggleAttribute("hidden", all.length > 0);
  }

  /** @param {DocumentFragment} row @param {import("./copies.js").Facts} facts */
  fill(row, facts) {
    const link = /** @type {HTMLAnchorElement} */ (row.querySelector("h2 a"));
    link.href = facts.address;
    link.textContent = facts.title;
    link.lang = facts.language;
    tell(row, facts);
    const newer = /** @type {HTMLElement | null} */ (row.querySelector("[data-newer]"));
    const isNewer = Boolean(facts.newest) && facts.newest !== facts.edition;
    if (!newer || !isNewer) return newer?.remove();
    newer.querySelector("a")?.setAttribute("href", facts.newest_at);
  }

  /** @param {string} name */
  async remove_(name) {
    await removeCopy(name, this.dataset.worker ?? "");
    await this.list();
    const said = this.querySelector("[role=status]");
    if (said) said.textContent = this.dataset.wordRemoved ?? "";
    this.querySelector("h1")?.focus();
  }
}

customElements.define("kept-copies", KeptCopies);
