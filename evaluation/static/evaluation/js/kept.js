/** What was typed into one answer and is not on the server yet, kept on this device for the person who typed it. */

import { keepText } from "../../networkapp/js/outbox.js";

/** @typedef {{ pairs: [string, string][], at: string }} Kept */

export class KeptAnswers {
  /**
   * @param {string} reader
   * @param {string} address of the answer
   */
  constructor(reader, address) {
    this.name = `evaluation.answer.${reader}.${address}`;
  }

  /** @returns {Kept | null} */
  get() {
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "null");
    } catch {
      return null;
    }
  }

  /** @param {[string, string][]} pairs */
  put(pairs) {
    keepText(this.name, JSON.stringify({ pairs, at: this.get()?.at ?? new Date().toISOString() }));
  }

  drop() {
    keepText(this.name, "");
  }
}
