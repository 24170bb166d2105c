/** `<new-topic>`: the form that opens a topic keeps what is written into it, on the server and on this device. */

import { Draft, showDraft } from "./draft.js";
import { clock } from "./live.js";
import { suggestMentions } from "./mentions.js";

export class NewTopic extends HTMLElement {
  connectedCallback() {
    suggestMentions(this);
    const draft = new Draft(this);
    showDraft(this, draft, clock);
    draft.begin();
    this.querySelector("form")?.addEventListener("submit", (event) => draft.goWith(event));
  }
}
