import { cells } from './printable.js';

/** `text` as lines of at most `width` cells, broken at spaces; only a word longer than that is cut. */
export function wrapped(text: string, width: number): string[] {
  if (text.length * 2 <= width || cells(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    if (line !== '' && cells(line) + 1 + cells(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  // Of two spaces one may be left at an end.
  return [...lines, line].map((one) => one.trimEnd());
}

function pieces(word: string, width: number): string[] {
  if (cells(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && cells(piece + character) > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}
