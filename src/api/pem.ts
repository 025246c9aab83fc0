// Certificates and requests in PEM: encoding/pem and the outermost shape that crypto/x509 wants. Not checked: what is in
// them, such as keys, dates and signatures.

/** One block of a PEM text. */
export interface PemBlock {
  readonly type: string;
  readonly hasHeaders: boolean;
  readonly bytes: Uint8Array;
}

/** The blocks of a PEM text; what is between them is skipped. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { readonly type: string; readonly lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const begin = /^-----BEGIN (.*)-----\s*$/.exec(line)?.[1];
    const end = /^-----END (.*)-----\s*$/.exec(line)?.[1];
    if (begin !== undefined) open = { type: begin, lines: [] };
    else if (end === undefined) open?.lines.push(line.trim());
    else {
      if (open?.type === end) blocks.push(...blockOf(end, open.lines));
      open = undefined;
    }
  }
  return blocks;
}

// Headers come before an empty line. A block whose contents are no base64 is none.
function blockOf(type: string, lines: readonly string[]): PemBlock[] {
  const hasHeaders = lines[0]?.includes(':') === true;
  const body = hasHeaders ? lines.slice(lines.indexOf('') + 1) : lines;
  const bytes = bytesOf(body.join(''));
  return bytes === undefined ? [] : [{ type, hasHeaders, bytes }];
}

function bytesOf(base64: string): Uint8Array | undefined {
  const text = decoded(base64);
  return text === undefined ? undefined : Uint8Array.from(text, (character) => character.charCodeAt(0));
}

// Spaces and line ends are skipped.
function decoded(base64: string): string | undefined {
  const digits = base64.replace(/\s/g, '');
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits) ? atob(digits) : undefined;
}

/** The text that the base64 of a manifest stands for, one character per byte; empty if it is no base64. */
export function textOfBase64(base64: string): string {
  return decoded(base64) ?? '';
}

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;

/** Is this a sequence of contents, algorithm and signature in DER, as certificates and requests are? */
export function isSigned(der: Uint8Array): boolean {
  const outer = elements(der);
  if (outer?.length !== 1 || outer[0]?.tag !== SEQUENCE) return false;
  const parts = elements(outer[0].content);
  return parts?.map(({ tag }) => tag).join() === [SEQUENCE, SEQUENCE, BIT_STRING].join();
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

// The elements that fill the bytes, or `undefined` if they do not fit.
function elements(bytes: Uint8Array): Element[] | undefined {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const short = bytes[at + 1];
    if (short === undefined) return undefined;
    const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
    // A length of more than four bytes is longer than any manifest.
    if (lengthBytes > 4 || short === 0x80) return undefined;
    const start = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? short : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    if (start + length > bytes.length) return undefined;
    found.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

/** Does the base64 of a CA bundle hold a certificate? Blocks that are none are skipped. */
export function hasCertificate(base64: string): boolean {
  return pemBlocks(textOfBase64(base64)).some(
    ({ type, hasHeaders, bytes }) => type === 'CERTIFICATE' && !hasHeaders && isSigned(bytes),
  );
}
