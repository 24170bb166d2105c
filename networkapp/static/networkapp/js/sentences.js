// In the preview beside the editor: marks paragraphs that hold a sentence of more than 35 words, for the checks.
{
  const LONG = /(?:[^\s.!?:;…]+\s+){35}[^\s.!?:;…]/;
  for (const text of document.querySelectorAll("main .prose p, main .prose li")) {
    text.toggleAttribute("data-long-sentence", LONG.test(text.textContent ?? ""));
  }
}
