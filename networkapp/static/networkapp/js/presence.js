/** `<here-now>`: reports that its reader is here and when they are writing, and shows who else is, in words. */

import { LiveNetwork } from "./live.js";

/** @typedef {{ type: string, here: [number, string][], writing: [number, number, string][] }} PresenceFrame */

const HERE_EVERY = 20_000;
const TYPING_EVERY = 3_000;

export class HereNow extends HTMLElement {
  connectedCallback() {
    const page = this.closest("live-network");
    if (!(page instanceof LiveNetwork)) return;
    this.line = page.line;
    this.typed = 0;
    this.line?.addEventListener("told", (event) => this.show(/** @type {CustomEvent} */ (event).detail));
    page.addEventListener("line", (event) => this.lineIs(/** @type {CustomEvent} */ (event).detail));
    page.querySelector("form.composer textarea")?.addEventListener("input", () => this.type());
    this.say = () => {
      if (document.visibilityState === "visible") this.line?.say({ type: "here" });
    };
    document.addEventListener("visibilitychange", this.say);
    this.timer = window.setInterval(this.say, HERE_EVERY);
    this.say();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    if (this.say) document.removeEventListener("visibilitychange", this.say);
  }

  /** @param {string} state */
  lineIs(state) {
    if (state === "connected") this.say?.();
    else this.show({ type: "presence", here: [], writing: [] });
  }

  type() {
    const now = Date.now();
    if (now - (this.typed ?? 0) < TYPING_EVERY) return;
    this.typed = now;
    this.line?.say({ type: "typing", topic: Number(this.dataset.topic) });
  }

  /** @param {PresenceFrame} frame */
  show({ type, here, writing }) {
    if (type !== "presence") return;
    const others = here.filter(([person]) => String(person) !== this.dataset.reader).map(([, words]) => words);
    const said = writing
      .filter(([person, topic]) => String(person) !== this.dataset.reader && String(topic) === this.dataset.topic)
      .map(([, , words]) => words);
    this.fill("[data-here]", "span", [...new Set(others)].join(", "));
    this.fill("[data-who-writes]", "", said.join(" "));
  }

  /**
   * @param {string} line
   * @param {string} inner
   * @param {string} words
   */
  fill(line, inner, words) {
    const place = this.querySelector(line);
    const into = inner ? place?.querySelector(inner) : place;
    if (into && into.textContent !== words) into.textContent = words;
    place?.toggleAttribute("hidden", !words);
  }
}
