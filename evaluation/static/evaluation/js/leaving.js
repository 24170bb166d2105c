/** `<leaving-device>`: before signing out it lists the reader's answers that wait on this device, and deletes them with it. */

import { KeptAnswers, keptAddresses } from "./kept.js";

class LeavingDevice extends HTMLElement {
  connectedCallback() {
    const reader = this.dataset.reader ?? "";
    const waiting = keptAddresses(reader);
    const place = /** @type {HTMLElement | null} */ (this.querySelector("[data-place]"));
    this.querySelector("[data-list]")?.replaceChildren(
      ...waiting.flatMap((address, index) => {
        const link = document.createElement("a");
        link.href = address;
        link.textContent = address.split("/").filter(Boolean).pop() ?? "";
        return index ? [", ", link] : [link];
      }),
    );
    if (place) place.hidden = !waiting.length;
    for (const form of document.querySelectorAll(`form[action="${this.dataset.form}"]`)) {
      form.addEventListener("submit", () => {
        for (const address of keptAddresses(reader)) new KeptAnswers(reader, address).drop();
      });
    }
  }
}

customElements.define("leaving-device", LeavingDevice);
