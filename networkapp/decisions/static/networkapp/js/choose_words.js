/**
 * `<choose-words>`: words of a paragraph are chosen by selecting them in the text, or by pressing the first and then the
 * last; or by their numbers, as without a script. What the paragraph would become is shown below.
 */

class ChooseWords extends HTMLElement {
  /** @type {HTMLElement[]} */
  words = [];
  /** The first of two words that are pressed, by its number; 0 where none waits for its second. */
  pressed = 0;

  get first() {
    return this.field("start");
  }

  get last() {
    return this.field("end");
  }

  connectedCallback() {
    this.words = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-word]")]);
    const told = /** @type {HTMLElement | null} */ (this.querySelector("[data-with-script]"));
    if (told) told.hidden = false;
    this.dataset.ready = "";
    this.querySelector(".numbered-words")?.addEventListener("click", (event) => this.press(event));
    for (const kind of ["pointerup", "touchend", "keyup"]) document.addEventListener(kind, () => this.readSelection());
    this.addEventListener("input", () => this.show());
    this.show();
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`[name=${name}]`));
  }

  /** The words that the selection touches, where it lies in the text. */
  readSelection() {
    const selection = this.isConnected ? getSelection() : null;
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!this.querySelector(".numbered-words")?.contains(range.commonAncestorContainer)) return;
    const touched = this.words.filter((word) => touches(range, word));
    if (touched.length) this.choose(numberOf(touched[0]), numberOf(touched[touched.length - 1]));
  }

  /** The first press begins, the second ends; a third begins again. @param {Event} event */
  press(event) {
    const word = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-word]"));
    if (!word || !getSelection()?.isCollapsed) return;
    const number = numberOf(word);
    const begun = this.pressed;
    this.pressed = begun ? 0 : number;
    this.choose(Math.min(begun || number, number), Math.max(begun, number));
  }

  /** @param {number} first @param {number} last */
  choose(first, last) {
    this.first.value = String(first);
    this.last.value = String(last);
    this.show();
  }

  show() {
    const [first, last] = [Number(this.first.value), Number(this.last.value)];
    const right = first >= 1 && last >= first && last <= this.words.length;
    for (const word of this.words) {
      word.toggleAttribute("data-chosen", right && numberOf(word) >= first && numberOf(word) <= last);
    }
    const said = this.querySelector("[data-chosen][role=status]");
    const words = this.dataset.wordChosen ?? "";
    if (said) said.textContent = right ? words.replace("{first}", `${first}`).replace("{last}", `${last}`) : "";
    this.preview(right, first, last);
  }

  /** @param {boolean} right @param {number} first @param {number} last */
  preview(right, first, last) {
    const place = /** @type {HTMLElement | null} */ (this.querySelector("[data-preview]"));
    const line = place?.querySelector("p");
    if (!place || !line) return;
    const chosen = /** @type {HTMLInputElement | null} */ (this.querySelector("[name=act]:checked"));
    const act = chosen?.value ?? "replace";
    const put = act === "strike" ? "" : this.field("replacement").value.trim();
    place.hidden = !right || (act !== "strike" && !put);
    const [before, picked, after] = [
      this.words.slice(0, first - 1),
      this.words.slice(first - 1, last),
      this.words.slice(last),
    ].map((words) => words.map(textOf).join(" "));
    const added = made("ins", put);
    /** @type {Record<string, (string | HTMLElement)[]>} */
    const ways = {
      before: [added, " ", picked],
      after: [picked, " ", added],
      strike: [made("del", picked)],
      replace: [made("del", picked), " ", added],
    };
    line.replaceChildren(before, " ", ...(ways[act] ?? []), " ", after);
  }
}

/** @param {string} name @param {string} text */
function made(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}

/** @param {HTMLElement} word */
function numberOf(word) {
  return Number(word.dataset.word);
}

/** @param {HTMLElement} word */
function textOf(word) {
  return word.firstChild?.textContent ?? "";
}

/** Whether a sign of the word is in the range, not only its edge. @param {Range} range @param {HTMLElement} word */
function touches(range, word) {
  const text = word.firstChild;
  if (!text || !range.intersectsNode(text)) return false;
  const own = document.createRange();
  own.selectNodeContents(text);
  return (
    range.compareBoundaryPoints(Range.END_TO_START, own) < 0 && range.compareBoundaryPoints(Range.START_TO_END, own) > 0
  );
}

customElements.define("choose-words", ChooseWords);
