/** Who has which question open for writing: reported for this reader, and shown at the questions of others. */

/** @typedef {{ type: string, writing: [number, string, string][] }} PresenceFrame */

const HERE_EVERY = 20_000;
const WRITING_EVERY = 4_000;

export class Editing {
  /**
   * @param {HTMLElement} sheet
   * @param {import("../../networkapp/js/socket.js").Line} line
   */
  constructor(sheet, line) {
    this.sheet = sheet;
    this.line = line;
    this.series = "";
    this.leaves = new AbortController();
    const { signal } = this.leaves;
    line.addEventListener("told", (event) => this.show(/** @type {CustomEvent} */ (event).detail), { signal });
    line.addEventListener("changed", () => this.lineIs(), { signal });
    document.addEventListener("visibilitychange", () => this.sayHere(), { signal });
    sheet.addEventListener("focusin", (event) => this.enter(event.target), { signal });
    sheet.addEventListener("focusout", () => (this.series = ""), { signal });
    this.timers = [setInterval(() => this.sayHere(), HERE_EVERY), setInterval(() => this.sayWriting(), WRITING_EVERY)];
  }

  close() {
    this.leaves.abort();
    for (const timer of this.timers) clearInterval(timer);
  }

  lineIs() {
    if (this.line.state === "connected") this.sayHere();
    else this.show({ type: "presence", writing: [] });
  }

  /** @param {EventTarget | null} field */
  enter(field) {
    const form = field instanceof HTMLElement ? field.closest("form[data-answer]") : null;
    const question = /** @type {HTMLElement | null | undefined} */ (form?.closest("[data-question]"));
    this.series = question?.dataset.question ?? "";
    this.sayWriting();
  }

  sayHere() {
    if (document.visibilityState === "visible") this.line.say({ type: "here" });
  }

  sayWriting() {
    if (this.series && document.visibilityState === "visible") this.line.say({ type: "typing", topic: this.series });
  }

  /** @param {PresenceFrame} frame */
  show({ type, writing }) {
    if (type !== "presence") return;
    /** @type {Map<string, string[]>} */
    const words = new Map();
    for (const [person, series, sentence] of writing) {
      if (String(person) !== this.sheet.dataset.reader) words.set(series, [...(words.get(series) ?? []), sentence]);
    }
    for (const question of /** @type {NodeListOf<HTMLElement>} */ (this.sheet.querySelectorAll("[data-question]"))) {
      this.fill(question, [...new Set(words.get(question.dataset.question ?? ""))].join(" "));
    }
  }

  /**
   * @param {HTMLElement} question
   * @param {string} words
   */
  fill(question, words) {
    const place = question.querySelector("[data-editing]") ?? (words ? this.placeIn(question) : null);
    if (place && place.textContent !== words) place.textContent = words;
    place?.toggleAttribute("hidden", !words);
  }

  /** @param {HTMLElement} question */
  placeIn(question) {
    const place = document.createElement("p");
    place.className = "meta amber";
    place.dataset.editing = "";
    place.setAttribute("aria-live", "polite");
    question.querySelector("header")?.append(place);
    return place;
  }
}
