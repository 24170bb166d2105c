/** Read out, politely and not more often than one can listen: who has written while this page was open. */

const PAUSE = 600;

export class Announcer {
  /** @param {HTMLElement} page has the words, and the place that is read out */
  constructor(page) {
    this.page = page;
    this.timer = 0;
    this.many = 0;
    this.last = "";
  }

  /** @param {string} who has written a message */
  written(who) {
    this.many += 1;
    this.last = who;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.say(), PAUSE);
  }

  say() {
    const { wordNewMessage = "", wordNewMessages = "" } = this.page.dataset;
    const words = (this.many > 1 ? wordNewMessages : wordNewMessage).replace("{n}", String(this.many));
    const place = this.page.querySelector("[data-live-said]");
    this.many = 0;
    // The same words again are read again: what does not change is not.
    if (place) place.textContent = "";
    requestAnimationFrame(() => {
      if (place) place.textContent = words.replace("{who}", () => this.last);
    });
  }
}
