/** The elements of the pages of a discussion. */

import { AnsweringLine } from "./answering.js";
import { TopicComposer } from "./composer.js";
import { FormatBar } from "./format_bar.js";
import { GuardedForm } from "./guard.js";
import { LiveNetwork } from "./live.js";
import { MessageMore } from "./more.js";
import { NewTopic } from "./new_topic.js";
import { OwnPart } from "./own_part.js";
import { PaperTray } from "./papers.js";
import { HereNow } from "./presence.js";
import "./sheets.js";
import { MessageTaps } from "./taps.js";
import { TimeLeft } from "./time_left.js";
import { TopicNote } from "./topic_note.js";

customElements.define("live-network", LiveNetwork);
customElements.define("message-more", MessageMore);
customElements.define("own-part", OwnPart);
customElements.define("answering-line", AnsweringLine);
customElements.define("paper-tray", PaperTray);
customElements.define("topic-composer", TopicComposer);
customElements.define("guarded-form", GuardedForm);
customElements.define("new-topic", NewTopic);
customElements.define("topic-note", TopicNote);
customElements.define("here-now", HereNow);
customElements.define("time-left", TimeLeft);
customElements.define("format-bar", FormatBar);
customElements.define("message-taps", MessageTaps);
