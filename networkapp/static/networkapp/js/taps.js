/**
 * `<message-taps>`: reacting to a message, and confirming its receipt, with one tap beside it. Messages are the same for
 * every reader; which reactions are theirs, and for whom they confirm, is said here.
 */

import { post, signedOut } from "./post.js";

export class MessageTaps extends HTMLElement {
  connectedCallback() {
    this.page = this.closest("live-network");
    /** @type {Map<string, Set<string>>} */
    this.given = new Map(
      Object.entries(/** @type {Record<string, string[]>} */ (JSON.parse(this.dataset.given ?? "{}"))).map(
        ([message, kinds]) => [message, new Set(kinds)],
      ),
    );
    this.done = /** @type {HTMLElement | null} */ (this.querySelector("[role=status]"));
    this.problem = /** @type {HTMLElement | null} */ (this.querySelector("[role=alert]"));
    this.page?.toggleAttribute("data-taps", true);
    this.page?.addEventListener("applied", () => this.show());
    this.page?.addEventListener("click", (event) => this.clicked(event));
    this.show();
  }

  show() {
    for (const message of /** @type {NodeListOf<HTMLElement>} */ (this.page?.querySelectorAll("article.message[id]") ?? [])) {
      const own = message.dataset.author === this.dataset.reader;
      for (const button of /** @type {NodeListOf<HTMLElement>} */ (message.querySelectorAll("[data-react]"))) {
        button.hidden = own;
        button.setAttribute("aria-pressed", String(this.has(message, button)));
      }
      const confirm = /** @type {HTMLElement | null} */ (message.querySelector("[data-confirm]"));
      if (!confirm) continue;
      const { delegation = "", confirm: words = "" } = this.dataset;
      confirm.hidden = !delegation || (confirm.dataset.seen ?? "").split(" ").includes(delegation);
      confirm.textContent = words;
    }
  }

  /** @param {HTMLElement} message @param {HTMLElement} button @returns {boolean} */
  has(message, button) {
    return this.given?.get(numberOf(message))?.has(button.dataset.react ?? "") ?? false;
  }

  /** @param {Event} event */
  clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const message = /** @type {HTMLElement | null | undefined} */ (button?.closest("article.message"));
    if (!button || !message) return;
    if (button.dataset.react) this.react(message, button);
    else if (button.hasAttribute("data-confirm")) this.send(message, "acknowledge/", new URLSearchParams());
  }

  /** @param {HTMLElement} message @param {HTMLElement} button */
  async react(message, button) {
    const kind = button.dataset.react ?? "";
    const on = !this.has(message, button);
    const body = new URLSearchParams(on ? { kind, on: "1" } : { kind });
    if (!(await this.send(message, "react/", body))) return;
    const kinds = this.given?.get(numberOf(message)) ?? new Set();
    if (on) kinds.add(kind);
    else kinds.delete(kind);
    this.given?.set(numberOf(message), kinds);
    this.show();
  }

  /**
   * @param {HTMLElement} message
   * @param {string} act the end of its address
   * @param {URLSearchParams} body
   * @returns {Promise<boolean>} whether it is done; if not, the reason is below the message
   */
  async send(message, act, body) {
    const address = /** @type {HTMLAnchorElement | null} */ (message.querySelector("a[data-more]"))?.href ?? "";
    try {
      const answer = await post(`${address}${act}`, body);
      const outcome = signedOut(answer) ? {} : await answer.json();
      if (answer.ok && outcome.confirmation) {
        this.say(message, outcome.confirmation, false);
        return true;
      }
      const problems = /** @type {{ message: string }[]} */ (Object.values(outcome.errors ?? {}).flat());
      this.say(message, problems[0]?.message ?? this.dataset.failed ?? "", true);
    } catch {
      this.say(message, this.dataset.failed ?? "", true);
    }
    return false;
  }

  /** @param {HTMLElement} message @param {string} words @param {boolean} isProblem */
  say(message, words, isProblem) {
    if (this.done) this.done.textContent = isProblem ? "" : words;
    if (!this.problem) return;
    if (isProblem) message.after(this.problem);
    this.problem.textContent = isProblem ? words : "";
    this.problem.hidden = !isProblem;
  }
}

/** @param {HTMLElement} message @returns {string} */
function numberOf(message) {
  return message.id.replace("message-", "");
}
