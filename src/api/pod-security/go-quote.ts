/** A string as Go's `%q` prints it, for the characters that Kubernetes lets through here; others as `\u` escapes. */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += ESCAPES.get(character) ?? escaped(character);
  return `${quoted}"`;
}

const ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\v', '\\v'],
]);

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return character;
}
