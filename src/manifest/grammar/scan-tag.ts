import { isNameCharacter } from '../reader/characters.js';
import { codeAt, fail, isBlankOrEnd, type Scanner } from './state.js';

/** A tag: `!<uri>`, `!suffix`, `!handle!suffix` or `!`; twin of `yaml_parser_scan_tag`. */
export function scanTag(scanner: Scanner): boolean {
  const start = scanner.pos;
  let handle = '';
  let suffix: string | undefined;
  if (codeAt(scanner, start + 1) === 60) {
    scanner.pos += 2;
    suffix = scanUri(scanner, '');
    if (suffix === undefined || codeAt(scanner, scanner.pos) !== 62) return fail(scanner, 'tag', start);
    scanner.pos++;
  } else {
    handle = scanHandle(scanner);
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(scanner, '');
    else {
      suffix = scanUri(scanner, handle);
      handle = '!';
      if (suffix === '') [handle, suffix] = ['', '!'];
    }
    if (suffix === undefined) return fail(scanner, 'tag', start);
  }
  if (!isBlankOrEnd(codeAt(scanner, scanner.pos))) return fail(scanner, 'tag', start);
  scanner.tokens.push({ kind: 'tag', start, end: scanner.pos, value: handle, suffix });
  return true;
}

/** `!`, name characters, and `!` again if it is there. */
export function scanHandle(scanner: Scanner): string {
  const start = scanner.pos++;
  while (isNameCharacter(codeAt(scanner, scanner.pos))) scanner.pos++;
  if (codeAt(scanner, scanner.pos) === 33) scanner.pos++;
  return scanner.text.slice(start, scanner.pos);
}

/** The characters of a tag's URI, after what was read of it as `head`; `undefined` if there are none or a bad escape. */
export function scanUri(scanner: Scanner, head: string): string | undefined {
  const start = scanner.pos;
  for (;;) {
    const code = codeAt(scanner, scanner.pos);
    if (!isNameCharacter(code) && !";/?:@&=+$,.!~*'()[]%".includes(String.fromCharCode(code))) break;
    scanner.pos++;
  }
  const uri = scanner.text.slice(start, scanner.pos);
  if (uri === '' && head === '') return undefined;
  const decoded = uri.includes('%') ? decoded8(uri) : uri;
  return decoded === undefined ? undefined : head.slice(1) + decoded;
}

function decoded8(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A bad escape: the caller says so.
    return undefined;
  }
}
