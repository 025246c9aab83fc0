import { expect, test } from 'vitest';
import { textOf } from '../../src/source/text.js';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

test.each([
  { name: 'plain', input: bytes('a: 1'), source: { file: 'web.yaml', text: 'a: 1' } },
  { name: 'a byte order mark stays', input: bytes('\ufeffa: 1'), source: { file: 'web.yaml', text: '\ufeffa: 1' } },
  {
    name: 'a byte that is no UTF-8',
    input: bytes('a: ä', 0xff, 'b'),
    source: { file: 'web.yaml', text: 'a: ä\ufffdb', invalidAt: 4 },
  },
  { name: 'at the very start', input: bytes(0x80), source: { file: 'web.yaml', text: '\ufffd', invalidAt: 0 } },
  {
    name: 'a character cut at the end',
    input: bytes('a: ', 0xe2, 0x82),
    source: { file: 'web.yaml', text: 'a: \ufffd', invalidAt: 3 },
  },
  {
    name: 'after many sound wide characters',
    input: bytes('🚀'.repeat(100), 0xc0),
    source: { file: 'web.yaml', text: `${'🚀'.repeat(100)}\ufffd`, invalidAt: 200 },
  },
  {
    name: 'UTF-16 with the low byte first, which kubectl refuses',
    input: bytes(0xff, 0xfe, 'a', 0, ':', 0),
    source: { file: 'web.yaml', text: 'a:', invalidAt: 0 },
  },
  { name: 'UTF-16 with its mark', input: bytes(0xfe, 0xff, 0, 'a', 0, ':'), source: { file: 'web.yaml', text: 'a:' } },
])('$name', ({ input, source }) => {
  expect(textOf(input, 'web.yaml')).toEqual(source);
});
