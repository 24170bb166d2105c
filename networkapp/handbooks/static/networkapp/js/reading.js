/**
 * What a signed-in reader does with the sections of a chapter, without loading the page again; and, where the form
 * `#my-reading` has `data-notes`, what they have read and where they are, recorded for them alone.
 *
 * A section is read when its end was in view and the reader has been at it for as long as a fast reader needs.
 */

import { post } from "./post.js";

const FAST = 12; // words a second: nobody reads faster than that
const AT_LEAST = 3; // seconds
const TELL_PLACE = 10; // seconds at the same section before it counts as the current one

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("my-reading"));
const said = /** @type {HTMLElement | null} */ (document.querySelector("[data-reading-said]"));

form?.addEventListener("submit", (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (!button) return;
  event.preventDefault();
  void press(button);
});

/** @param {HTMLButtonElement} button */
async function press(button) {
  const act = button.value;
  button.dataset.settled = ""; // from here on by hand
  if (await tell(button.formAction, act)) {
    turn(button, act);
    if (said) said.textContent = said.dataset[act] ?? "";
  } else {
    form?.setAttribute("action", button.formAction);
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "act", value: act });
    form?.append(field);
    form?.submit();
  }
}

/**
 * @param {string} address @param {string} act @param {boolean} [keepalive]
 * @returns {Promise<boolean>} whether it is noted
 */
async function tell(address, act, keepalive = false) {
  try {
    const answer = await post(address, new URLSearchParams({ act }), { keepalive });
    return answer.status === 204;
  } catch {
    return false;
  }
}

/** @param {HTMLButtonElement} button @param {string} act what was done */
function turn(button, act) {
  const on = act === button.dataset.off;
  button.setAttribute("aria-pressed", String(on));
  button.value = (on ? button.dataset.on : button.dataset.off) ?? "";
  const { section } = button.dataset;
  if (!section) return;
  button.parentElement?.querySelector("[data-changed]")?.remove();
  for (const mark of document.querySelectorAll(`[data-mark="s${section}"]`)) mark.toggleAttribute("hidden", !on);
  const count = /** @type {HTMLElement | null} */ (document.querySelector("[data-read-of]"));
  const read = document.querySelectorAll(".tick[data-section][aria-pressed=true]").length;
  const { words = "", readOf = "" } = count?.dataset ?? {};
  if (count) count.textContent = words.replace("{read}", String(read)).replace("{total}", readOf);
}

/** A section of the page as it is being read. */
class Reading {
  /** @param {HTMLButtonElement} button that marks it as read */
  constructor(button) {
    this.button = button;
    this.head = /** @type {HTMLElement} */ (button.closest(".section-head"));
    this.text = /** @type {HTMLElement} */ (this.head.nextElementSibling);
    this.needed = Math.max(AT_LEAST, (this.text.textContent ?? "").split(/\s+/).length / FAST);
    this.seconds = 0;
    this.ended = false;
  }

  /** @returns {boolean} whether some of it is in view now; a second more has gone by */
  look() {
    const [top, bottom] = [this.head.getBoundingClientRect().top, this.text.getBoundingClientRect().bottom];
    if (bottom < 0 || top > innerHeight) return false;
    this.seconds += 1;
    this.ended ||= bottom <= innerHeight;
    return true;
  }

  /** @returns {boolean} */
  get isThrough() {
    return this.ended && this.seconds >= this.needed && this.button.value === "read" && !("settled" in this.button.dataset);
  }
}

function follow() {
  const ticks = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".tick[data-section]"));
  const readings = [...ticks].map((tick) => new Reading(tick));
  let at = "";
  let [told, here] = ["", 0];
  const place = (/** @type {boolean} */ leaving) => {
    if (!at || at === told) return;
    told = at;
    void tell(at, "seen", leaving);
  };
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    const seen = readings.filter((reading) => reading.look());
    const now = seen[0]?.button.formAction ?? at;
    here = now === at ? here + 1 : 0;
    at = now;
    for (const reading of seen.filter(({ isThrough }) => isThrough)) void through(reading);
    if (here >= TELL_PLACE) place(false);
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && here >= AT_LEAST) place(true);
  });
}

/** @param {Reading} reading */
async function through({ button }) {
  button.dataset.settled = ""; // told once
  if (await tell(button.formAction, "read")) turn(button, "read");
}

if (form?.dataset.notes !== undefined) follow();
