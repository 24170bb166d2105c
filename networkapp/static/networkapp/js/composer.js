/** `<topic-composer>`: posts without leaving the page, keeps what is written while the line is down, loses nothing. */

import { Draft, showDraft } from "./draft.js";
import { Guard, guardSubmit } from "./guard.js";
import { clock, csrfToken, LiveNetwork, showState } from "./live.js";
import { suggestMentions } from "./mentions.js";
import { newKey, Outbox } from "./outbox.js";
import { previews } from "./preview.js";

/** @typedef {import("./outbox.js").Unsent} Unsent */

const AGAIN = 5_000;

export class TopicComposer extends HTMLElement {
  connectedCallback() {
    const { topic = "", reader = "" } = this.dataset;
    this.outbox = new Outbox(`networkapp.outbox.${reader}.${topic}`);
    this.draft = new Draft(this);
    this.guard = new Guard(this);
    this.guard.watch(this.field);
    this.sending = false;
    this.timer = 0;
    const form = this.querySelector("form.composer");
    form?.addEventListener("submit", (event) => this.submit(event));
    this.querySelector("form#prepared-acts")?.addEventListener("submit", (event) => this.release(event));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.submit(event);
    });
    suggestMentions(this);
    showDraft(this, this.draft, clock);
    this.draft.begin(this.outbox.all().map(({ body }) => body.trim()));
    this.querySelector("[data-shortcut]")?.toggleAttribute("hidden", false);
    this.page?.addEventListener("line", (event) => {
      if (/** @type {CustomEvent} */ (event).detail !== "connected") return;
      this.draft?.save();
      this.send();
    });
    this.page?.addEventListener("applied", (event) => this.arrived(/** @type {CustomEvent} */ (event).detail));
    for (const { key, sent, papers } of this.outbox.all()) {
      if (sent) this.outbox.take(key);
      else this.tray?.take(papers ?? []);
    }
    this.show();
    this.send();
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
    if (problem || !(await this.guard?.passes(body, this.field))) return;
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
    const papers = this.tray?.take();
    const unsent = { key: newKey(), body, at: clock(), draft: this.draft?.version, reply, checked, papers };
    this.outbox?.put(unsent);
    this.draft?.clear();
    this.querySelector("[data-preview-here]")?.toggleAttribute("hidden", true);
    this.answering?.answer("");
    this.show();
    this.querySelector("[data-outbox]")?.scrollIntoView({ block: "nearest" });
    await this.draft?.saving;
    this.outbox?.put({ ...unsent, draft: this.draft?.version });
    this.send();
  }

  /** @param {string} body */
  problemOf(body) {
    const limit = Number(this.field.dataset.maxBytes ?? Infinity);
    if (!body.trim()) return this.word("empty");
    return new TextEncoder().encode(body.trim()).length > limit ? this.word("too-long") : "";
  }

  /** Send what waits, the oldest first, each once: the same key twice is one message. */
  async send() {
    clearTimeout(this.timer);
    if (this.sending || !this.outbox) return;
    this.sending = true;
    try {
      for (const unsent of this.outbox.all()) if (!unsent.problem && !unsent.sent) await this.deliver(unsent);
    } catch {
      this.timer = window.setTimeout(() => this.send(), AGAIN);
    } finally {
      this.sending = false;
      this.show();
    }
  }

  /** @param {Unsent} unsent */
  async deliver(unsent) {
    this.show(unsent.key);
    const { body: said, key, draft, reply = "", checked, papers = [] } = unsent;
    const kept = { client_key: key, draft_version: String(draft ?? ""), csrfmiddlewaretoken: csrfToken() };
    const told = { body: said, reply_to: reply, checked: checked ? "on" : "", ...kept };
    const body = new URLSearchParams(told);
    for (const paper of papers) body.append("papers", paper);
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form.composer"));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected) return this.refuse(unsent, this.word("signed-out"));
    if (answer.status === 422) {
      const { errors } = await answer.json();
      return this.refuse(unsent, Object.values(errors).flat().map((error) => error.message).join(" "));
    }
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (!answer.ok) return this.refuse(unsent, this.word("refused-detail"));
    this.posted(unsent, await answer.json());
  }

  /**
   * It is posted; it stays here until the line brings the message itself, and is not sent again.
   * @param {Unsent} unsent
   * @param {{ id: number }} message
   */
  posted(unsent, message) {
    if (document.getElementById(`message-${message.id}`)) this.outbox?.take(unsent.key);
    else this.outbox?.put({ ...unsent, sent: true });
    if (this.dataset.newest) location.assign(this.dataset.newest);
    this.show();
  }

  /**
   * It cannot be posted like this: back into the form, if that is free, else it stays where it waits.
   * @param {Unsent} unsent
   * @param {string} problem
   */
  refuse(unsent, problem) {
    if (this.field.value) this.outbox?.put({ ...unsent, problem });
    else {
      this.outbox?.take(unsent.key);
      this.field.value = unsent.body;
      this.answering?.answer(unsent.reply ?? "");
      this.tray?.giveBack(unsent.papers ?? []);
      this.draft?.changed();
      this.say(problem);
      this.field.focus();
    }
    this.show();
  }

  /** @param {import("./socket.js").EventFrame} frame */
  arrived(frame) {
    if (frame.kind !== "message.posted") return;
    if (this.outbox?.take(frame.data.key)) this.show();
    else if (String(frame.actor) === this.dataset.reader) this.draft?.refresh();
  }

  /** @param {string} key */
  takeBack(key) {
    const unsent = this.outbox?.take(key);
    if (unsent) this.field.value = [this.field.value, unsent.body].filter(Boolean).join("\n\n");
    if (unsent?.reply) this.answering?.answer(unsent.reply);
    this.tray?.giveBack(unsent?.papers ?? []);
    this.draft?.changed();
    this.show();
    this.field.focus();
  }

  /**
   * Show what waits below the last message.
   * @param {string} [underway] the key of the one that is being sent
   */
  show(underway) {
    const made = (this.outbox?.all() ?? []).map((unsent) => this.article(unsent, unsent.key === underway));
    this.querySelector("[data-outbox]")?.replaceChildren(...made);
  }

  /**
   * @param {Unsent} unsent
   * @param {boolean} underway
   */
  article({ key, body, at, problem, sent }, underway) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("[data-unsent]"));
    const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const [said, time, state] = ["[data-said]", "time", ".state"].map((part) => made.querySelector(part));
    if (said) said.textContent = body;
    if (time) time.textContent = at;
    if (state && problem) showState(state, ["stop", "i-stop"], this.word("refused"), problem);
    else if (state && sent) showState(state, ["safe", "i-safe"], this.word("posted"), "");
    else if (state && underway) showState(state, ["", "i-saving"], this.word("sending"), "");
    else if (state) showState(state, ["waits", "i-waits"], this.word("waiting"), this.word("waiting-detail"));
    const button = made.querySelector("button");
    if (sent) button?.remove();
    button?.addEventListener("click", () => this.takeBack(key));
    return made;
  }

  /** @param {string} problem */
  say(problem) {
    const place = this.querySelector("[data-problem]");
    if (!place) return;
    place.replaceChildren();
    if (!problem) return;
    const words = document.createElement("p");
    words.className = "error";
    words.textContent = problem;
    place.setAttribute("role", "alert");
    place.append(words);
  }

  /** @param {string} name */
  word(name) {
    return this.getAttribute(`data-word-${name}`) ?? "";
  }
}
