/** Whom one may name while writing: a list below the field, for the keyboard, the finger and the ear. */

const PAUSE = 150;
const BEGUN = /(^|[^\w./@-])@(\[[^\[\]\n@]{0,60}|[\p{L}\p{N}_.-]{0,40})$/u;

/** @typedef {{ written: string, label: string }} Nameable */

export class Mentions {
  /**
   * @param {HTMLTextAreaElement} field
   * @param {HTMLElement} list a listbox, hidden while it is empty
   * @param {HTMLElement} said where it is read out how many there are
   * @param {string} url
   */
  constructor(field, list, said, url) {
    this.field = field;
    this.list = list;
    this.said = said;
    this.url = url;
    this.chosen = -1;
    this.timer = 0;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event), { capture: true });
    field.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) this.take(this.options.indexOf(option));
    });
  }

  /** @returns {Element[]} */
  get options() {
    return [...this.list.children];
  }

  /** @returns {string | null} what is written after the @ before the caret, if anything may be named there */
  begun() {
    const before = this.field.value.slice(0, this.field.selectionStart ?? 0);
    return BEGUN.exec(before)?.[2] ?? null;
  }

  look() {
    clearTimeout(this.timer);
    const begun = this.begun();
    if (begun === null) this.close();
    else this.timer = window.setTimeout(() => this.ask(begun), PAUSE);
  }

  /** @param {string} begun */
  async ask(begun) {
    try {
      const answer = await fetch(`${this.url}?begun=${encodeURIComponent(begun)}`);
      if (!answer.ok || answer.redirected) return;
      const { nameable } = await answer.json();
      if (this.begun() === begun) this.show(nameable);
    } catch {
      // Without a connection there are no suggestions; typed mentions count anyway.
    }
  }

  /** @param {Nameable[]} nameable */
  show(nameable) {
    this.list.replaceChildren(...nameable.map((one, index) => this.option(one, index)));
    this.list.hidden = nameable.length === 0;
    this.choose(-1);
    const words = (nameable.length ? this.said.dataset.words : this.said.dataset.none) ?? "";
    this.said.textContent = words.replace("{n}", String(nameable.length));
  }

  /** @param {Nameable} one @param {number} index */
  option({ written, label }, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.dataset.written = written;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const [name, meaning] = ["b", "span"].map((kind) => document.createElement(kind));
    name.textContent = written;
    meaning.textContent = label;
    option.append(name, " ", meaning);
    return option;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const many = this.options.length;
    if (event.key === "ArrowDown") this.choose((this.chosen + 1) % many);
    else if (event.key === "ArrowUp") this.choose(this.chosen < 1 ? many - 1 : this.chosen - 1);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && this.chosen >= 0) this.take(this.chosen);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** @param {number} index */
  choose(index) {
    this.chosen = index;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const chosen = this.options[index];
    if (chosen) {
      this.field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  take(index) {
    const written = /** @type {HTMLElement | undefined} */ (this.options[index])?.dataset.written ?? "";
    const caret = this.field.selectionStart ?? 0;
    const start = caret - (this.begun() ?? "").length - 1;
    this.field.setRangeText(`${written} `, start, caret, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.list.replaceChildren();
    this.list.hidden = true;
    this.said.textContent = "";
    this.choose(-1);
  }
}

/** @param {HTMLElement} holder whose field names people, if it has the list for it */
export function suggestMentions(holder) {
  const field = /** @type {HTMLTextAreaElement | null} */ (holder.querySelector("textarea"));
  const list = /** @type {HTMLElement | null} */ (holder.querySelector("[data-nameable]"));
  const said = /** @type {HTMLElement | null} */ (holder.querySelector("[data-nameable-said]"));
  if (field && list && said) new Mentions(field, list, said, list.dataset.nameable ?? "");
}
