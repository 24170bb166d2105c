// A term that is marked in a text: pointed at or reached by keyboard it shows its definition beside it. A click or a tap
// leaves it there until Escape, another tap, or the keyboard goes on. Without this its link leads to the definition.
const GAP = 8;
const note = document.createElement("dl");
note.id = "term-note";
note.className = "term-note";
note.setAttribute("popover", "manual");

/** @type {HTMLAnchorElement | null} */
let shown = null;
let kept = false;
let leaving = 0;

/** @param {EventTarget | null} target */
const termAt = (target) => (target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (target.closest("a.term")) : null);

/** @param {HTMLAnchorElement} term */
function place(term) {
  const [box] = term.getClientRects();
  const width = Math.min(note.offsetWidth, innerWidth - 2 * GAP);
  const below = box.bottom + GAP;
  const above = box.top - GAP - note.offsetHeight;
  note.style.left = `${Math.max(GAP, Math.min(box.left, innerWidth - width - GAP))}px`;
  note.style.top = `${below + note.offsetHeight < innerHeight || above < 0 ? below : above}px`;
}

/** @param {HTMLAnchorElement} term */
function show(term) {
  clearTimeout(leaving);
  const entry = document.querySelector(term.hash);
  if (!entry || term === shown) return;
  hide();
  note.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));
  note.lang = /** @type {HTMLElement} */ (entry.closest("[lang]"))?.lang ?? "";
  term.closest("article, div.networkapp, body")?.append(note);
  note.showPopover();
  term.setAttribute("aria-describedby", note.id);
  shown = term;
  place(term);
}

function hide() {
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  note.hidePopover();
  shown = null;
  kept = false;
}

function hideSoon() {
  clearTimeout(leaving);
  if (!kept) leaving = window.setTimeout(hide, 200);
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("pointerover", (event) => {
    const term = termAt(event.target);
    if (event.pointerType === "mouse" && term) show(term);
    else if (event.target instanceof Node && note.contains(event.target)) clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && (termAt(event.target) || note.contains(/** @type {Node} */ (event.target)))) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event.target);
    if (term) show(term);
    else if (shown && !note.contains(/** @type {Node} */ (event.target))) hide();
  });
  document.addEventListener("click", (event) => {
    const term = termAt(event.target);
    if (term && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (kept && shown === term) hide();
      else {
        show(term);
        kept = true;
      }
    } else if (shown && !note.contains(/** @type {Node} */ (event.target))) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", () => shown && place(shown), { passive: true });
  addEventListener("resize", hide);
}
