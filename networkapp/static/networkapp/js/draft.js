/** `<kept-draft>`: what is written into its form is kept on this device until the form is sent. */

import { keepText } from "./outbox.js";

export class KeptDraft extends HTMLElement {
  connectedCallback() {
    const name = `networkapp.draft.${this.dataset.draft ?? ""}`;
    const form = this.querySelector("form");
    const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (
      this.querySelectorAll("textarea, input:not([type=hidden])")
    );
    /** @type {Record<string, string>} */
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem(name) ?? "{}");
    } catch {
      kept = {};
    }
    for (const field of fields) field.value ||= kept[field.name] ?? "";
    form?.addEventListener("input", () => {
      keepText(name, JSON.stringify(Object.fromEntries([...fields].map((field) => [field.name, field.value]))));
    });
    form?.addEventListener("submit", () => keepText(name, ""));
  }
}
