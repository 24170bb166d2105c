/** `<leaving-handbooks>`: who signs out by `data-form` leaves no handbook on this device that not everybody may read. */

import { removeBound } from "./copies.js";

class LeavingHandbooks extends HTMLElement {
  connectedCallback() {
    for (const form of document.querySelectorAll(`form[action="${this.dataset.form}"]`)) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const go = () => /** @type {HTMLFormElement} */ (form).submit();
        removeBound().then(go, go);
      });
    }
  }
}

customElements.define("leaving-handbooks", LeavingHandbooks);
