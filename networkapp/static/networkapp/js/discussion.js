/** The elements of the pages of a discussion. */

import { TopicComposer } from "./composer.js";
import { KeptDraft } from "./draft.js";
import { LiveNetwork } from "./live.js";

customElements.define("live-network", LiveNetwork);
customElements.define("topic-composer", TopicComposer);
customElements.define("kept-draft", KeptDraft);
