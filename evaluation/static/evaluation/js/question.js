/**
 * One question of an open sheet: saves itself after each change, one request at a time, and says how that went.
 * The server decides everything; what it answers are the partials that a fresh page would show.
 */

import { clock, showState } from "../../networkapp/js/live.js";
import { csrfToken } from "../../networkapp/js/post.js";
import { KeptAnswers } from "./kept.js";
import { ownForm } from "./own_form.js";
import { fragment, replaceParts, showProblems } from "./parts.js";

/** @typedef {{ version: number, parts: string[], question: string, errors?: Record<string, string[]> }} Reply */

const PAUSE_WHILE_TYPING = 900;
const TRY_AGAIN = 5_000;
const MARKS = { saving: ["", "i-saving"], device: ["waits", "i-offline"], waits: ["waits", "i-waits"] };

export class Question {
  /**
   * @param {HTMLElement} element
   * @param {DOMStringMap} words
   */
  constructor(element, words) {
    this.words = words;
    this.version = 0;
    this.timer = 0;
    this.dirty = false;
    this.saving = false;
    this.inConflict = false;
    /** The choice about last year's answer, until it is sent. */
    this.since = "";
    this.sent = "";
    this.take(element);
  }

  /** @param {HTMLElement} element */
  take(element) {
    this.element = element;
    this.version = Number(element.dataset.version);
    this.kept = new KeptAnswers(this.words.reader ?? "", element.dataset.address ?? "");
    this.form = ownForm(element);
    if (!this.form) return;
    this.form.addEventListener("input", () => this.changed(PAUSE_WHILE_TYPING));
    this.form.addEventListener("change", (event) => {
      this.keepLevelsApart(event.target);
      this.changed(0);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const pressed = event.submitter;
      if (pressed instanceof HTMLButtonElement && pressed.name === "since") this.since = pressed.value;
      this.changed(0);
    });
    this.known = this.spelled();
    this.restore();
  }

  /** What was typed, as one text: the same text is nothing new. */
  spelled() {
    return JSON.stringify(this.pairs().filter(([name]) => name !== "base_version"));
  }

  /**
   * "No requirement is met" and any requirement exclude each other, as on the server.
   * @param {EventTarget | null} ticked
   */
  keepLevelsApart(ticked) {
    if (!(ticked instanceof HTMLInputElement) || !ticked.checked || !ticked.closest(".levels, .no-level")) return;
    const nothing = this.form?.querySelector(".no-level");
    for (const box of this.form?.querySelectorAll(".levels input, .no-level input") ?? [])
      if (nothing?.contains(box) !== nothing?.contains(ticked)) /** @type {HTMLInputElement} */ (box).checked = false;
  }

  get series() {
    return this.element?.dataset.question ?? "";
  }

  /** What is in the form, without the token, which ends with the session. */
  pairs() {
    const data = new FormData(this.form ?? undefined);
    if (this.since) data.set("since", this.since);
    return /** @type {[string, string][]} */ ([...data].filter(([name]) => name !== "csrfmiddlewaretoken"));
  }

  /** @param {number} pause */
  changed(pause) {
    if (!this.dirty && !this.since && this.spelled() === this.known) return;
    this.dirty = true;
    this.kept?.put(this.pairs());
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), pause);
  }

  /** Text that could not be sent last time is put back, and sent. */
  restore() {
    const kept = this.kept?.get();
    if (!kept || !this.form) return;
    const values = new Map();
    for (const [name, value] of kept.pairs) values.set(name, [...(values.get(name) ?? []), value]);
    for (const field of this.form.elements) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
      if (!field.name || field.name === "csrfmiddlewaretoken") continue;
      const found = values.get(field.name) ?? [];
      if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) field.checked = found.includes(field.value);
      else if (found.length || field.type !== "hidden") field.value = found[0] ?? "";
    }
    this.since = values.get("since")?.[0] ?? "";
    this.changed(0);
  }

  async save() {
    if (this.saving || this.inConflict || !this.form) return;
    clearTimeout(this.timer);
    this.saving = true;
    this.dirty = false;
    this.known = this.spelled();
    this.sent = this.since;
    this.say(MARKS.saving, this.words.wordSaving ?? "", "");
    try {
      await this.send(new URLSearchParams([...this.pairs(), ["csrfmiddlewaretoken", csrfToken()]]));
    } catch {
      this.keep(this.words.wordOfflineSince?.replace("{time}", clock()) ?? "");
    }
    this.saving = false;
    if (this.dirty) this.save();
  }

  /** @param {URLSearchParams} body */
  async send(body) {
    const reply = await fetch(this.element?.dataset.address ?? "", {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (reply.status === 200 || reply.status === 409 || reply.status === 422) {
      this.show(await reply.json(), reply.status);
    } else {
      // Signed out, or no longer allowed: what was typed stays here.
      this.keep(this.words.wordKeptWhy ?? "", false);
    }
  }

  /**
   * @param {Reply} reply
   * @param {number} status
   */
  show(reply, status) {
    const held = this.held();
    replaceParts(reply.parts);
    this.showReached();
    this.openComment();
    if (this.form) showProblems(this.form, reply.errors ?? {});
    if (status === 200) {
      if (this.since === this.sent) this.since = "";
      if (!this.dirty) this.kept?.drop();
      this.setVersion(reply.version);
      // The choice about last year's answer may have filled in the fields; then their current values are used.
      if (reply.question && !this.dirty) this.replaceWith(reply.question);
    }
    if (status === 409) this.offerChoice(reply, held);
    else if (held) this.goTo(held);
  }

  /** The steps up to the level that the server found. */
  showReached() {
    const level = /** @type {HTMLElement | null} */ (this.form?.querySelector("[data-level]"))?.dataset.level;
    const steps = this.form?.querySelectorAll(".levels > li") ?? [];
    steps.forEach((step, index) => step.classList.toggle("reached", Boolean(level) && Number(level) >= index));
  }

  /** What the server asks to be said is asked for where it is written. */
  openComment() {
    if (this.form?.querySelector("[data-needs-comment]")) this.form.querySelector("details.comment")?.setAttribute("open", "");
  }

  /** @param {number} version */
  setVersion(version) {
    this.version = version;
    const base = /** @type {HTMLInputElement | null} */ (this.form?.querySelector("[name=base_version]"));
    if (base) base.value = String(version);
  }

  /**
   * The choice replaces the fields, and focus moves from them to its heading.
   * @param {Reply} reply
   * @param {string} held
   */
  offerChoice(reply, held) {
    this.inConflict = true;
    this.form?.closest(".answer")?.toggleAttribute("hidden", true);
    if (held) this.goTo("[data-choice]");
    this.element?.querySelector("[data-take-theirs]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.reload(held);
    });
    this.element?.querySelector("form[data-keep-mine]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.form?.closest(".answer")?.toggleAttribute("hidden", false);
      this.inConflict = false;
      this.setVersion(reply.version);
      this.goTo(held);
      this.save();
    });
  }

  /**
   * The question as the server has it now; what was typed here is let go.
   * @param {string} held
   */
  async reload(held = "") {
    this.kept?.drop();
    const reply = await fetch(this.element?.dataset.address ?? "", { headers: { Accept: "application/json" } });
    if (!reply.ok) return;
    const fresh = /** @type {Reply} */ (await reply.json());
    this.dirty = false;
    this.inConflict = false;
    this.since = "";
    clearTimeout(this.timer);
    this.replaceWith(fresh.question);
    replaceParts(fresh.parts);
    this.goTo(held);
  }

  /** A selector of what has the focus in this question, for what takes its place; empty for nothing. */
  held() {
    const held = document.activeElement;
    if (!held || !this.element?.contains(held)) return "";
    if (held instanceof HTMLButtonElement && held.name) return `button[name="${held.name}"][value="${held.value}"]`;
    return held.id ? `#${CSS.escape(held.id)}` : "";
  }

  /**
   * Who works with the keyboard goes on from there, or from the title.
   * @param {string} selector
   */
  goTo(selector) {
    const place = /** @type {HTMLElement | null} */ (this.element?.querySelector(selector || "h3"));
    place?.focus();
  }

  /** @param {string} html of the whole question */
  replaceWith(html) {
    const made = fragment(html).firstElementChild;
    if (!(made instanceof HTMLElement)) return;
    this.element?.replaceWith(made);
    this.take(made);
  }

  /** @param {number} version that somebody saved, on this page or elsewhere */
  heard(version) {
    if (version <= this.version || this.saving || this.dirty || this.inConflict) return;
    this.say(MARKS.waits, this.words.wordChanged ?? "", "");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = this.words.wordShow ?? "";
    button.addEventListener("click", () => this.reload());
    this.element?.querySelector(".answer-state")?.append(" ", button);
  }

  /**
   * @param {string} why
   * @param {boolean} again
   */
  keep(why, again = true) {
    this.kept?.put(this.pairs());
    this.say(MARKS.device, this.words.wordKept ?? "", why);
    if (again) this.timer = window.setTimeout(() => this.save(), TRY_AGAIN);
  }

  get waits() {
    return this.kept?.get() !== null;
  }

  /**
   * @param {string[]} mark
   * @param {string} word
   * @param {string} detail
   */
  say(mark, word, detail) {
    const place = this.element?.querySelector(".answer-state");
    if (!place) return;
    place.setAttribute("role", "status");
    place.replaceChildren(fragment('<span class="status-badge"><svg aria-hidden="true"><use href=""/></svg><span><b></b> <span></span></span></span>'));
    const state = place.querySelector(".status-badge");
    if (state) showState(state, mark, word, detail);
  }
}
