import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';

/** Larger files are not read: 64 MiB is a hundred times the largest manifest that etcd would take. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The text of one file, named as findings name it. */
export interface SourceText {
  /** Relative to the working directory, `/` separators. */
  readonly file: string;
  readonly text: string;
  /** Bytes that are no UTF-8: where in `text` (UTF-16 offset) the first one stands, as U+FFFD. */
  readonly invalidAt?: number;
}

/** What came of reading one path. */
export type TextOutcome =
  | { readonly kind: 'text'; readonly source: SourceText }
  | { readonly kind: 'too-large'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads the file at `path` and names it `file`. */
export function readText(path: string, file: string): TextOutcome {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MAX_FILE_BYTES) return tooLarge(bytes.length);
    return { kind: 'text', source: textOf(bytes, file) };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ERR_FS_FILE_TOO_LARGE' || code === 'ERR_STRING_TOO_LONG') return tooLarge(statSync(path).size);
    return { kind: 'unreadable', message: `cannot read ${file}: ${reasonOf(code)}` };
  }
}

/**
 * Bytes as text: UTF-8, or UTF-16 if a byte order mark says so. kubectl cuts files at the byte of a line end, so that in
 * UTF-16 with the low byte first, which Windows PowerShell writes, half a character is left: it refuses them all.
 */
export function textOf(bytes: Uint8Array, file: string): SourceText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) {
    return { file, text: new TextDecoder('utf-16le').decode(buffer), invalidAt: 0 };
  }
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return { file, text: new TextDecoder('utf-16be').decode(buffer) };
  const text = buffer.toString('utf8');
  if (isUtf8(buffer)) return { file, text };
  return { file, text, invalidAt: firstInvalid(buffer) };
}

/** The UTF-16 offset of the first byte that is no UTF-8, found by halving: a prefix is either still sound or not. */
function firstInvalid(buffer: Buffer): number {
  let sound = 0;
  let unsound = buffer.length;
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >> 1;
    if (isUtf8(buffer.subarray(0, characterStart(buffer, middle)))) sound = middle;
    else unsound = middle;
  }
  return buffer.subarray(0, characterStart(buffer, sound)).toString('utf8').length;
}

/** Steps back over at most three continuation bytes, so that a cut inside a character is no mistake of its own. */
function characterStart(buffer: Buffer, at: number): number {
  for (let back = 0; back < 4 && at - back > 0; back++) {
    if (((buffer[at - back] ?? 0) & 0xc0) !== 0x80) return at - back;
  }
  return at;
}

function tooLarge(bytes: number): TextOutcome {
  const mebibytes = Math.ceil(bytes / (1024 * 1024));
  return {
    kind: 'too-large',
    reason: `the file has ${mebibytes} MiB, more than ${MAX_FILE_BYTES / (1024 * 1024)} MiB`,
  };
}

/** The `code` of a Node error (`ENOENT`), or `''`. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** What a Node error code means, in words. */
export function reasonOf(code: string): string {
  if (code === 'ENOENT') return 'no such file or directory';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'EISDIR') return 'is a directory';
  if (code === 'ENOTDIR') return 'a part of the path is not a directory';
  if (code === 'ELOOP') return 'symbolic links go round in a circle';
  if (code === 'ENOSPC') return 'no space left on the device';
  if (code === 'EROFS') return 'the file system is read-only';
  if (code === 'ENAMETOOLONG') return 'the name is too long';
  return code === '' ? 'unknown reason' : code;
}
