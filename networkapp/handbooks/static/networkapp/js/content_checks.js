// In the preview beside the editor: marks what the checks cannot select, long sentences and links that say nothing.
{
  const LONG = /(?:[^\s.!?:;…]+\s+){35}[^\s.!?:;…]/;
  const NOTHING = new RegExp(
    `^(?:${[
      "click here|here|more|read more|link|this link",
      "hier|mehr|mehr lesen|klicken sie hier",
      "здесь|тут|далее|подробнее|ссылка",
      "täällä|tästä|lue lisää|här|läs mer|her|les mer|læs mere|hér",
      "siin|loe edasi|šeit|čia|tutaj|tu|więcej",
    ].join("|")})[\\s.…→»]*$`,
    "iu",
  );
  for (const text of document.querySelectorAll("main .prose p, main .prose li")) {
    text.toggleAttribute("data-long-sentence", LONG.test(text.textContent ?? ""));
  }
  for (const link of document.querySelectorAll("main a")) {
    link.toggleAttribute("data-says-nothing", NOTHING.test((link.textContent ?? "").trim()));
  }
}
