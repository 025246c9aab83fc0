// Character codes the readers look for, under the names that the YAML specification gives them.
export const tab = 9;
export const lineFeed = 10;
export const space = 32;
export const doubleQuote = 34;
export const hash = 35;
export const ampersand = 38;
export const singleQuote = 39;
export const asterisk = 42;
export const comma = 44;
export const dash = 45;
export const dot = 46;
export const colon = 58;
export const less = 60;
export const greater = 62;
export const question = 63;
export const openBracket = 91;
export const backslash = 92;
export const closeBracket = 93;
export const openBrace = 123;
export const bar = 124;
export const closeBrace = 125;

/** Characters that cannot start a plain scalar in block context, or only when no blank follows (`-`, `?`, `:`). */
const indicators = new Uint8Array(128);
for (const character of '-?:,[]{}#&*!|>\'"%@`') indicators[character.charCodeAt(0)] = 1;

/** Does the character need a closer look before it can start a plain scalar? */
export function isIndicator(code: number): boolean {
  return code < 128 && indicators[code] === 1;
}

/** Is the character a blank (space or tab)? */
export function isBlank(code: number): boolean {
  return code === space || code === tab;
}

/** Is the character a blank or the end of the line? */
export function isBlankOrEnd(code: number): boolean {
  return code === space || code === lineFeed || code === tab;
}

/** May the character stand in the name of an anchor? */
export function isNameCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === dash ||
    code === 95
  );
}
