/** Before something is posted: a warning of what may be personal data of a person at risk. The writer decides; nothing is sent. */

import { look } from "./checks.js";

const PAUSE = 700;

export class Guard {
  /** @param {ParentNode} holder it, or something in it, has `data-personal` */
  constructor(holder) {
    this.place = /** @type {HTMLElement | null} */ (holder.querySelector("[data-personal]"));
    this.checked = false;
    this.timer = 0;
    /** @type {(goes: boolean) => void} */
    this.decide = () => {};
    /** @type {Promise<import("./checks.js").Rules | null>} */
    this.rules = this.load();
  }

  /** @returns {Promise<import("./checks.js").Rules | null>} */
  async load() {
    try {
      return await (await fetch(this.place?.dataset.rules ?? "")).json();
    } catch {
      return null;
    }
  }

  /**
   * What in the text looks like personal data; nothing, where the rules did not come.
   * @param {string} text
   */
  async find(text) {
    const rules = await this.rules;
    return rules ? look(text, rules) : [];
  }

  /**
   * Whether the text can be sent: nothing is found in it, or its writer confirms. If the rules did not load, the server checks.
   * @param {string} text
   * @param {HTMLElement} back where focus goes if the writer prefers to change it
   * @returns {Promise<boolean>}
   */
  async passes(text, back) {
    this.decide(false);
    // A form does not submit again before its first submit event is through.
    const [rules] = await Promise.all([this.rules, new Promise((resolve) => setTimeout(resolve))]);
    this.checked = rules !== null;
    const findings = await this.find(text);
    this.close();
    if (!findings.length) return true;
    const pressed = /** @type {HTMLElement | null} */ (document.activeElement);
    const goes = await this.ask(findings);
    this.close();
    if (goes) pressed?.focus({ preventScroll: true });
    else this.goBack(back, findings[0].found);
    return goes;
  }

  /**
   * @param {import("./checks.js").Finding[]} findings
   * @returns {Promise<boolean>}
   */
  ask(findings) {
    const template = /** @type {HTMLTemplateElement} */ (this.place?.querySelector("template[data-warning]"));
    const made = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    made.querySelector("[data-findings]")?.replaceChildren(...findings.map((finding) => this.line(finding)));
    template.after(made);
    made.focus();
    made.scrollIntoView({ block: "nearest" });
    return new Promise((resolve) => {
      this.decide = resolve;
      for (const button of made.querySelectorAll("button")) {
        button.addEventListener("click", () => resolve(button.value === "yes"));
      }
      made.addEventListener("keydown", (event) => {
        if (event.key === "Escape") resolve(false);
      });
    });
  }

  /** @param {import("./checks.js").Finding} finding */
  line({ kind, found }) {
    const kinds = /** @type {HTMLTemplateElement} */ (this.place?.querySelector("template[data-kinds]"));
    const made = /** @type {HTMLElement} */ (kinds.content.querySelector(`[data-kind="${kind}"]`)?.cloneNode(true));
    const place = made.querySelector("[data-found]");
    if (place) place.textContent = found;
    return made;
  }

  close() {
    this.place?.querySelector("[data-asks]")?.remove();
  }

  /** @param {HTMLElement} back @param {string} found */
  goBack(back, found) {
    back.focus();
    if (!(back instanceof HTMLTextAreaElement)) return;
    const start = back.value.indexOf(found);
    if (start >= 0) back.setSelectionRange(start, start + found.length);
  }

  /** Where it says what it has found so far. */
  get said() {
    return /** @type {HTMLElement | null} */ (this.place?.querySelector("[data-checked]") ?? null);
  }

  /** There is no text any longer, so nothing is said of it. */
  quiet() {
    clearTimeout(this.timer);
    this.said?.replaceChildren();
  }

  /**
   * Show beside the field, while somebody writes, what the check has found so far.
   * @param {HTMLTextAreaElement} field
   */
  watch(field) {
    const { said } = this;
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(async () => {
        const rules = await this.rules;
        const found = (await this.find(field.value)).length;
        if (said) said.textContent = rules && field.value.trim() ? (said.dataset[found ? "found" : "none"] ?? "") : "";
      }, PAUSE);
    });
  }
}

/** `<guarded-form>`: its form is sent when what it says has passed the guard. */
export class GuardedForm extends HTMLElement {
  connectedCallback() {
    const guard = new Guard(this);
    // Before anything else hears of it, htmx too.
    this.addEventListener("submit", (event) => guardSubmit(guard, event), { capture: true });
  }
}

/**
 * Hold the form back until its text has passed; then it is sent as it was going to be, and says that it was checked.
 * @param {Guard} guard
 * @param {SubmitEvent} event
 * @returns {Promise<void>}
 */
export async function guardSubmit(guard, event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.passed !== undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  const field = /** @type {HTMLTextAreaElement | null} */ (form.querySelector("textarea"));
  // What is read by others, of all that the form has: the server says under which names, and looks through the same.
  const said = new Set((guard.place?.dataset.said ?? "").split(" "));
  const texts = [...new FormData(form, submitter)].filter(([name]) => said.has(name));
  const back = /** @type {HTMLElement} */ (field ?? submitter);
  if (!(await guard.passes(texts.map(([, text]) => text).join("\n"), back))) return;
  if (guard.checked) form.append(checkedMark());
  form.dataset.passed = "";
  form.requestSubmit(submitter);
}

function checkedMark() {
  return Object.assign(document.createElement("input"), { type: "hidden", name: "checked", value: "on" });
}

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-passed]")) form.removeAttribute("data-passed");
});
