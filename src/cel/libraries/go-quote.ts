const ESCAPES = new Map([
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

/** A string in double quotes with CEL's escapes: `strings.quote`, and the strings inside `%s` of a list. */
export function goQuote(text: string): string {
  return `"${[...text].map((character) => ESCAPES.get(character) ?? character).join('')}"`;
}
