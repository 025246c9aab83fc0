/** Characters that Go writes as an escape of two characters in a quoted string (strconv.Quote). */
export const GO_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\v', '\\v'],
]);

/** A string as Go's `%q` prints it, for the characters that Kubernetes lets through; control characters as `\x` escapes. */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += GO_ESCAPES.get(character) ?? escaped(character);
  return `${quoted}"`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return character;
}
