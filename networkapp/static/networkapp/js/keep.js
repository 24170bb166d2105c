/**
 * `<keep-copy>`: keeps the handbook of its page on this device, and says whether it is, since when and in which edition.
 *
 * `data-key` and `data-edition` say what the page offers, `data-copy` where all of it comes from. What has `data-when`
 * shows in that state alone: `off`, `busy`, `on`, `older`, `begun`, `failed`. Without script, or where nothing can be kept, it
 * stays hidden.
 */

import { NotKept, allCopies, keepCopy, removeCopy, tell } from "./copies.js";

class KeepCopy extends HTMLElement {
  connectedCallback() {
    if (!("serviceWorker" in navigator && "caches" in window)) return;
    this.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest?.("button")?.getAttribute("data-act");
      if (act === "keep") void this.keep();
      if (act === "remove") void this.remove_();
    });
    void this.look().then(() => (this.hidden = false));
  }

  async look() {
    const all = await allCopies(this.dataset.place ?? "");
    const here = (/** @type {{ facts: import("./copies.js").Facts }} */ { facts }) => facts.handbook === this.dataset.handbook;
    const begun = all.begun.find((copy) => here(copy) && copy.facts.key === this.dataset.key);
    this.copy = begun ?? all.whole.find(here) ?? all.begun.find(here);
    const facts = this.copy?.facts;
    if (facts) tell(this, facts);
    this.show(!facts ? "off" : begun ? "begun" : facts.key === this.dataset.key ? "on" : "older");
  }

  async keep() {
    this.show("busy");
    this.say("");
    try {
      const { copy = "", place = "", reader = "", worker = "" } = this.dataset;
      const told = (/** @type {number} */ done, /** @type {number} */ of) => {
        const bar = this.querySelector("progress");
        if (bar) [bar.value, bar.max] = [done, of];
      };
      await keepCopy({ address: copy, place, reader, worker, told });
      await this.look();
      this.say(this.dataset.wordKept ?? "");
    } catch (problem) {
      await this.look();
      if (!this.copy) this.show("failed");
      const which = problem instanceof NotKept ? problem.message : "line";
      this.say(this.getAttribute(`data-word-${which}`) ?? "");
    }
    this.refocus();
  }

  async remove_() {
    if (this.copy) await removeCopy(this.copy.name, this.dataset.worker ?? "");
    await this.look();
    this.say(this.dataset.wordRemoved ?? "");
    this.refocus();
  }

  /** The button that was pressed is gone; the next one has its place. */
  refocus() {
    if (document.activeElement === document.body) {
      /** @type {HTMLElement | null} */ (this.querySelector("[data-when]:not([hidden]) :is(button, a)"))?.focus();
    }
  }

  /** @param {string} state */
  show(state) {
    for (const part of this.querySelectorAll("[data-when]")) {
      part.toggleAttribute("hidden", !part.getAttribute("data-when")?.split(" ").includes(state));
    }
  }

  /** @param {string} words */
  say(words) {
    const said = this.querySelector("[role=status]");
    if (said) said.textContent = words;
  }
}

customElements.define("keep-copy", KeepCopy);
