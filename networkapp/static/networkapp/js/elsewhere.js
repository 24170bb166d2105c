/** Messages that wait on this device are sent from the next page that their writer opens, and the page says so. */

import { deliver } from "./delivery.js";
import { Outbox } from "./outbox.js";

/** @typedef {import("./outbox.js").Unsent} Unsent */

const AGAIN = 30_000;

export class Elsewhere {
  /** @param {HTMLElement} holder has the reader and the words */
  constructor(holder) {
    this.holder = holder;
    this.prefix = `networkapp.outbox.${holder.dataset.reader}.`;
    this.busy = false;
    this.timer = 0;
  }

  /** Send what waits in the topics that are not open here. */
  async send() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    let left = false;
    for (const outbox of this.outboxes()) left = !(await this.empty(outbox)) || left;
    this.busy = false;
    if (left) this.timer = window.setTimeout(() => this.send(), AGAIN);
  }

  /** @returns {Outbox[]} */
  outboxes() {
    const open = [...document.querySelectorAll("topic-composer")].map((one) => one.getAttribute("data-topic"));
    return names()
      .filter((name) => name.startsWith(this.prefix) && !open.includes(name.slice(this.prefix.length)))
      .map((name) => new Outbox(name));
  }

  /** @param {Outbox} outbox @returns {Promise<boolean>} whether nothing in it is waiting */
  async empty(outbox) {
    for (const unsent of outbox.all()) {
      if (unsent.sent) outbox.take(unsent.key);
      else if (unsent.problem || !unsent.to) this.tell("stays", unsent);
      else if ((unsent.until ?? 0) > Date.now() || !(await this.bring(outbox, unsent, unsent.to))) return false;
    }
    return true;
  }

  /** @param {Outbox} outbox @param {Unsent} unsent @param {string} to @returns {Promise<boolean>} whether it is through */
  async bring(outbox, unsent, to) {
    const { posted, refused, again } = await deliver(to, unsent);
    if (posted) outbox.take(unsent.key);
    if (refused) outbox.change(unsent.key, { problem: refused.words || this.holder.dataset.wordRefused });
    if (again?.after) outbox.change(unsent.key, { why: again.word, until: Date.now() + again.after });
    this.tell(posted ? "posted" : "stays", unsent);
    return !again;
  }

  /**
   * Say it at the top of the page, with the way to the topic.
   * @param {"posted" | "stays"} what
   * @param {Unsent} unsent
   */
  tell(what, { key, to }) {
    const id = `waited-${key}`;
    const words = (what === "posted" ? this.holder.dataset.wordPosted : this.holder.dataset.wordStays) ?? "";
    if (document.getElementById(id)?.dataset.said === what || !to) return;
    const note = document.createElement("p");
    note.id = id;
    note.dataset.said = what;
    note.className = `note note--${what === "posted" ? "safe" : "waits"} below-4`;
    note.setAttribute("role", "status");
    const link = Object.assign(document.createElement("a"), { href: to, textContent: this.holder.dataset.wordTopic ?? "" });
    document.getElementById(id)?.remove();
    document.querySelector("main .wrap")?.prepend(note);
    note.append(`${words} `, link);
  }
}

/** @returns {string[]} the keys of what is stored on this device, if storage is available */
function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
