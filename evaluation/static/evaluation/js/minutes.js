/** Says once a minute that the form is worked on: while it is seen, and something was typed or ticked in that minute. */

import { post } from "../../networkapp/js/post.js";

/** A little longer than the minute within which the server counts one. */
const BEAT = 62_000;

export class Minutes {
  /**
   * @param {HTMLElement} sheet
   * @param {string} address
   */
  constructor(sheet, address) {
    this.address = address;
    this.worked = false;
    this.leaves = new AbortController();
    for (const kind of ["input", "change"])
      sheet.addEventListener(kind, () => (this.worked = true), { signal: this.leaves.signal });
    this.timer = setInterval(() => this.beat(), BEAT);
  }

  beat() {
    const counts = this.worked && document.visibilityState === "visible";
    this.worked = false;
    // What cannot be said now is not said later: it is a measure, not a record.
    if (counts) post(this.address, new URLSearchParams()).catch(() => {});
  }

  close() {
    this.leaves.abort();
    clearInterval(this.timer);
  }
}
