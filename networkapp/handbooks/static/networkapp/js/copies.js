/**
 * Copies of handbooks and meeting packs on this device, for reading offline. Each has a cache of
 * its own, with its pages, pictures and styles, and last its facts. A cache without them is incomplete: it is listed,
 * and never read. A copy that is not public is bound to its reader, whose number is in the name, and is deleted at
 * sign-out. The worker (handbooks/worker.js) shows them.
 */

/**
 * `address`: where it is read; `newest` and `newest_at`: the newest edition that the site reported; `seen`: when that was.
 * @typedef {{ key: string, handbook: string, title: string, language: string, network: string, edition: string,
 *   day: string, address: string, reader: string, kept: number, seen: number, size: number, newest: string,
 *   newest_at: string }} Facts
 * An incomplete copy has the same facts; `copy` is the address of its content.
 * @typedef {Facts & { copy: string }} Begun
 * @typedef {{ key: string, handbook: string, title: string, language: string, network: string, edition: string,
 *   day: string, address: string, is_public: boolean, pages: Record<string, string>, places: Record<string, string> }} Text
 */

const SHELL = "networkapp.kept.1.shell";
const COPIES = "networkapp.kept.1.copy.";
export const MOST_COPIES = 10;
export const MOST_BYTES = 60_000_000;

/** Words for what went wrong: `many`, `large`, `room`, `gone`. */
export class NotKept extends Error {}

/**
 * @param {string} place
 * @returns {Promise<{ whole: { name: string, facts: Facts }[], begun: { name: string, facts: Begun }[] }>} by title
 */
export async function allCopies(place) {
  /** @type {{ name: string, facts: Facts }[]} */
  const whole = [];
  /** @type {{ name: string, facts: Begun }[]} */
  const begun = [];
  for (const name of await names()) {
    const cache = await caches.open(name);
    const [facts, first] = [await cache.match(`${place}facts/`), await cache.match(`${place}begun/`)];
    if (facts) whole.push({ name, facts: await facts.json() });
    else if (first) begun.push({ name, facts: await first.json() });
  }
  /** @param {{ facts: Facts }} one @param {{ facts: Facts }} other */
  const byTitle = (one, other) => one.facts.title.localeCompare(other.facts.title);
  return { whole: whole.sort(byTitle), begun: begun.sort(byTitle) };
}

async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(COPIES));
}

/**
 * The pages of the whole copy to which the page at this address belongs, contents first, then chapter after chapter.
 * @param {string} address @param {string} place
 * @returns {Promise<{ address: string, html: string }[]>}
 */
export async function pagesAround(address, place) {
  for (const name of await names()) {
    const cache = await caches.open(name);
    if (!(await cache.match(address)) || !(await cache.match(`${place}facts/`))) continue;
    const pages = [];
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer?.headers.get("Content-Type")?.startsWith("text/html")) continue;
      pages.push({ address: new URL(request.url).pathname, html: await answer.text() });
    }
    return pages;
  }
  return [];
}

/**
 * Keep the text that `address` gives whole, in place of an older copy of the same handbook in the same language. Where
 * that was interrupted before, it goes on with what is missing; where the line breaks, what has come stays as begun.
 * @param {{ address: string, place: string, reader: string, worker: string, told: (done: number, of: number) => void }} what
 */
export async function keepCopy({ address, place, reader, worker, told }) {
  const known = await allCopies(place);
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) throw new NotKept("gone");
  const policy = answer.headers.get("Content-Security-Policy");
  /** @type {Text} */
  const text = await answer.json();
  const others = [...known.whole, ...known.begun].filter(({ facts }) => facts.handbook !== text.handbook);
  if (others.length >= MOST_COPIES) throw new NotKept("many");
  await register(worker);
  const name = `${COPIES}${text.is_public ? "" : reader}.${text.key}`;
  if (!known.begun.some((copy) => copy.name === name)) await caches.delete(name);
  const { pages, places, is_public, ...about } = text;
  const facts = { ...about, reader: is_public ? "" : reader, kept: Date.now(), seen: Date.now(), size: 0, newest: "", newest_at: "" };
  try {
    const cache = await caches.open(name);
    await cache.put(`${place}begun/`, new Response(JSON.stringify({ ...facts, copy: address })));
    await keepShell(place);
    const shown = Object.values(text.pages);
    facts.size = await keepPages(cache, text, policy);
    facts.size += await keepParts(cache, partsOf(shown), told);
    facts.size += await keepParts(cache, partsOf(shown, FILES), told, true);
    if (facts.size > MOST_BYTES) throw new NotKept("large");
    await cache.put(`${place}facts/`, new Response(JSON.stringify(facts)));
    await cache.delete(`${place}begun/`);
  } catch (problem) {
    if (problem instanceof TypeError) throw problem; // the line broke
    await caches.delete(name);
    throw problem instanceof DOMException ? new NotKept("room") : problem;
  }
  for (const { name: old, facts } of [...known.whole, ...known.begun]) {
    if (facts.handbook === text.handbook && old !== name) await caches.delete(old);
  }
  await navigator.storage?.persist?.();
}

/** @param {Cache} cache @param {Text} text @param {string | null} policy @returns {Promise<number>} bytes */
async function keepPages(cache, text, policy) {
  let size = 0;
  for (const [address, html] of Object.entries(text.pages)) {
    const page = new Blob([html], { type: "text/html; charset=utf-8" });
    size += page.size;
    const headers = { "Content-Type": page.type, ...(policy && { "Content-Security-Policy": policy }) };
    await cache.put(address, new Response(page, { headers }));
  }
  for (const [address, place] of Object.entries(text.places)) {
    await cache.put(address, Response.redirect(new URL(place, location.origin).href));
  }
  if (size > MOST_BYTES) throw new NotKept("large");
  return size;
}

const PARTS = "link[rel=stylesheet][href], script[src], img[src]";
const FILES = "a[data-kept][href]";

/** @param {string[]} pages @param {string} [which] @returns {string[]} the addresses here of all that pages show, or lead to as a file to keep */
function partsOf(pages, which = PARTS) {
  const found = new Set();
  for (const html of pages) {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of page.querySelectorAll(which)) {
      const url = new URL(part.getAttribute("href") ?? part.getAttribute("src") ?? "", location.origin);
      if (url.origin === location.origin) found.add(url.href);
    }
  }
  return [...found];
}

/**
 * Those that are `needed` must be had.
 * @param {Cache} cache @param {string[]} addresses @param {(done: number, of: number) => void} [told]
 * @param {boolean} [needed] @returns {Promise<number>} bytes
 */
async function keepParts(cache, addresses, told, needed = false) {
  let size = 0;
  for (const [index, address] of addresses.entries()) {
    told?.(index, addresses.length);
    const there = await cache.match(address);
    const answer = there ?? (await fetch(address));
    if (!answer.ok && needed) throw new NotKept("gone");
    if (!answer.ok) continue; // a picture that is not there is not there on the page either
    const part = await answer.blob();
    size += part.size;
    if (size > MOST_BYTES) throw new NotKept("large");
    if (there) continue;
    await cache.put(address, new Response(part, { headers: { "Content-Type": part.type } }));
  }
  return size;
}

/** The page that lists what there is to read here, with all that it needs. @param {string} place */
async function keepShell(place) {
  const cache = await caches.open(SHELL);
  const answer = await fetch(place);
  if (!answer.ok || answer.redirected) throw new NotKept("gone");
  const html = await answer.clone().text();
  await cache.put(place, answer);
  await keepParts(cache, [...partsOf([html]), import.meta.url]);
}

/**
 * One worker for the whole site, so that whatever page is opened without network says what there is to read. Where the
 * site has a worker of its own for that, ours looks after its own folder only.
 * @param {string} worker
 */
async function register(worker) {
  const script = new URL(worker, location.origin).href;
  const known = await navigator.serviceWorker.getRegistration("/");
  const theirs = known?.scope === new URL("/", location.origin).href && known.active && known.active.scriptURL !== script;
  const registration = await navigator.serviceWorker.register(script, { scope: theirs ? new URL("./", script).pathname : "/" });
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return;
  await new Promise((resolve) => coming.addEventListener("statechange", () => coming.state === "activated" && resolve(null)));
}

/** @param {string} name @param {string} worker */
export async function removeCopy(name, worker) {
  await caches.delete(name);
  if ((await names()).length) return;
  await caches.delete(SHELL);
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.active?.scriptURL === new URL(worker, location.origin).href) await registration.unregister();
  }
}

/** What not everybody may read leaves this device. @returns {Promise<void>} */
export async function removeBound() {
  if (!("caches" in window)) return;
  const bound = (await names()).filter((name) => !name.startsWith(`${COPIES}.`));
  await Promise.all(bound.map((name) => caches.delete(name)));
}

/** @param {number} bytes @returns {string} */
function inWords(bytes) {
  const megabytes = Math.max(bytes / 1_000_000, 0.1);
  const form = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language(), /** @type {any} */ (form)).format(megabytes);
}

/** @returns {string} that of the page, and of English the one in which the day comes first, as on all pages */
function language() {
  const { lang } = document.documentElement;
  return !lang || lang === "en" ? "en-GB" : lang;
}

/**
 * Fill in the text of `data-words` of a part with the facts of a copy: {edition}, {day}, {kept}, {size}, {network},
 * {newest}; and leave out what is only of an edition (`data-when-edition`), of the text of a day (`data-when-today`), of a handbook
 * (`data-when-book`) or of a meeting (`data-when-pack`).
 * @param {ParentNode} part @param {Facts} facts
 */
export function tell(part, facts) {
  /** @type {Record<string, string | number>} */
  const said = { ...facts, day: day(facts.day), kept: day(facts.kept), size: inWords(facts.size) };
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-words]"))) {
    place.textContent = (place.dataset.words ?? "").replace(/\{(\w+)\}/g, (_all, name) => String(said[name] ?? ""));
  }
  const pack = facts.key.startsWith("pack-");
  const of = { edition: Boolean(facts.edition), today: !facts.edition && !pack, book: !pack, pack };
  for (const [what, is] of Object.entries(of)) {
    for (const place of part.querySelectorAll(`[data-when-${what}]`)) place.toggleAttribute("hidden", !is);
  }
}

/** @param {number | string} moment @returns {string} */
function day(moment) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(new Date(moment));
}
