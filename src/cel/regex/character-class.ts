/** Does the class contain the code point? */
export type CharacterClass = (code: number) => boolean;

/** Exactly this code point. */
export function exactly(code: number): CharacterClass {
  return (candidate) => candidate === code;
}

/** Code points from `low` to `high`. */
export function range(low: number, high: number): CharacterClass {
  return (code) => code >= low && code <= high;
}

/** What any of the classes contains. */
export function union(classes: readonly CharacterClass[]): CharacterClass {
  const [only] = classes;
  return classes.length === 1 && only !== undefined ? only : (code) => classes.some((contains) => contains(code));
}

/** What the class does not contain. */
export function negated(contains: CharacterClass): CharacterClass {
  return (code) => !contains(code);
}

/** The class with the other cases of its letters (simple folding, as RE2 does it). */
export function ignoringCase(contains: CharacterClass): CharacterClass {
  return (code) => contains(code) || variants(code).some(contains);
}

// The orbits of Unicode simple folding that are not found by upper and lower case: K and the Kelvin sign, s and long s.
const ORBITS = new Map([
  [0x6b, [0x212a]],
  [0x4b, [0x212a]],
  [0x212a, [0x6b, 0x4b]],
  [0x73, [0x17f]],
  [0x53, [0x17f]],
  [0x17f, [0x73, 0x53]],
]);

function variants(code: number): readonly number[] {
  const text = String.fromCodePoint(code);
  const cases = [text.toLowerCase(), text.toUpperCase()].filter((other) => [...other].length === 1);
  return [...cases.map((other) => other.codePointAt(0) ?? code), ...(ORBITS.get(code) ?? [])];
}

const DIGIT = range(0x30, 0x39);
const UPPER = range(0x41, 0x5a);
const LOWER = range(0x61, 0x7a);
const ALPHA = union([UPPER, LOWER]);
const WORD = union([DIGIT, ALPHA, exactly(0x5f)]);
// Not the vertical tab: RE2's \s is [\t\n\f\r ].
const SPACE = union([range(0x09, 0x0a), range(0x0c, 0x0d), exactly(0x20)]);

/** `\d`, `\s`, `\w` and their negations: ASCII only in RE2. */
export const PERL: ReadonlyMap<string, CharacterClass> = new Map([
  ['d', DIGIT],
  ['D', negated(DIGIT)],
  ['s', SPACE],
  ['S', negated(SPACE)],
  ['w', WORD],
  ['W', negated(WORD)],
]);

/** `[:alpha:]` and its like, ASCII only. */
export const POSIX: ReadonlyMap<string, CharacterClass> = new Map([
  ['alnum', union([DIGIT, ALPHA])],
  ['alpha', ALPHA],
  ['ascii', range(0, 0x7f)],
  ['blank', union([exactly(0x09), exactly(0x20)])],
  ['cntrl', union([range(0, 0x1f), exactly(0x7f)])],
  ['digit', DIGIT],
  ['graph', range(0x21, 0x7e)],
  ['lower', LOWER],
  ['print', range(0x20, 0x7e)],
  ['punct', (code) => range(0x21, 0x7e)(code) && !union([DIGIT, ALPHA])(code)],
  ['space', union([range(0x09, 0x0d), exactly(0x20)])],
  ['upper', UPPER],
  ['word', WORD],
  ['xdigit', union([DIGIT, range(0x41, 0x46), range(0x61, 0x66)])],
]);

/** `\p{Greek}`, `\pL`; `undefined` for a name that Unicode does not have. */
export function unicodeClass(name: string): CharacterClass | undefined {
  if (name === 'Any') return () => true;
  if (!/^[A-Za-z_]+$/.test(name)) return undefined;
  const property = name.length <= 2 ? name : `Script=${name}`;
  try {
    const pattern = new RegExp(`^\\p{${property}}$`, 'u');
    return (code) => pattern.test(String.fromCodePoint(code));
  } catch {
    return undefined;
  }
}
