/** What somebody wrote and the server does not have yet: kept on this device under its key, until it is sent once. */

/** @typedef {{ key: string, body: string, at: string, draft?: number, checked?: boolean, reply?: string, papers?: string[], problem?: string, sent?: boolean }} Unsent */

export class Outbox {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** @returns {Unsent[]} */
  all() {
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {Unsent} unsent */
  put(unsent) {
    this.keep([...this.all().filter(({ key }) => key !== unsent.key), unsent]);
  }

  /**
   * @param {string} key
   * @returns {Unsent | undefined} what was taken out
   */
  take(key) {
    const all = this.all();
    this.keep(all.filter((unsent) => unsent.key !== key));
    return all.find((unsent) => unsent.key === key);
  }

  /** @param {Unsent[]} all */
  keep(all) {
    if (all.length) keepText(this.name, JSON.stringify(all));
    else localStorage.removeItem(this.name);
  }
}

/**
 * Keep a text on this device, where it has room.
 * @param {string} name
 * @param {string} text
 */
export function keepText(name, text) {
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
  } catch {
    // A full or forbidden store costs the copy, not the page.
  }
}

/** @returns {string} a key that nobody else makes (crypto.randomUUID needs a secure context, this does not) */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
