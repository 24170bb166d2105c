// Notes in the margin of a chapter: their words are marked in the text, and marked words lead to a new note.
// A note is marked only where its words, with what stands around them, are found in one single place.

const UNSEEN = /[\s\u00ad\u200b\u2060\ufeff\u200e\u200f]/;
const AROUND = 24;

/**
 * The signs of an element and where each stands; without blanks, which paragraphs have none of between them, and without
 * the numbers of footnotes.
 * @param {Element} element
 */
function signsOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let signs = "";
  /** @type {[Text, number][]} */
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (text.parentElement?.closest(".footnote-ref")) continue;
    for (let at = 0; at < text.data.length; at += 1) {
      if (UNSEEN.test(text.data[at])) continue;
      signs += text.data[at];
      places.push([text, at]);
    }
  }
  return { signs, places };
}

/** @param {string} text */
function bare(text) {
  return [...text].filter((sign) => !UNSEEN.test(sign)).join("");
}

/**
 * The one place of the words of a note in the text, or null.
 * @param {{ signs: string, places: [Text, number][] }} text
 * @param {HTMLElement} note
 */
function rangeOf(text, note) {
  const quote = bare(note.dataset.quote ?? "");
  const before = bare(note.dataset.before ?? "").slice(-AROUND);
  const after = bare(note.dataset.after ?? "").slice(0, AROUND);
  const found = [];
  for (let at = text.signs.indexOf(quote); quote && at >= 0 && found.length < 50; at = text.signs.indexOf(quote, at + 1)) {
    found.push(at);
  }
  const fitting = found.filter(
    (at) => text.signs.slice(0, at).endsWith(before) && text.signs.startsWith(after, at + quote.length),
  );
  const only = found.length === 1 ? found : fitting;
  if (only.length !== 1) return null;
  const range = new Range();
  range.setStart(...text.places[only[0]]);
  const [last, sign] = text.places[only[0] + quote.length - 1];
  range.setEnd(last, sign + 1);
  return range;
}

/** @param {Element} margin */
function proseOf(margin) {
  const prose = margin.previousElementSibling;
  return prose?.matches(".prose") ? prose : null;
}

function markWords() {
  if (!("highlights" in CSS)) return;
  const all = new Highlight();
  for (const margin of document.querySelectorAll(".reading > .margin")) {
    const prose = proseOf(margin);
    const notes = /** @type {NodeListOf<HTMLElement>} */ (margin.querySelectorAll("[data-quote]"));
    if (!prose || !notes.length) continue;
    const text = signsOf(prose);
    for (const note of notes) {
      const range = rangeOf(text, note);
      if (!range) continue;
      all.add(range);
      for (const kind of ["mouseenter", "focusin"]) {
        note.addEventListener(kind, () => CSS.highlights.set("note-now", new Highlight(range)));
      }
      for (const kind of ["mouseleave", "focusout"]) {
        note.addEventListener(kind, () => CSS.highlights.delete("note-now"));
      }
    }
  }
  CSS.highlights.set("notes", all);
}

/**
 * The words that are marked inside of one section, as the form takes them; null where they are none.
 * @returns {{ handle: HTMLAnchorElement, prose: Element, range: Range, fields: Record<string, string> } | null}
 */
function marked() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const prose = (within instanceof Element ? within : within.parentElement)?.closest(".reading > .prose");
  const margin = prose?.nextElementSibling;
  const handle = /** @type {HTMLAnchorElement | null | undefined} */ (margin?.querySelector(".note-handle a"));
  const quote = selection.toString().trim();
  if (!prose || !handle || !quote || quote.length > 2000) return null;
  const before = new Range();
  before.setStart(prose, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = new Range();
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(prose, prose.childNodes.length);
  const fields = { quote, before: before.toString().slice(-60), after: after.toString().slice(0, 60) };
  return { handle, prose, range, fields };
}

function offerNotes() {
  const reading = document.querySelector(".reading");
  const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-marked]"))?.dataset.marked;
  if (!reading || !words) return;
  const button = Object.assign(document.createElement("a"), { className: "button button--small note-here", hidden: true });
  button.textContent = words;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === button) return;
    const found = marked();
    button.hidden = !found;
    if (!found) return;
    const [address] = found.handle.href.split("#");
    button.href = `${address}?${new URLSearchParams(found.fields)}#write`;
    button.lang = document.documentElement.lang;
    // After the text in the order of the page, so that one press of the key leads there from what was marked.
    found.prose.append(button);
    const box = found.range.getBoundingClientRect();
    button.style.top = `${box.bottom + scrollY + 6}px`;
    button.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 240)) + scrollX}px`;
  });
}

markWords();
offerNotes();
document.addEventListener("networkapp:renewed", markWords);
