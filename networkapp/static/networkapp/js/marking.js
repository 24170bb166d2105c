/** What the buttons of a formatting toolbar do to a text in Markdown: pure functions over a text and what is selected. */

/**
 * @typedef {{ value: string, start: number, end: number }} Selected
 * @typedef {{ start: number, end: number, text: string, from: number, to: number }} Change puts `text` in place of what
 *   is from `start` to `end`, and selects what is then from `from` to `to`
 */

/**
 * Mark what is selected, or remove the marks if it has them; with nothing selected, the caret is between two marks.
 * @param {Selected} selected
 * @param {string} mark "**" or "*"
 * @returns {Change}
 */
export function wrap({ value, start, end }, mark) {
  while (start < end && /\s/.test(value[start] ?? "")) start += 1;
  while (end > start && /\s/.test(value[end - 1] ?? "")) end -= 1;
  const inside = value.slice(start, end);
  const around = { before: run(value.slice(0, start), -1), after: run(value.slice(end), 1) };
  const size = mark.length;
  if (marked(Math.min(around.before, around.after), size)) {
    return { start: start - size, end: end + size, text: inside, from: start - size, to: end - size };
  }
  const within = Math.min(run(inside, 1), run(inside, -1));
  if (inside.length > 2 * within && marked(within, size)) {
    const bare = inside.slice(size, -size);
    return { start, end, text: bare, from: start, to: start + bare.length };
  }
  // A mark holds inside one line only.
  const lines = inside.split("\n").map((line) => (line.trim() ? line.replace(/\S(?:.*\S)?/, (words) => mark + words + mark) : line));
  const text = inside ? lines.join("\n") : mark + mark;
  const one = lines.length === 1;
  return { start, end, text, from: start + (one ? size : 0), to: start + text.length - (one ? size : 0) };
}

/** @param {string} text @param {1 | -1} way @returns {number} how many stars it begins or ends with */
function run(text, way) {
  return (way === 1 ? /^\**/ : /\**$/).exec(text)?.[0].length ?? 0;
}

/** @param {number} stars @param {number} size @returns {boolean} whether this number of stars contains the mark of this size */
function marked(stars, size) {
  return size === 2 ? stars >= 2 : stars === 1 || stars === 3;
}

/**
 * Begin every line that is selected with the prefix, or remove it if all have it.
 * @param {Selected} selected
 * @param {string} prefix "- " or "> "
 * @returns {Change}
 */
export function prefixLines({ value, start, end }, prefix) {
  const first = value.lastIndexOf("\n", start - 1) + 1;
  const next = value.indexOf("\n", end);
  const last = next < 0 ? value.length : next;
  const lines = value.slice(first, last).split("\n");
  const filled = lines.filter((line) => line.trim());
  const all = filled.length > 0 && filled.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => {
    if (all) return line.startsWith(prefix) ? line.slice(prefix.length) : line;
    return line.trim() || lines.length === 1 ? prefix + line : line;
  });
  const text = changed.join("\n");
  // What follows would belong to the list or quotation, if no empty line came between.
  const after = !all && next >= 0 && value.slice(next + 1, next + 2).trim() ? "\n" : "";
  const caret = first + text.length;
  return { start: first, end: last, text: text + after, from: start === end ? caret : first, to: caret };
}

/**
 * A link around what is selected: its address is selected next, or its words where an address was selected.
 * @param {Selected} selected
 * @param {string} words stand for the words of a link while there are none
 * @returns {Change}
 */
export function link({ value, start, end }, words) {
  const inside = value.slice(start, end).replace(/\s*\n\s*/g, " ");
  const isAddress = /^(https?:\/\/|mailto:)\S+$/i.test(inside.trim());
  const shown = isAddress || !inside.trim() ? words : inside;
  const address = isAddress ? inside.trim() : "https://";
  const text = `[${shown}](${address})`;
  const from = shown === words ? start + 1 : start + shown.length + 3;
  return { start, end, text, from, to: from + (shown === words ? words : address).length };
}

/**
 * An "@" at the caret, apart from the word before it.
 * @param {Selected} selected
 * @returns {Change}
 */
export function mention({ value, start, end }) {
  const text = /[^\s(]$/.test(value.slice(0, start)) ? " @" : "@";
  return { start, end, text, from: start + text.length, to: start + text.length };
}
