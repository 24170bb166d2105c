/** What in a text may be personal data of a person at risk: looked for on this device, by the rules of personal_data.json. */

/** @typedef {{ kind: string, found: string }} Finding */
/** @typedef {{ weights: number[][], at: number, modulus: number, width?: number, plus?: number, else?: number }} Step */
/** @typedef {{ kind: string, number: string, check?: string, name?: number, years?: number[], digits?: number, anycase?: boolean }} Rule */
/** @typedef {{ ends: string[], dates: string, public: string[], rules: Rule[], checks: Record<string, Step[]>, not_names: string[], persons: string[] }} Rules */

const FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";

/**
 * The pieces of the text that may be personal data, in the order of the rules, each once.
 * @param {string} text
 * @param {Rules} rules
 * @returns {Finding[]}
 */
export function look(text, rules) {
  /** @param {string} pattern @param {boolean} [anycase] */
  const compiled = (pattern, anycase) => {
    const [before, after] = rules.ends;
    const whole = pattern.replaceAll("«", before).replaceAll("»", after).replaceAll("¤", rules.dates);
    return new RegExp(whole, anycase ? "giu" : "gu");
  };
  let rest = text;
  for (const pattern of rules.public) rest = rest.replace(compiled(pattern, true), blank);
  /** @type {Finding[]} */
  const findings = [];
  for (const rule of rules.rules) {
    for (const match of rest.matchAll(compiled(rule.number, rule.anycase))) {
      if (!holds(rule, match, rest, rules)) continue;
      findings.push({ kind: rule.kind, found: match[0].trim() });
      rest = rest.slice(0, match.index) + blank(match[0]) + rest.slice(match.index + match[0].length);
    }
  }
  return findings;
}

/** @param {string} piece */
function blank(piece) {
  return " ".repeat(piece.length);
}

/** @param {Rule} rule @param {RegExpMatchArray} match @param {string} text @param {Rules} rules */
function holds(rule, match, text, rules) {
  const found = match[0];
  const digits = [...found.matchAll(/[0-9]/g)].map(([digit]) => Number(digit));
  const [first, last] = rule.years ?? [0, Infinity];
  const years = found.match(/(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/g) ?? [];
  if (!years.every((year) => first <= Number(year) && Number(year) <= last)) return false;
  if (rule.name !== undefined && !hasName(rule.name, match, text, rules)) return false;
  if (digits.length < (rule.digits ?? 0)) return false;
  if (!rule.check) return true;
  const steps = rules.checks[rule.check];
  return steps ? steps.every((step) => fits(digits, step)) : SPECIAL[rule.check](found, digits);
}

const NAME = "\\p{Lu}\\p{L}+";
// A line with nothing but a full name, perhaps after what it is: "Name: Maria Example".
const NAMED_LINE = new RegExp(`^(?:\\p{L}{2,12}: ?)?${NAME}(?:[ -]${NAME}){1,3}[,;]?$`, "u");
// A name right after the date; after the end of a sentence, or of the line, a full one.
const NAMED_AFTER = new RegExp(
  `\\)?(?: ?(?:г|года|r|m|d)\\.?)?(?:[ ,;:(–—-]{1,4}${NAME}(?![\\p{L}\\p{N}])|[ .\\n]{1,3}${NAME}[ -]${NAME}(?![\\p{L}\\p{N}]))`,
  "uy",
);

/**
 * Somebody is named or meant near the match, as `_has_name` of personal_data.py has it.
 * @param {number} near @param {RegExpMatchArray} match @param {string} text @param {Rules} rules
 */
function hasName(near, match, text, rules) {
  /** @param {string} piece */
  const capitals = (piece) => piece.match(/(?<![\p{L}\p{N}])\p{Lu}\p{L}+/gu) ?? [];
  /** @param {string} word */
  const isName = (word) => !rules.not_names.includes(word.toLowerCase());
  if (!near) return capitals(match[1]).every(isName);
  const start = match.index ?? 0;
  const lines = text.slice(Math.max(0, start - near), start).split("\n");
  const [above, line] = [(lines.at(-2) ?? "").trim(), lines.at(-1) ?? ""];
  const persons = new RegExp(`(?<![\\p{L}\\p{N}])(?:${rules.persons.join("|")})(?![\\p{L}\\p{N}])`, "iu");
  if (capitals(line).some(isName) || persons.test(line)) return true;
  if (!line.trim() && NAMED_LINE.test(above)) return capitals(above).every(isName);
  NAMED_AFTER.lastIndex = start + match[0].length;
  const after = NAMED_AFTER.exec(text);
  return after !== null && capitals(after[0]).every(isName);
}

/** @param {number[]} digits @param {Step} step */
function fits(digits, { weights, at, modulus, width = 1, plus = 0, else: otherwise = -1 }) {
  const said = Number(digits.slice(at, at + width).join(""));
  for (const row of weights) {
    const rest = (row.reduce((sum, weight, place) => sum + weight * digits[place], 0) + plus) % modulus;
    if (rest < 10 ** width) return rest === said;
  }
  return said === otherwise;
}

/** @type {Record<string, (found: string, digits: number[]) => boolean>} */
const SPECIAL = {
  finland: (found) => FINNISH[Number(found.slice(0, 6) + found.slice(7, 10)) % 31] === found.at(-1),
  luhn(_found, digits) {
    const doubled = digits.slice(-10).map((digit, place) => (place % 2 === 0 ? digit * 2 : digit));
    return doubled.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0;
  },
  germany(_found, digits) {
    const ten = digits.slice(0, 10);
    const counts = [...new Set(ten)].map((digit) => ten.filter((other) => other === digit).length).sort();
    const product = ten.reduce((carried, digit) => (((digit + carried) % 10 || 10) * 2) % 11, 10);
    return [2, 3].includes(counts.at(-1) ?? 0) && counts.at(-2) === 1 && (11 - product) % 10 === digits[10];
  },
};
