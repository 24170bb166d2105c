/** `<answer-sheet>`: the questions of a page save themselves, and hear what others have saved. */

import { Line } from "../../networkapp/js/socket.js";
import { Editing } from "./editing.js";
import { lookAfter } from "./kept.js";
import { bringForms } from "./later.js";
import { Minutes } from "./minutes.js";
import { Question } from "./question.js";
import { countWords, showCounts } from "./words.js";

class AnswerSheet extends HTMLElement {
  connectedCallback() {
    /** @type {Map<string, Question>} */
    this.questions = new Map();
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-question]"))) {
      this.questions.set(element.dataset.question ?? "", new Question(element, this.dataset));
      lookAfter(this.dataset.reader ?? "", element.dataset.address ?? "");
    }
    const words = this.dataset.wordCount ?? "";
    countWords(this, words);
    bringForms(this, (form) => showCounts(form, words));
    const { socket = "", after = "0", language = "", zone = "", minute = "" } = this.dataset;
    if (minute) this.minutes = new Minutes(this, minute);
    if (socket) {
      this.line = new Line(socket, Number(after), { language, zone });
      this.line.addEventListener("arrived", (event) => this.hear(/** @type {CustomEvent} */ (event).detail));
      this.editing = new Editing(this, this.line);
      this.line.open();
    }
    this.back = () => this.sendKept();
    window.addEventListener("online", this.back);
    // A change that has not been sent yet is kept on this device; leaving the page loses nothing.
  }

  disconnectedCallback() {
    this.minutes?.close();
    this.editing?.close();
    this.line?.close();
    if (this.back) window.removeEventListener("online", this.back);
  }

  /** @param {import("../../networkapp/js/socket.js").EventFrame} frame */
  hear(frame) {
    if (frame.kind === "assessment.answered") this.questions?.get(frame.data.series_id)?.heard(frame.data.version);
  }

  sendKept() {
    for (const question of this.questions?.values() ?? []) if (question.waits) question.save();
  }
}

customElements.define("answer-sheet", AnswerSheet);
