/**
 * `<answers-waiting>`: what this reader has typed on this device and the server does not have yet, for answers that are
 * not on the open page; those on it look after themselves. They go by themselves, with the version that they were
 * typed over: nothing overwrites what somebody else has saved, and nothing is dropped before the server has it.
 */

import { isJson, post, signedOut } from "../../networkapp/js/post.js";
import { KeptAnswers, keptAddresses, unlessLookedAfter } from "./kept.js";

/** @typedef {"waiting" | "sending" | "saved" | "conflict" | "problem" | "refused"} Fate */

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

class AnswersWaiting extends HTMLElement {
  pause = FIRST_PAUSE;
  timer = 0;
  busy = false;
  /** @type {Map<string, Fate>} */
  fates = new Map();
  again = () => void this.send();

  connectedCallback() {
    window.addEventListener("online", this.again);
    // Another tab of this reader may have sent them, or stored new ones.
    window.addEventListener("storage", this.again);
    this.again();
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.again);
    window.removeEventListener("storage", this.again);
    clearTimeout(this.timer);
  }

  get reader() {
    return this.dataset.reader ?? "";
  }

  /** @returns {string[]} the addresses of answers that wait and are on no question of this page */
  elsewhere() {
    const here = [...document.querySelectorAll("[data-question][data-address]")].map((each) => each.getAttribute("data-address"));
    return keptAddresses(this.reader).filter((address) => address.startsWith(this.dataset.within ?? "/") && !here.includes(address));
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    const waiting = this.elsewhere();
    let lost = false;
    for (const address of waiting) {
      if (this.isSettled(address)) continue;
      await unlessLookedAfter(this.reader, address, async () => {
        // One lost line is enough to know; the others wait with it.
        if (lost) this.become(address, "waiting");
        else lost = (await this.sendOne(address)) === "waiting";
      });
    }
    this.show();
    this.busy = false;
    if (!lost) return;
    this.timer = window.setTimeout(this.again, this.pause);
    this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
  }

  /** @param {string} address @returns {boolean} whether the reader has to check it */
  isSettled(address) {
    return ["conflict", "problem", "refused"].includes(this.fates.get(address) ?? "");
  }

  /** @param {string} address @returns {Promise<Fate>} */
  async sendOne(address) {
    const kept = new KeptAnswers(this.reader, address);
    const sent = kept.get();
    if (!sent) return this.become(address, "saved");
    this.become(address, "sending");
    this.show();
    try {
      const answer = await post(address, new URLSearchParams(sent.pairs));
      if (answer.status === 200 && isJson(answer)) {
        if (JSON.stringify(kept.get()?.pairs) === JSON.stringify(sent.pairs)) kept.drop();
        return this.become(address, "saved");
      }
      if (answer.status === 409) return this.become(address, "conflict");
      if (answer.status === 422) return this.become(address, "problem");
      return this.become(address, signedOut(answer) || answer.status < 500 ? "refused" : "waiting");
    } catch {
      return this.become(address, "waiting");
    }
  }

  /** @param {string} address @param {Fate} fate @returns {Fate} */
  become(address, fate) {
    this.fates.set(address, fate);
    return fate;
  }

  show() {
    const list = this.querySelector("ul");
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template"));
    if (!list || !template) return;
    list.replaceChildren(
      ...[...this.fates].sort().map(([address, fate]) => {
        const line = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
        const link = /** @type {HTMLAnchorElement} */ (line.querySelector("a"));
        link.href = address;
        link.textContent = address.split("/").filter(Boolean).pop() ?? "";
        for (const state of /** @type {NodeListOf<HTMLElement>} */ (line.querySelectorAll("[data-fate]"))) {
          state.hidden = state.dataset.fate !== fate;
        }
        return line;
      }),
    );
    const place = /** @type {HTMLElement | null} */ (this.querySelector("[data-place]"));
    if (place) place.hidden = !this.fates.size;
  }
}

customElements.define("answers-waiting", AnswersWaiting);
