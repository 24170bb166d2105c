/** `<topic-composer>`: posts without leaving the page, keeps what is written while the line is down, loses nothing. */

import { Draft, showDraft } from "./draft.js";
import { Guard, guardSubmit } from "./guard.js";
import { clock, LiveNetwork } from "./live.js";
import { suggestMentions } from "./mentions.js";
import { newKey, Outbox } from "./outbox.js";
import { Outgoing } from "./outgoing.js";
import { previews } from "./preview.js";

/** @typedef {import("./outbox.js").Unsent} Unsent */

export class TopicComposer extends HTMLElement {
  connectedCallback() {
    const { topic = "", reader = "" } = this.dataset;
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form.composer"));
    this.outbox = new Outbox(`networkapp.outbox.${reader}.${topic}`);
    this.outgoing = this.follow(new Outgoing(this, this.outbox, form.action));
    this.guard = new Guard(this);
    this.draft = new Draft(this, this.guard);
    this.guard.watch(this.field);
    form.addEventListener("submit", (event) => this.submit(event));
    this.querySelector("form#prepared-acts")?.addEventListener("submit", (event) => this.release(event));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.submit(event);
    });
    this.tray?.addEventListener("described", (event) => this.keepDescribed(/** @type {CustomEvent} */ (event).detail));
    suggestMentions(this);
    showDraft(this, this.draft, clock);
    this.draft.begin(this.outbox.all().map(({ body }) => body.trim()));
    this.querySelector("[data-shortcut]")?.toggleAttribute("hidden", false);
    this.page?.addEventListener("line", (event) => {
      if (/** @type {CustomEvent} */ (event).detail !== "connected") return;
      this.draft?.save();
      this.outgoing?.hurry();
    });
    this.page?.addEventListener("applied", (event) => this.arrived(/** @type {CustomEvent} */ (event).detail));
    for (const { key, sent, papers } of this.outbox.all()) {
      if (sent) this.outbox.take(key);
      else this.tray?.take(papers ?? []);
    }
    this.outgoing.begin();
  }

  /** @param {Outgoing} outgoing */
  follow(outgoing) {
    const listen = (/** @type {string} */ kind, /** @type {(detail: any) => void} */ hear) =>
      outgoing.addEventListener(kind, (event) => hear(/** @type {CustomEvent} */ (event).detail));
    listen("posted", ({ message }) => this.posted(message));
    listen("refused", ({ unsent, problem }) => this.refused(unsent, problem));
    listen("taken", (unsent) => this.takeBack(unsent));
    listen("waits", (words) => this.tell(words));
    return outgoing;
  }

  /** @returns {HTMLTextAreaElement} */
  get field() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  /** @returns {import("./answering.js").AnsweringLine | null} */
  get answering() {
    return this.querySelector("answering-line");
  }

  /** @returns {import("./papers.js").PaperTray | null} */
  get tray() {
    return this.querySelector("paper-tray");
  }

  /** @returns {LiveNetwork | null} */
  get page() {
    return this.closest("live-network");
  }

  /** @param {Event} event */
  async submit(event) {
    if (previews(event, this.field, (problem) => this.say(problem))) return;
    const form = /** @type {HTMLFormElement} */ (this.field.form);
    if (event instanceof SubmitEvent && event.submitter?.hasAttribute("formaction")) {
      if (form.dataset.passed !== undefined) return this.draft?.goWith(event);
      return this.guard && guardSubmit(this.guard, event);
    }
    event.preventDefault();
    const body = this.field.value;
    const problem = this.problemOf(body);
    this.say(problem);
    const said = [body, ...(this.tray?.described().map(([, words]) => words) ?? [])].join("\n");
    if (problem || !(await this.guard?.passes(said, this.field))) return;
    await this.tray?.sending;
    if (this.field.value === body) this.post(body);
  }

  /**
   * What an adviser has prepared is looked through before it is released, too.
   * @param {Event} event
   */
  release(event) {
    const said = event instanceof SubmitEvent && event.submitter?.hasAttribute("data-checked-text");
    if (said && this.guard) guardSubmit(this.guard, event);
  }

  /**
   * Into the outbox, and on its way; the draft it was is cleared with it.
   * @param {string} body
   */
  async post(body) {
    const checked = this.guard?.checked;
    const reply = this.answering?.field.value;
    const described = this.tray?.described();
    const papers = this.tray?.take();
    const to = this.field.form?.getAttribute("action") ?? "";
    const unsent = { key: newKey(), body, at: clock(), draft: this.draft?.version, reply, checked, papers, described, to };
    this.outbox?.put(unsent);
    this.draft?.clear();
    this.guard?.quiet();
    this.querySelector("[data-preview-here]")?.toggleAttribute("hidden", true);
    this.answering?.answer("");
    this.outgoing?.show();
    this.querySelector("[data-outbox]")?.scrollIntoView({ block: "nearest" });
    await this.draft?.saving;
    this.outbox?.change(unsent.key, { draft: this.draft?.version });
    this.outgoing?.send();
  }

  /** @param {[string, string]} described a picture and what it shows; what looks like personal data stays here */
  async keepDescribed([paper, words]) {
    if (!(await this.guard?.find(words))?.length) this.tray?.describe(paper, words);
  }

  /** @param {string} body */
  problemOf(body) {
    const limit = Number(this.field.dataset.maxBytes ?? Infinity);
    if (!body.trim()) return this.word("empty");
    return new TextEncoder().encode(body.trim()).length > limit ? this.word("too-long") : "";
  }

  /** @param {{ id: number, next?: string }} message */
  posted({ id, next }) {
    if (this.dataset.newest) location.assign(`${this.dataset.newest}#message-${id}`);
    this.tell(this.word("posted"));
    this.goOn(next ?? "");
    if (this.page?.line?.resumable) this.page.line.look();
  }

  /**
   * It cannot be posted like this: back into the form, if that is free, else it stays where it waits.
   * @param {Unsent} unsent
   * @param {string} problem
   */
  refused(unsent, problem) {
    if (this.field.value) return this.tell(`${this.word("refused")} ${problem}`);
    this.outbox?.take(unsent.key);
    this.takeBack(unsent);
    this.say(problem);
  }

  /** @param {import("./socket.js").EventFrame} frame */
  arrived(frame) {
    if (frame.kind !== "message.posted") return;
    if (this.outbox?.take(frame.data.key)) {
      this.outgoing?.show();
      this.lookAt(frame.data.message);
    } else if (String(frame.actor) === this.dataset.reader) this.draft?.refresh();
  }

  /** @param {string} html explains after the user's first message what comes next; empty after any other */
  goOn(html) {
    const place = this.querySelector("[data-next]");
    if (!place) return;
    place.innerHTML = html;
    place.toggleAttribute("hidden", !html);
    if (html && !this.field.value) place.scrollIntoView({ block: "nearest" });
  }

  /**
   * Scroll to the posted message, unless the user is writing again already.
   * @param {number} message
   */
  lookAt(message) {
    if (this.field.value) return;
    document.getElementById(`message-${message}`)?.scrollIntoView({ block: "nearest" });
    this.querySelector("[data-next]:not([hidden])")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Unsent} unsent comes into the field, below what is being written there */
  takeBack({ body, reply, papers }) {
    this.field.value = [this.field.value, body].filter(Boolean).join("\n\n");
    if (reply) this.answering?.answer(reply);
    this.tray?.giveBack(papers ?? []);
    this.draft?.changed();
    this.field.focus();
  }

  /**
   * Announce the result of posting to screen readers.
   * @param {string} words
   */
  tell(words) {
    const place = this.querySelector("[data-told]");
    if (place) place.textContent = words;
  }

  /** @param {string} problem */
  say(problem) {
    const place = this.querySelector("[data-problem]");
    this.field.removeAttribute("aria-invalid");
    place?.replaceChildren();
    if (!place || !problem) return;
    const words = document.createElement("p");
    words.className = "error";
    words.textContent = problem;
    place.setAttribute("role", "alert");
    place.append(words);
    this.field.setAttribute("aria-invalid", "true");
    this.field.focus();
  }

  /** @param {string} name */
  word(name) {
    return this.getAttribute(`data-word-${name}`) ?? "";
  }
}
