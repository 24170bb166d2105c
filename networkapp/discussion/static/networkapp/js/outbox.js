/** What somebody wrote and the server does not have yet: kept on this device under its key, until it is sent once. */

/**
 * `described`: pictures among the papers, and what they show; `to`: where it is posted; `until`: not before, as Date.now() counts; `why`: which words say what it waits for.
 * @typedef {{ key: string, body: string, at: string, draft?: number, checked?: boolean, reply?: string,
 *   papers?: string[], described?: [string, string][], problem?: string, sent?: boolean, why?: string, until?: number, to?: string }} Unsent
 */

export class Outbox {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    /** @type {Unsent[] | null} where the device has no room, this page alone keeps it */
    this.held = null;
  }

  /** @returns {Unsent[]} */
  all() {
    if (this.held) return this.held;
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {Unsent} unsent */
  put(unsent) {
    this.keep([...this.all(), unsent]);
  }

  /**
   * What is known of it now, where it stands; nothing, if it has been taken out meanwhile.
   * @param {string} key
   * @param {Partial<Unsent>} more
   */
  change(key, more) {
    this.keep(this.all().map((unsent) => (unsent.key === key ? { ...unsent, ...more } : unsent)));
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
    this.held = keepText(this.name, all.length ? JSON.stringify(all) : "") ? null : all;
  }
}

/**
 * Keep a text on this device, where it has room.
 * @param {string} name
 * @param {string} text
 * @returns {boolean} whether it is kept
 */
export function keepText(name, text) {
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
    return true;
  } catch {
    // A full or forbidden store costs the copy, not the page.
    return false;
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
