/** `<paper-tray>`: in the composer, files are sent as soon as they are chosen, and wait there for their message. */

import { newKey } from "./outbox.js";
import { csrfToken, post } from "./post.js";

export class PaperTray extends HTMLElement {
  connectedCallback() {
    /** @type {Map<string, Element>} papers that were posted, with their rows, should they come back */
    this.taken = new Map();
    /** @type {Promise<unknown>} what is being sent, one file after the other */
    this.sending = Promise.resolve();
    this.input.addEventListener("change", () => this.chosen());
    for (const row of this.rows()) this.dress(row);
  }

  /** @returns {HTMLInputElement} */
  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
  }

  /** @returns {HTMLElement[]} */
  rows() {
    return [...this.querySelectorAll("li[data-paper]")].map((row) => /** @type {HTMLElement} */ (row));
  }

  /** Every chosen file goes its way; the field is free again, so that none is sent with the form as well. */
  chosen() {
    const files = [...(this.input.files ?? [])];
    this.input.value = "";
    this.querySelector("[data-refused]")?.replaceChildren();
    for (const file of files) {
      if (file.size > Number(this.input.dataset.maxBytes)) this.refuse(this.word("too-large", file.name));
      else this.sending = this.queue(this.sending, file);
    }
  }

  /**
   * @param {Promise<unknown> | undefined} before
   * @param {File} file
   */
  async queue(before, file) {
    await before;
    await this.send(file).catch(() => this.refuse(this.word("failed", file.name)));
  }

  /** @param {File} file */
  async send(file) {
    const answer = await this.put(file);
    if (!answer.responseURL.endsWith(this.dataset.putUrl ?? "")) return this.refuse(this.word("signed-out", file.name));
    if (answer.status === 422 || (answer.status === 429 && answer.getResponseHeader("Retry-After"))) {
      const { errors } = JSON.parse(answer.responseText);
      return this.refuse(Object.values(errors).flat().map((error) => error.message).join(" "));
    }
    if (answer.status !== 200) return this.refuse(this.word(answer.status < 500 ? "gone" : "failed", file.name));
    for (const html of JSON.parse(answer.responseText).papers) this.add(html);
    this.say(this.word("kept", file.name));
  }

  /**
   * Fetch does not tell how much has been sent; this does.
   * @param {File} file
   * @returns {Promise<XMLHttpRequest>}
   */
  put(file) {
    const bar = /** @type {HTMLProgressElement} */ (this.querySelector("progress"));
    const body = new FormData();
    body.append("files", file);
    body.append("client_key", newKey());
    body.append("csrfmiddlewaretoken", csrfToken());
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.dataset.putUrl ?? "");
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.value = Math.floor((100 * loaded) / total);
        this.say(this.word("sending", file.name).replace("{n}", String(bar.value)));
      });
      request.addEventListener("load", () => resolve(request));
      request.addEventListener("error", reject);
      request.addEventListener("loadend", () => (bar.hidden = true));
      bar.hidden = false;
      request.send(body);
    });
  }

  /** @param {string} html */
  add(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const row = /** @type {HTMLElement | null} */ (made.content.querySelector("li[data-paper]"));
    if (!row || this.rows().some((known) => known.dataset.paper === row.dataset.paper)) return;
    this.querySelector("[data-papers]")?.append(row);
    this.dress(row);
  }

  /**
   * With a script a paper is removed at once; the box is for pages without one.
   * @param {HTMLElement} row
   */
  dress(row) {
    const button = row.querySelector("button");
    row.querySelector("input[type=checkbox]")?.toggleAttribute("hidden", true);
    const words = this.wordsOf(row);
    words?.addEventListener("change", () => this.tell(row.dataset.paper ?? "", words.value));
    words?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    button?.toggleAttribute("hidden", false);
    button?.addEventListener("click", () => this.discard(row));
  }

  /** @param {HTMLElement} row @returns {HTMLInputElement | null} where the writer says what a picture shows */
  wordsOf(row) {
    return row.querySelector("input[name=described]");
  }

  /** @returns {[string, string][]} the waiting pictures, and their descriptions */
  described() {
    return this.rows().flatMap((row) => {
      const words = this.wordsOf(row);
      return words ? [/** @type {[string, string]} */ ([row.dataset.paper ?? "", words.value])] : [];
    });
  }

  /** @param {string} paper @param {string} words */
  tell(paper, words) {
    this.dispatchEvent(new CustomEvent("described", { detail: [paper, words] }));
  }

  /**
   * The description of a picture waits with it, on the user's other devices too; it is sent with the message anyway.
   * @param {string} paper
   * @param {string} words
   */
  describe(paper, words) {
    const said = new URLSearchParams({ describes: paper, described: words, client_key: newKey() });
    this.sending = Promise.all([this.sending, post(this.dataset.putUrl ?? "", said).catch(() => undefined)]);
  }

  /** @param {HTMLElement} row */
  async discard(row) {
    const name = row.querySelector("label")?.firstChild?.textContent?.trim() ?? "";
    try {
      const answer = await post(`${this.dataset.putUrl}${row.dataset.paper}/remove/`, new URLSearchParams());
      if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
      row.remove();
      this.say(this.word("removed", name));
      this.input.focus();
    } catch {
      this.refuse(this.word("failed", name));
    }
  }

  /**
   * The papers go with a message that is on its way: these, or all that wait.
   * @param {string[]} [papers]
   * @returns {string[]} their numbers
   */
  take(papers) {
    const going = this.rows().filter(({ dataset }) => papers?.includes(dataset.paper ?? "") ?? true);
    for (const row of going) {
      this.taken?.set(row.dataset.paper ?? "", row);
      row.remove();
    }
    this.say("");
    return going.map(({ dataset }) => dataset.paper ?? "");
  }

  /**
   * Their message came back.
   * @param {string[]} papers
   */
  giveBack(papers) {
    for (const paper of papers) this.querySelector("[data-papers]")?.append(...[this.taken?.get(paper) ?? []].flat());
  }

  /** @param {string} words */
  say(words) {
    const place = this.querySelector("[data-said]");
    if (place) place.textContent = words;
  }

  /** @param {string} words */
  refuse(words) {
    const place = this.querySelector("[data-refused]");
    const said = Object.assign(document.createElement("p"), { className: "error", textContent: words });
    place?.setAttribute("role", "alert");
    place?.append(said);
    this.say("");
  }

  /**
   * @param {string} name
   * @param {string} file
   */
  word(name, file) {
    return (this.getAttribute(`data-word-${name}`) ?? "").replace("{name}", () => file);
  }
}
