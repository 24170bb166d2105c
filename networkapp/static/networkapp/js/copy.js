/** `<copy-words>` copies what has `data-words` in its section, be it text or a field, and says so. */

class CopyWords extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => this.copy());
  }

  async copy() {
    const words = this.closest("section")?.querySelector("[data-words]");
    const field = words instanceof HTMLInputElement ? words : null;
    const text = (field?.value ?? words?.textContent ?? "").replace(/\s+/g, " ").trim();
    const said = this.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
      if (said) said.textContent = this.dataset.done ?? "";
    } catch {
      // Without a secure context, or where it is forbidden: what is chosen can be copied by hand.
      if (field) field.select();
      else if (words) getSelection()?.selectAllChildren(words);
      if (said) said.textContent = this.dataset.chosen ?? "";
    }
  }
}

customElements.define("copy-words", CopyWords);
