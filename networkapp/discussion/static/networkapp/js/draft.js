/**
 * Drafts: saved a moment after typing stops, on this device alone while the line is down or while something in them looks
 * like personal data, never overwritten unseen.
 */

import { keepText } from "./outbox.js";
import { isJson, patience, post } from "./post.js";

/** @typedef {Record<string, string>} Text what each field says, by its name */
/** @typedef {{ version: number, title: string, body: string, reply_to: string, saved: string }} Told as by the server */
/** @typedef {{ text: Text, base: number, sent?: string, submitted?: boolean }} Local what the server may not have yet */

const PAUSE = 1_200;
const AGAIN = 15_000;

export class Draft extends EventTarget {
  /**
   * What the fields of `holder` say, which has `data-draft-url`, `data-draft-version` and `data-draft-name`.
   * @param {HTMLElement} holder
   * @param {import("./guard.js").Guard} guard what it finds in the text keeps the draft on this device
   */
  constructor(holder, guard) {
    super();
    this.guard = guard;
    const { draftUrl = "", draftVersion = "0", draftName = "", draftUnsaved } = holder.dataset;
    this.url = draftUrl;
    this.version = Number(draftVersion);
    this.name = `networkapp.draft.${draftName}`;
    this.unsaved = draftUnsaved !== undefined;
    this.fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([
      ...holder.querySelectorAll("[name=title], [name=body], [name=reply_to]"),
    ]);
    this.kept = "";
    this.timer = 0;
    this.gone = false;
    /** @type {Promise<void>} */
    this.saving = Promise.resolve();
    /** @type {Told | null} */
    this.other = null;
  }

  /**
   * Join what the page shows with what lies on this device; `waiting` are texts already on their way.
   * @param {string[]} [waiting]
   */
  begin(waiting = []) {
    for (const field of this.fields) field.addEventListener("input", () => this.changed());
    this.answering()?.addEventListener("change", () => this.changed());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save();
      else this.refresh();
    });
    window.addEventListener("online", () => this.save());
    window.addEventListener("pageshow", () => (this.gone = false));
    const shown = this.text();
    if (waiting.includes(shown.body?.trim())) this.fill({});
    this.kept = this.unsaved ? "" : written(shown);
    const local = this.local();
    if (!local || written(local.text) === written(shown)) return void (this.unsaved ? this.changed() : this.forget());
    const empty = !said(shown);
    if (local.submitted && empty && this.version > local.base) return this.forget();
    this.fill(local.text);
    if (empty || local.base === this.version || local.sent === this.kept) return this.changed();
    this.moved({ title: "", body: "", reply_to: "", saved: "", ...shown, version: this.version });
    this.version = local.base;
  }

  changed() {
    this.put();
    this.tell("device");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), PAUSE);
  }

  /** Save what the fields say, once what is being saved is through; nothing, where the server has it. */
  save() {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.send()).catch(() => this.failed());
    return this.saving;
  }

  /** It lies on this device alone; it is tried again while the page is open. */
  failed() {
    this.tell("device", "", true);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), AGAIN);
  }

  async send() {
    const text = this.text();
    if (this.gone || this.other || !this.local() || written(text) === this.kept) return;
    if ((await this.guard.find(Object.values(text).join("\n"))).length) return this.tell("device", "", true);
    this.put({ sent: written(text) });
    const body = new URLSearchParams({ ...text, draft_version: String(this.version) });
    const answer = await post(this.url, body, { keepalive: body.toString().length < 60_000 });
    if (answer.redirected || ![200, 409].includes(answer.status) || !isJson(answer)) return this.failed();
    /** @type {Told} */
    const now = await answer.json();
    if (answer.status === 409) return this.moved(now);
    this.version = now.version;
    this.kept = written(text);
    if (written(this.text()) === this.kept) {
      this.forget();
      this.tell(said(text) ? "saved" : "", now.saved);
    } else if (this.local()) {
      // What was posted while it was being saved left nothing on the device.
      this.put();
    }
  }

  /** Look whether it was changed elsewhere: taken over where nothing was typed here, else both are shown. */
  async refresh() {
    try {
      const answer = await fetch(this.url, { headers: JSON_PLEASE, signal: patience() });
      if (!answer.ok || answer.redirected) return;
      /** @type {Told} */
      const now = await answer.json();
      if (this.other) return this.follow(now);
      if (now.version <= this.version) return;
      if (written(this.text()) !== this.kept) return void (said(now) && this.moved(now));
      this.take(now);
    } catch {
      // The line is down: what is here goes on.
    }
  }

  /** @param {Told} now what has become of the other text: other words, or none, where it was posted meanwhile */
  follow(now) {
    if (!this.other || now.version <= this.other.version) return;
    const same = written(fieldsOf(now, this.fields)) === written(this.text());
    this.other = now;
    if (said(now) && !same) this.dispatchEvent(new CustomEvent("moved", { detail: now }));
    else this.choose(same ? "theirs" : "mine");
  }

  /** @param {Told} other */
  moved(other) {
    if (written(fieldsOf(other, this.fields)) === written(this.text())) return this.take(other);
    this.other = other;
    this.dispatchEvent(new CustomEvent("moved", { detail: other }));
  }

  /**
   * Continue with the writer's own text, with the other one, or with both.
   * @param {string} choice
   */
  choose(choice) {
    const other = this.other;
    if (!other) return;
    this.other = null;
    this.dispatchEvent(new CustomEvent("settled"));
    this.version = other.version;
    if (choice === "theirs") return this.take(other);
    this.kept = written(fieldsOf(other, this.fields));
    if (choice === "both") this.fill({ ...this.text(), body: `${this.text().body}\n\n${other.body}` });
    this.changed();
  }

  /** @param {Told} told */
  take(told) {
    this.version = told.version;
    this.fill(fieldsOf(told, this.fields));
    this.kept = written(this.text());
    this.forget();
    this.tell(said(told) ? "saved" : "", told.saved);
  }

  /**
   * A form submits the text to another page: nothing is saved behind it, and its version goes with it.
   * @param {SubmitEvent} event
   */
  async goWith(event) {
    if (this.gone) return;
    event.preventDefault();
    this.gone = true;
    clearTimeout(this.timer);
    await this.saving;
    // While the first submit event is still under way, a form does not submit again.
    await new Promise((resolve) => setTimeout(resolve));
    const form = /** @type {HTMLFormElement} */ (event.target);
    const version = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=draft_version]"));
    if (version) version.value = String(this.version);
    this.put({ submitted: true });
    form.requestSubmit(event.submitter);
  }

  /** It is on its way as a message, and no draft any longer. */
  clear() {
    clearTimeout(this.timer);
    this.fill({});
    this.forget();
    this.kept = written(this.text());
    this.tell("");
  }

  /** @returns {Text} */
  text() {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
  }

  /** @param {Text} text */
  fill(text) {
    for (const field of this.fields) if (field.name !== "reply_to") field.value = text[field.name] ?? "";
    const reply = text.reply_to ?? "";
    if (this.text().reply_to !== undefined && this.text().reply_to !== reply) this.answering()?.answer(reply);
  }

  /** @returns {import("./answering.js").AnsweringLine | null | undefined} which message it answers, where it may answer one */
  answering() {
    return this.fields.find((field) => field.name === "reply_to")?.closest("answering-line");
  }

  /** @returns {Local | null} */
  local() {
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {Partial<Local>} [more] */
  put(more = {}) {
    const { sent } = this.local() ?? {};
    keepText(this.name, JSON.stringify({ sent, text: this.text(), base: this.version, ...more }));
  }

  forget() {
    keepText(this.name, "");
  }

  /**
   * @param {string} state
   * @param {string} [time]
   * @param {boolean} [failed] it was to be saved, and could not be
   */
  tell(state, time = "", failed = false) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state: said(this.text()) ? state : "", time, failed } }));
  }
}

const JSON_PLEASE = { Accept: "application/json" };

/** @param {Text} text @returns {string} the same for the same words */
function written(text) {
  return JSON.stringify([text.title ?? "", text.body ?? "", text.reply_to ?? ""].map((words) => words.replaceAll("\r\n", "\n")));
}

/** @param {{ title?: string, body?: string }} text */
function said(text) {
  return Boolean((text.title ?? "").trim() || (text.body ?? "").trim());
}

/** @param {Told} told @param {(HTMLInputElement | HTMLTextAreaElement)[]} fields @returns {Text} */
function fieldsOf(told, fields) {
  const known = /** @type {Record<string, unknown>} */ (told);
  return Object.fromEntries(fields.map(({ name }) => [name, String(known[name] ?? "")]));
}

/**
 * Show beside the fields how the draft is kept, and the other text where there are two.
 * @param {HTMLElement} holder
 * @param {Draft} draft
 * @param {() => string} clock
 */
export function showDraft(holder, draft, clock) {
  let told = "";
  holder.querySelector("[data-keep]")?.toggleAttribute("hidden", true);
  draft.addEventListener("state", (event) => {
    const { state, time, failed } = /** @type {CustomEvent} */ (event).detail;
    const place = holder.querySelector("[data-draft-state]");
    const words = holder.getAttribute(`data-word-draft-${state}`) ?? "";
    if (place) place.textContent = words.replace("{time}", time || clock());
    // Read out when it changes, not whenever somebody stops typing for a moment.
    if (state === told || (state === "device" && !failed)) return;
    told = state;
    const said = holder.querySelector("[data-draft-said]");
    if (said) said.textContent = place?.textContent ?? "";
  });
  draft.addEventListener("settled", () => holder.querySelector("[data-moved-here]")?.replaceChildren());
  draft.addEventListener("moved", (event) => {
    const { title, body } = /** @type {CustomEvent<Told>} */ (event).detail;
    const template = /** @type {HTMLTemplateElement} */ (holder.querySelector("template[data-moved]"));
    const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const place = made.querySelector("[data-other]");
    if (place) place.textContent = [title, body].filter(Boolean).join("\n\n");
    for (const button of made.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        draft.choose(button.value);
        draft.fields.find((field) => field.name === "body")?.focus();
      });
    }
    holder.querySelector("[data-moved-here]")?.replaceChildren(made);
  });
}
