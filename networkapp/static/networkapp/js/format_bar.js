/**
 * `<format-bar>`: buttons above a field that takes Markdown, named by `data-field`. One tab stop: the arrow keys lead from
 * button to button, and after each button the writer goes on in the field.
 */

import { link, mention, prefixLines, wrap } from "./marking.js";

/** @typedef {import("./marking.js").Selected} Selected @typedef {import("./marking.js").Change} Change */

export class FormatBar extends HTMLElement {
  connectedCallback() {
    const bar = /** @type {HTMLElement | null} */ (this.querySelector("[role=toolbar]"));
    if (!bar || !this.field || this.begun) return;
    this.begun = true;
    bar.hidden = false;
    this.stop(this.buttons[0]);
    bar.addEventListener("click", (event) => this.press(event));
    bar.addEventListener("keydown", (event) => this.key(event));
    bar.addEventListener("focusin", (event) => this.stop(/** @type {HTMLElement} */ (event.target)));
    // The field keeps the focus, and a phone its keyboard.
    bar.addEventListener("mousedown", (event) => event.preventDefault());
    this.field.addEventListener("keydown", (event) => this.shortcut(event));
  }

  /** @returns {HTMLTextAreaElement | null} */
  get field() {
    const root = /** @type {Document} */ (this.getRootNode());
    return /** @type {HTMLTextAreaElement | null} */ (root.getElementById?.(this.dataset.field ?? "") ?? null);
  }

  /** @returns {HTMLElement[]} */
  get buttons() {
    return [...this.querySelectorAll("button")];
  }

  /** @param {HTMLElement | undefined} reached the one button that Tab leads to */
  stop(reached) {
    for (const button of this.buttons) button.tabIndex = button === reached ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { buttons } = this;
    const here = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  }

  /** @param {KeyboardEvent} event Ctrl+B and Ctrl+I, as in other programs */
  shortcut(event) {
    const format = { b: "bold", i: "italic" }[event.key.toLowerCase()];
    if (!format || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.format(format);
  }

  /** @param {Event} event */
  press(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button) this.format(button.dataset.format ?? "");
  }

  /** @param {string} name */
  format(name) {
    const { field } = this;
    if (!field) return;
    const change = this.changed(name, { value: field.value, start: field.selectionStart, end: field.selectionEnd });
    if (change) write(field, change);
  }

  /**
   * @param {string} name
   * @param {Selected} selected
   * @returns {Change | null}
   */
  changed(name, selected) {
    switch (name) {
      case "bold":
        return wrap(selected, "**");
      case "italic":
        return wrap(selected, "*");
      case "list":
        return prefixLines(selected, "- ");
      case "quote":
        return prefixLines(selected, "> ");
      case "link":
        return link(selected, this.dataset.words ?? "");
      case "mention":
        return mention(selected);
      default:
        return null;
    }
  }
}

/** @param {HTMLTextAreaElement} field @param {Change} change */
function write(field, { start, end, text, from, to }) {
  field.focus();
  field.setSelectionRange(start, end);
  // Only what is typed like this can be undone with Ctrl+Z; where a browser cannot do it, the text is put there.
  const typed = document.execCommand(text ? "insertText" : "delete", false, text);
  if (!typed) field.setRangeText(text, start, end, "end");
  field.setSelectionRange(from, to);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
