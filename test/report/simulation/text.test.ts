import { describe, expect, test } from 'vitest';
import { markdownText } from '../../../src/report/markdown-text.js';
import { paintWith } from '../../../src/report/paint.js';
import { clock } from '../../../src/report/simulation/clock.js';
import { amountsText } from '../../../src/report/simulation/requests.js';
import { rowLine } from '../../../src/report/simulation/row-line.js';
import type { Row } from '../../../src/report/simulation/rows.js';
import { wrapped } from '../../../src/report/wrap.js';

describe('lines', () => {
  test.each([
    { text: 'one two three', width: 20, lines: ['one two three'] },
    { text: 'one two three', width: 8, lines: ['one two', 'three'] },
    { text: 'abcdefghij kl', width: 4, lines: ['abcd', 'efgh', 'ij', 'kl'] },
    { text: '店店店店', width: 4, lines: ['店店', '店店'] },
    { text: '', width: 4, lines: [''] },
  ])('$text in $width cells', ({ text, width, lines }) => {
    expect(wrapped(text, width)).toEqual(lines);
  });
});

describe('times', () => {
  test.each([
    [0, '0s'],
    [1500, '1.5s'],
    [60_000, '60s'],
    [125_000, '2m05s'],
    [3_600_000, '1h00m'],
    [3_605_000, '1h00m05s'],
  ])('%d ms is %s', (ms, text) => {
    expect(clock(ms)).toBe(text);
  });
});

describe('amounts', () => {
  test.each([
    { amounts: { cpu: 1500, memory: 3 * 2 ** 30 }, text: '1500m CPU, 3Gi memory' },
    { amounts: { memory: 1_000_000, cpu: 2000 }, text: '2 CPU, 1000000 memory' },
    { amounts: { 'nvidia.com/gpu': 2, cpu: 0 }, text: '2 nvidia.com/gpu' },
    { amounts: {}, text: '' },
  ])('$text', ({ amounts, text }) => {
    expect(amountsText(new Map(Object.entries(amounts)))).toBe(text);
  });
});

describe('Markdown', () => {
  test.each([
    ['a|b <script> *c* _d_ `e` ~f~ $g$', 'a\\|b \\<script\\> \\*c\\* \\_d\\_ \\`e\\` \\~f\\~ \\$g\\$'],
    ['ask @octocat about image@sha256:0', 'ask @\u200boctocat about image@sha256:0'],
    ['AT&amp;T & co', 'AT\\&amp;T & co'],
    ['two\nlines', 'two lines'],
    ['\u001b[31mred', '␛\\[31mred'],
  ])('%j', (text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });
});

describe('rows', () => {
  const row: Row = {
    at: 5000,
    order: 1,
    kind: 'step',
    about: '',
    counts: undefined,
    text: 'step 1: get pods',
    because: '',
  };
  test.each([
    { name: 'short', row, lines: ['       5s               step 1: get pods'] },
    {
      name: 'a reason that does not fit stands below',
      row: { ...row, because: 'maxUnavailable 0: 4 stay available of 5, and more' },
      lines: [
        '       5s               step 1: get pods',
        '                        (maxUnavailable 0: 4 stay available of 5, and more)',
      ],
    },
    {
      name: 'what kubectl printed stays as wide as it is, without what a terminal would act on',
      row: { ...row, said: ['NAME    READY', `web-\u001b[31m${'x'.repeat(80)}`] },
      lines: ['       5s               step 1: get pods', '  NAME    READY', `  web-␛[31m${'x'.repeat(80)}`],
    },
    {
      name: 'what fits stands further in, tabs as a terminal shows them',
      row: { ...row, said: ['web\t4', 'orders-api\t12'] },
      lines: ['       5s               step 1: get pods', '           web     4', '           orders-api      12'],
    },
  ])('$name', ({ row: one, lines }) => {
    expect(rowLine(one, paintWith(false), 80).split('\n')).toEqual(lines);
  });
});
