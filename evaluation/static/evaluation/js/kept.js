/** What was typed into one answer and is not on the server yet, kept on this device for the person who typed it. */

import { keepText } from "../../networkapp/js/outbox.js";

/** @typedef {{ pairs: [string, string][], at: string, changed?: number }} Kept */

const KEPT = "evaluation.answer.";
const QUIET = 20_000;

/** @param {string} reader @returns {string[]} the addresses of all their answers that are stored on this device */
export function keptAddresses(reader) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`${KEPT}${reader}.`)).map((name) => name.slice(`${KEPT}${reader}.`.length)).sort();
  } catch {
    return [];
  }
}

/**
 * This page handles the answer at `address` as long as it is open; no other page of this reader sends it meanwhile,
 * so that it is not sent twice.
 * @param {string} reader
 * @param {string} address
 */
export function lookAfter(reader, address) {
  navigator.locks?.request(`${KEPT}${reader}.${address}`, { mode: "shared" }, () => new Promise(() => {})).catch(() => {});
}

/**
 * Do something about the answer at `address`, unless an open page looks after it.
 * @param {string} reader
 * @param {string} address
 * @param {() => Promise<void>} act
 * @returns {Promise<boolean>} whether it was done
 */
export async function unlessLookedAfter(reader, address, act) {
  if (!navigator.locks) {
    // Without a secure context pages do not know of each other; a page in use leaves a mark every second.
    const { changed } = new KeptAnswers(reader, address).get() ?? {};
    if (changed && Date.now() - changed < QUIET) return false;
    await act();
    return true;
  }
  return navigator.locks.request(`${KEPT}${reader}.${address}`, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return lock !== null;
  });
}

export class KeptAnswers {
  /**
   * @param {string} reader
   * @param {string} address of the answer
   */
  constructor(reader, address) {
    this.name = `${KEPT}${reader}.${address}`;
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
    keepText(this.name, JSON.stringify({ pairs, at: this.get()?.at ?? new Date().toISOString(), changed: Date.now() }));
  }

  drop() {
    keepText(this.name, "");
  }
}
