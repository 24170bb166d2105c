/** Which messages of a topic have been on the screen long enough to be read, without a gap. */

const EVERY = 250;
const LOOK = 1_000;

export class SeenMessages {
  /**
   * @param {() => Iterable<Element>} messages the messages of the page, each with its `data-sequence`, in their order
   * @param {number} upto the sequence up to which everything is read
   * @param {(upto: number) => void} tell is called whenever that moves on
   */
  constructor(messages, upto, tell) {
    this.messages = messages;
    this.upto = upto;
    this.tell = tell;
    /** @type {Map<number, number>} for how long the end of the text of each unread message was shown, by its sequence */
    this.shown = new Map();
    this.isLooking = false;
    this.timer = setInterval(() => this.look(), EVERY);
  }

  stop() {
    clearInterval(this.timer);
    this.isLooking = false;
  }

  look() {
    this.isLooking = false;
    if (document.visibilityState !== "visible") return;
    const before = this.upto;
    let isGapless = true;
    for (const message of this.messages()) {
      const sequence = Number(message.getAttribute("data-sequence"));
      if (sequence <= this.upto) continue;
      const milliseconds = this.count(message, sequence);
      if (milliseconds < LOOK) isGapless = false;
      if (isGapless) this.upto = sequence;
    }
    if (this.upto > before) this.tell(this.upto);
  }

  /**
   * @param {Element} message
   * @param {number} sequence
   * @returns {number} milliseconds for which the end of its text was on the screen; scrolled past, they begin anew
   */
  count(message, sequence) {
    const known = this.shown.get(sequence) ?? 0;
    if (known >= LOOK) return known;
    const end = message.querySelector(":scope > .text") ?? message;
    const { bottom, height } = end.getBoundingClientRect();
    const isShown = height > 0 && bottom > 0 && bottom <= innerHeight;
    this.isLooking ||= isShown;
    this.shown.set(sequence, isShown ? known + EVERY : 0);
    return isShown ? known + EVERY : 0;
  }
}
