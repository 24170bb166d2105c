/**
 * `<time-left>`: the time that is left until `data-until`, counted down. `data-word-left` has the place `{left}`;
 * `data-word-over` is shown once the time is over, when the parts of the page that are the reader's own are asked for
 * again. What it holds is shown where no script runs.
 *
 * What changes every second is never read out. A screen reader hears the time left an hour, ten, five minutes and one
 * minute before the end, and the end itself.
 */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const READ_OUT_AT = [HOUR, 10 * MINUTE, 5 * MINUTE, MINUTE, 0];
/** Below this number of seconds they are shown, and the display changes every second. */
const COUNTED_BY_SECONDS = 10 * MINUTE;

/** @type {[number, string][]} */
const UNITS = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [1, "second"],
];

export class TimeLeft extends HTMLElement {
  connectedCallback() {
    this.until = Date.parse(this.dataset.until ?? "");
    if (Number.isNaN(this.until)) return;
    this.shown = document.createElement("span");
    this.shown.setAttribute("role", "timer");
    this.readOut = document.createElement("span");
    this.readOut.className = "visually-hidden";
    this.readOut.setAttribute("role", "status");
    this.replaceChildren(this.shown, this.readOut);
    this.last = this.left;
    this.tick();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  /** @returns {number} whole seconds */
  get left() {
    return Math.max(0, Math.ceil(((this.until ?? 0) - Date.now()) / 1000));
  }

  tick() {
    const left = this.left;
    const words = this.words(left);
    if (this.shown && this.shown.textContent !== words) this.shown.textContent = words;
    const passed = READ_OUT_AT.some((moment) => (this.last ?? 0) > moment && left <= moment);
    if (passed && this.readOut) this.readOut.textContent = words;
    const ended = left === 0 && (this.last ?? 0) > 0;
    this.last = left;
    if (ended) window.setTimeout(() => this.end(), 1000);
    if (left > 0) this.timer = window.setTimeout(() => this.tick(), left > COUNTED_BY_SECONDS ? 5000 : 500);
  }

  /** @param {number} left */
  words(left) {
    const { wordLeft = "{left}", wordOver = "" } = this.dataset;
    return left === 0 ? wordOver : wordLeft.replace("{left}", () => inUnits(left, this.closest("[lang]")?.getAttribute("lang")));
  }

  /** The buttons of what has ended go. */
  end() {
    const page = this.closest("live-network") ?? document;
    for (const part of page.querySelectorAll("own-part")) {
      /** @type {import("./own_part.js").OwnPart} */ (part).refresh?.();
    }
  }
}

/**
 * The two largest units: "4 days, 1 hour", "12 minutes", "1 minute, 30 seconds".
 *
 * @param {number} seconds
 * @param {string | null | undefined} language
 */
export function inUnits(seconds, language) {
  const shown = seconds > COUNTED_BY_SECONDS ? Math.ceil(seconds / MINUTE) * MINUTE : seconds;
  let rest = shown;
  /** @type {string[]} */
  const parts = [];
  for (const [size, unit] of UNITS) {
    const number = Math.floor(rest / size);
    rest -= number * size;
    const format = new Intl.NumberFormat(language ?? undefined, { style: "unit", unit, unitDisplay: "long" });
    if (number) parts.push(format.format(number));
  }
  return new Intl.ListFormat(language ?? undefined, { type: "unit" }).format(parts.slice(0, 2));
}
