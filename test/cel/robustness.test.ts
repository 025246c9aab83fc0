// Expressions come from files that nobody vouches for: nothing may crash, and nothing may take long.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../src/cel/compile.js';
import { environment } from '../../src/cel/environment.js';
import { fromJson } from '../../src/cel/json-value.js';
import { find, findAll, parseRegularExpression } from '../../src/cel/regex/regular-expression.js';
import { DYN } from '../../src/cel/type.js';

const env = environment(35, { variables: new Map([['object', DYN]]) });

function outcome(text: string): string {
  const compiled = compile(text, env);
  return compiled.kind === 'compile-error'
    ? 'compile-error'
    : compiled.run(new Map([['object', fromJson({ a: [1, 'x'] })]])).kind;
}

const WORDS =
  'object a [ ] ( ) { } . ? : , + - * / % ! == != < >= && || in 1 2u 1.5 "x" b"y" r"\\d" true null has all exists map x size matches string optional.of .orValue'.split(
    ' ',
  );

test('any text gives an answer', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, (expression) => {
      expect(['compile-error', 'value', 'error', 'not-supported']).toContain(outcome(expression));
    }),
    { numRuns: 2000, seed: 7 },
  );
});

const DEEP: readonly (readonly [string, string, string])[] = [
  ['parentheses', `${'('.repeat(100_000)}1`, 'compile-error'],
  ['parentheses that close', `${'('.repeat(200)}1${')'.repeat(200)}`, 'value'],
  ['lists', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'compile-error'],
  ['signs', `${'-'.repeat(50_000)}1`, 'value'],
  ['a long sum', Array(2_000).fill('1').join(' + '), 'compile-error'],
  ['a long conjunction', Array(5_000).fill('true').join(' && '), 'value'],
  ['selections', `object${'.a'.repeat(5_000)}`, 'compile-error'],
  ['ternaries', `${'true ? 1 : '.repeat(3_000)}1`, 'compile-error'],
  ['a text too long', `'${'x'.repeat(200_000)}'`, 'compile-error'],
  ['loops in loops', 'lists.range(2000).all(x, lists.range(2000).all(y, x + y >= 0))', 'not-supported'],
];

test.each(DEEP)('bounds: %s', (_name, expression, expected) => {
  expect(outcome(expression)).toBe(expected);
});

const MATCHES: readonly (readonly [string, string, readonly string[]])[] = [
  ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd']],
  ['a*?', 'aa', ['', '', '']],
  ['(?i)straße', 'STRAßE', ['STRAßE']],
  ['(?m)^b$', 'a\nb\nb', ['b', 'b']],
  ['(?s)a.b', 'a\nb', ['a\nb']],
  ['\\bcat\\b', 'cat concat cat', ['cat', 'cat']],
  ['[[:digit:]]+|\\pL', 'é12', ['é', '12']],
  ['\\Qa.b\\E', 'axb a.b', ['a.b']],
  ['x{2,3}', 'xxxxx', ['xxx', 'xx']],
  ['😀+', 'a😀😀b', ['😀😀']],
  ['(?U)a+', 'aaa', ['a', 'a', 'a']],
  ['$', 'ab', ['']],
];

test.each(MATCHES)('%s matches as RE2 does', (pattern, text, expected) => {
  const expression = parseRegularExpression(pattern);
  if (expression.kind === 'error') throw new Error(expression.message);
  expect(findAll(expression, text, -1).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});

const REFUSED: readonly (readonly [string, string])[] = [
  ['a**', 'invalid nested repetition operator: `**`'],
  ['(a', 'missing closing ): `(a`'],
  ['[b-a]', 'invalid character class range: `b-a`'],
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['\\y', 'invalid escape sequence: `\\y`'],
  ['x{1001}', 'invalid repeat count: `{1001}`'],
];

test.each(REFUSED)('%s is refused', (pattern, message) => {
  expect(parseRegularExpression(pattern)).toEqual({ kind: 'error', message });
});

test('a pattern that makes backtracking engines explode is nothing special', () => {
  const expression = parseRegularExpression('^(a+)+$');
  if (expression.kind === 'error') throw new Error(expression.message);
  expect(find(expression, `${'a'.repeat(20_000)}!`, 0)).toBe(undefined);
});
