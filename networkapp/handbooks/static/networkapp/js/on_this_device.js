/**
 * `<kept-copies>`: lists the handbooks that are saved on this device, online or offline, and removes them; and
 * incomplete ones, to continue or to remove.
 */

import { NotKept, allCopies, keepCopy, removeCopy, tell } from "./copies.js";

class KeptCopies extends HTMLElement {
  connectedCallback() {
    void this.list();
    const offline = () => this.querySelector("[data-offline]")?.toggleAttribute("hidden", navigator.onLine && location.pathname === this.dataset.place);
    offline();
    window.addEventListener("online", offline);
    window.addEventListener("offline", offline);
  }

  async list() {
    const { whole, begun } = "caches" in window ? await allCopies(this.dataset.place ?? "") : { whole: [], begun: [] };
    const rows = whole.map(({ name, facts }) => {
      const row = this.row("[data-whole]", name);
      this.fill(row, facts);
      return row;
    });
    for (const { name, facts } of begun) {
      const row = this.row("[data-begun]", name);
      const title = /** @type {HTMLElement} */ (row.querySelector("h2 span"));
      [title.textContent, title.lang] = [facts.title, facts.language];
      tell(row, facts);
      row.querySelector("[data-act=go-on]")?.addEventListener("click", (event) => this.goOn(event, facts));
      rows.push(row);
    }
    this.querySelector("[data-list]")?.replaceChildren(...rows);
    this.querySelector("[data-none]")?.toggleAttribute("hidden", rows.length > 0);
  }

  /** @param {string} template @param {string} name @returns {DocumentFragment} */
  row(template, name) {
    const made = /** @type {HTMLTemplateElement} */ (this.querySelector(template));
    const row = /** @type {DocumentFragment} */ (made.content.cloneNode(true));
    row.querySelector("[data-act=remove]")?.addEventListener("click", () => this.remove_(name));
    return row;
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

  /** @param {Event} event @param {import("./copies.js").Begun} begun */
  async goOn({ target }, { copy, reader }) {
    const row = /** @type {HTMLElement} */ (target).closest("li");
    for (const button of row?.querySelectorAll("button") ?? []) button.disabled = true;
    const bar = row?.querySelector("progress");
    bar?.removeAttribute("hidden");
    const told = (/** @type {number} */ done, /** @type {number} */ of) => {
      if (bar) [bar.value, bar.max] = [done, of];
    };
    const { place = "", worker = "" } = this.dataset;
    let word = "kept";
    try {
      await keepCopy({ address: copy, place, reader, worker, told });
    } catch (problem) {
      word = problem instanceof NotKept ? problem.message : "line";
    }
    await this.done(word);
  }

  /** @param {string} name */
  async remove_(name) {
    await removeCopy(name, this.dataset.worker ?? "");
    await this.done("removed");
  }

  /** @param {string} word */
  async done(word) {
    await this.list();
    const said = this.querySelector(":scope > [role=status]");
    if (said) said.textContent = this.getAttribute(`data-word-${word}`) ?? "";
    /** @type {HTMLElement | null} */ (this.querySelector("h1"))?.focus();
  }
}

customElements.define("kept-copies", KeptCopies);
