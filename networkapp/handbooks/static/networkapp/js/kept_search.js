/**
 * `<kept-search>`: searches in the copy that its page belongs to, on the device alone: sections in reading order in which
 * all words occur. What was looked for stays with the page, so that it is there when its reader comes back.
 */

import { pagesAround } from "./copies.js";

/** @typedef {{ address: string, number: string, title: string, text: string }} Section */

const MOST = 50;
const AROUND = 90;
const BLOCKS = "p, li, blockquote, h3, h4, dt, dd, td, th, caption, figcaption";

class KeptSearch extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    const field = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      history.replaceState({ ...history.state, query: field.value }, "");
      void this.search(field.value);
    });
    const { query } = history.state ?? {};
    if (!query) return;
    field.value = query;
    void this.search(query);
  }

  /** @param {string} query */
  async search(query) {
    const words = query.normalize("NFC").split(/\s+/u).filter(Boolean).map(pattern);
    const pages = words.length ? await pagesAround(location.pathname, this.dataset.place ?? "") : [];
    const found = pages.flatMap(sectionsOf).filter(({ title, text }) => words.every((word) => word.test(title) || word.test(text)));
    const said = found.length > MOST ? this.dataset.wordMore : found.length ? this.dataset.wordFound : this.dataset.wordNone;
    const number = String(Math.min(found.length, MOST));
    const status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    status.textContent = words.length ? (said ?? "").replace("{number}", number).replace("{query}", query.trim()) : "";
    const any = new RegExp(words.map(({ source }) => source).join("|"), "giu");
    this.querySelector("ol")?.replaceChildren(...found.slice(0, MOST).map((section) => row(section, any)));
  }
}

/** @param {string} word */
function pattern(word) {
  return new RegExp(word.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&"), "iu");
}

/** @param {{ address: string, html: string }} page @returns {Section[]} */
function sectionsOf({ address, html }) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll(".reading > .section-head")].map((head) => {
    const parts = [];
    for (let next = head.nextElementSibling; next && !next.matches(".section-head"); next = next.nextElementSibling) {
      for (const block of next.querySelectorAll(BLOCKS)) block.append(" ");
      parts.push(next.textContent ?? "");
    }
    const link = head.querySelector(".permalink");
    const number = link?.textContent?.trim() ?? "";
    link?.remove();
    const title = head.querySelector(".section-title")?.textContent ?? "";
    return { address: `${address}#${head.id}`, number, title: tidy(title), text: tidy(parts.join(" ")) };
  });
}

/** @param {string} text without soft hyphens and with one blank where there are many */
function tidy(text) {
  return text.normalize("NFC").replace(/\u00ad/gu, "").replace(/\s+/gu, " ").trim();
}

/** @param {Section} section @param {RegExp} any of the words */
function row({ address, number, title, text }, any) {
  const link = Object.assign(document.createElement("a"), { href: address });
  link.append(...marked(title, any));
  const heading = Object.assign(document.createElement("h3"), { className: "passage" });
  heading.append(link);
  const excerpt = document.createElement("p");
  excerpt.append(...marked(around(text, text.search(new RegExp(any.source, "iu"))), any));
  const [place, body, item] = [document.createElement("span"), document.createElement("div"), document.createElement("li")];
  [place.className, place.textContent, item.className] = ["num", number, "dated"];
  body.append(heading, excerpt);
  item.append(place, body);
  return item;
}

/** @param {string} text @param {number} at @returns {string} whole words around that place, else from the beginning */
function around(text, at) {
  const start = at > AROUND ? text.indexOf(" ", at - AROUND) + 1 : 0;
  const last = text.lastIndexOf(" ", Math.max(at, 0) + 2 * AROUND);
  const end = text.length <= Math.max(at, 0) + 2 * AROUND || last <= start ? text.length : last;
  return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** @param {string} text @param {RegExp} any @returns {(string | HTMLElement)[]} */
function marked(text, any) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(any)) {
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    parts.push(text.slice(from, match.index), mark);
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

customElements.define("kept-search", KeptSearch);
