/** `<new-topic>`: the form that opens a topic keeps what is written into it, on the server and on this device. */

import { Draft, showDraft } from "./draft.js";
import { Guard, guardSubmit } from "./guard.js";
import { clock } from "./live.js";
import { suggestMentions } from "./mentions.js";
import { previews } from "./preview.js";

export class NewTopic extends HTMLElement {
  connectedCallback() {
    suggestMentions(this);
    const guard = new Guard(this);
    const draft = new Draft(this, guard);
    showDraft(this, draft, clock);
    draft.begin();
    this.querySelector("form")?.addEventListener("submit", (event) => {
      const field = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
      if (previews(event, field, () => {})) return;
      const form = /** @type {HTMLFormElement} */ (event.target);
      if (form.dataset.passed === undefined) guardSubmit(guard, event);
      else draft.goWith(event);
    });
  }
}
