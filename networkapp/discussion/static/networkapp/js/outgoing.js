/**
 * What waits below the last message: shown, and sent in turn, each once, until the server has it. It is tried again when
 * the line or the reader is back, when the server said, else after growing pauses.
 *
 * Tells `posted` ({ unsent, message }), `refused` ({ unsent, problem }), `taken` (unsent) and `waits` (words).
 */

import { deliver } from "./delivery.js";
import { clock, showState } from "./live.js";
import { Outbox } from "./outbox.js";

/** @typedef {import("./outbox.js").Unsent} Unsent */

const AGAIN = 5_000;
const AGAIN_LONGEST = 60_000;
/** The user returns to this tab after signing in again in another one; asking before would be of no use. */
const NEVER = -1;

export class Outgoing extends EventTarget {
  /**
   * @param {HTMLElement} holder has the words, the place and the template
   * @param {Outbox} outbox
   * @param {string} address
   */
  constructor(holder, outbox, address) {
    super();
    this.holder = holder;
    this.outbox = outbox;
    this.address = address;
    this.sending = false;
    this.timer = 0;
    this.tries = 0;
    this.signIn = "";
  }

  /** Listen for whatever may let it go on. */
  begin() {
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("pageshow", () => this.hurry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.hurry();
    });
    // Another tab of this user has the same outbox.
    window.addEventListener("storage", (event) => {
      if (event.key === this.outbox.name) this.show();
    });
    this.show();
    this.send();
  }

  /** The connection is back, or the user is: send everything that has no set time. */
  hurry() {
    this.tries = 0;
    this.send();
  }

  /** Send what waits, the oldest first: the same key twice is one message. */
  async send() {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.sending = true;
    let pause = 0;
    for (let next = this.next(); next && !pause; next = this.next()) pause = await this.bring(next);
    this.sending = false;
    if (pause > 0) this.timer = window.setTimeout(() => this.send(), pause);
    this.show();
  }

  /** @returns {Unsent | undefined} */
  next() {
    return this.outbox.all().find(({ problem, sent }) => !problem && !sent);
  }

  /**
   * @param {Unsent} unsent
   * @returns {Promise<number>} how long to wait before it is tried again; 0 where that is over, one way or the other
   */
  async bring(unsent) {
    const early = (unsent.until ?? 0) - Date.now();
    if (early > 0) return early;
    this.show(unsent.key);
    const { posted, refused, again } = await deliver(this.address, unsent);
    if (posted) this.posted(unsent, posted);
    else if (refused) {
      const reply = refused.alone ? "" : unsent.reply;
      this.refuse({ ...unsent, reply }, refused.words ?? this.word(refused.word));
    }
    return again ? this.later(unsent, again) : 0;
  }

  /**
   * It is posted; it stays here until the line brings the message itself, and is not sent again.
   * @param {Unsent} unsent
   * @param {{ id: number, next?: string }} message
   */
  posted(unsent, message) {
    this.tries = 0;
    if (document.getElementById(`message-${message.id}`)) this.outbox.take(unsent.key);
    else this.outbox.change(unsent.key, { sent: true });
    this.tell("posted", { unsent, message });
  }

  /**
   * @param {Unsent} unsent
   * @param {string} problem
   */
  refuse(unsent, problem) {
    this.tries = 0;
    this.outbox.change(unsent.key, { problem, reply: unsent.reply });
    this.tell("refused", { unsent, problem });
  }

  /**
   * @param {Unsent} unsent
   * @param {import("./delivery.js").Again} again
   */
  later(unsent, { word, after, signIn = "" }) {
    this.tries += 1;
    this.signIn = signIn;
    const pause = after || Math.min(AGAIN_LONGEST, AGAIN * 2 ** (this.tries - 1));
    this.outbox.change(unsent.key, { why: word, until: after ? Date.now() + pause : undefined });
    if (this.tries === 1) this.tell("waits", `${this.word("waiting")} ${this.reason({ ...unsent, why: word })}`);
    return signIn ? NEVER : pause;
  }

  /** @param {string} key */
  takeBack(key) {
    const unsent = this.outbox.take(key);
    this.show();
    if (unsent) this.tell("taken", unsent);
  }

  /**
   * Show what waits.
   * @param {string} [underway] the key of the one that is being sent
   */
  show(underway) {
    const made = this.outbox.all().map((unsent) => this.article(unsent, unsent.key === underway));
    this.holder.querySelector("[data-outbox]")?.replaceChildren(...made);
  }

  /**
   * @param {Unsent} unsent
   * @param {boolean} underway
   */
  article(unsent, underway) {
    const { key, body, at, problem, sent, why } = unsent;
    const template = /** @type {HTMLTemplateElement} */ (this.holder.querySelector("[data-unsent]"));
    const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const [said, time, state] = ["[data-said]", "time", ".status-badge"].map((part) => made.querySelector(part));
    if (said) said.textContent = body;
    if (time) time.textContent = at;
    if (state && problem) showState(state, ["stop", "i-stop"], this.word("refused"), problem);
    else if (state && sent) showState(state, ["safe", "i-safe"], this.word("posted"), "");
    else if (state && underway) showState(state, ["", "i-saving"], this.word("sending"), "");
    else if (state) showState(state, ["waits", "i-waits"], this.word("waiting"), this.reason(unsent));
    const link = made.querySelector("a");
    link?.toggleAttribute("hidden", why !== "signed-out" || !this.signIn || underway);
    if (this.signIn) link?.setAttribute("href", this.signIn);
    const button = made.querySelector("button");
    if (sent || underway) button?.remove();
    button?.addEventListener("click", () => this.takeBack(key));
    return made;
  }

  /** @param {Unsent} unsent what it waits for, in words */
  reason({ why = "line", until = 0 }) {
    return this.word(`waiting-${why}`).replace("{time}", () => clock(new Date(until)));
  }

  /** @param {string} name */
  word(name) {
    return this.holder.getAttribute(`data-word-${name}`) ?? "";
  }

  /** @param {string} kind @param {unknown} detail */
  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
