import { describe, expect, test } from 'vitest';
import { readDocumentsExactly } from '../../src/manifest/exact.js';

/** text → what is said, about which piece of it, and what can be read all the same. */
const mistakes: readonly (readonly [text: string, message: string, piece: string, readable: unknown])[] = [
  [
    'metadata:\n  name: web\n  labels\nspec: {}\n',
    '"labels" is no key: a colon is missing',
    'labels',
    { metadata: { name: 'web', labels: null }, spec: {} },
  ],
  [
    'spec:\n  replicas: 2\n  image:nginx\n',
    'no space after the colon: write "image: nginx"',
    'image:nginx',
    { spec: { replicas: 2, 'image:nginx': null } },
  ],
  ['spec:\n\treplicas: 1\n', 'a tab cannot indent in YAML: use spaces', '\t', { spec: null, replicas: 1 }],
  ['script: |\n\techo\n', 'a tab cannot indent in YAML: use spaces', '\t', undefined],
  ['name: "web\nkind: Pod\n', 'the quote " is never closed', '"web', { name: null }],
  ['name: "web\n...\nkind: Pod"\n', 'the quote " is never closed', '"web', { name: null }],
  ["name: 'it's'\n", 'text after the closing quote: "s\'"', "s'", { name: 'it' }],
  ['args: ["a"] b\n', 'text after the closing bracket: "b"', 'b', { args: ['a'] }],
  ['args: [1, 2\n', '"[" is never closed', '[1, 2', { args: [1, 2] }],
  ['labels: {app: web\n', '"{" is never closed', '{app: web', { labels: { app: 'web' } }],
  ['args: [1, 2\nname: web\n', 'a comma or "]" is missing before "name"', 'name', { args: [1, 2], name: 'web' }],
  ['labels: {app: web tier: x}\n', 'a comma or "}" is missing before "tier"', 'tier', undefined],
  ['labels: {, }\n', 'no value before ","', ',', { labels: {} }],
  ['args: [a,\n', '"[" is never closed', '[a,', { args: ['a'] }],
  [
    'command: sh: -c\n',
    'a second ": " on one line: quote the value if that is text',
    'sh: -c',
    { command: { sh: '-c' } },
  ],
  [
    'name: web\n  image: nginx\n',
    'key "image" is indented further than the line above, which has a value already',
    'image',
    undefined,
  ],
  ['apiVersion\nkind: Pod\n', 'no colon in the line above key "kind"', 'apiVersion', undefined],
  [
    'a:\n    b: 1\n  c: 2\n',
    'indented to column 3, but the keys around it stand in column 1',
    'c: 2',
    { a: { b: 1 }, c: 2 },
  ],
  [
    'a:\n  - b: 1\n   c: 2\n',
    'indented to column 4, but the list items around it stand in column 3',
    'c: 2',
    { a: [{ b: 1 }, { c: 2 }] },
  ],
  ['- a\nb: 1\n', '"b: 1" stands where a list item ("- ") has to be', 'b: 1', ['a']],
  ['a: 1\n- b\n', '"- b" stands where a key has to be', '- b', { a: 1 }],
  ['a: &x 1\nb: x &y\nc: "d" &z\n', 'text after the closing quote: "&z"', '&z', { a: 1, b: 'x &y', c: 'd' }],
  ['ports: - 80\n', 'a list cannot start here: put "- " on a line of its own', '- 80', undefined],
  ['a: ? b\n', 'a key with "?" cannot start here', '?', undefined],
  ['user: @admin\n', 'a value cannot start with "@": put it in quotes', '@', { user: null }],
  ['regex: "\\d+"\n', 'unknown escape \\d in double quotes: write \\\\d, or use single quotes', '\\d', { regex: null }],
  ['text: | one\n  two\n', 'text after "|": a block text starts on the next line', '| one', { text: null }],
  ['name: w\u0001eb\n', 'control character U+0001 is not allowed in YAML', '\u0001', { name: 'w\ufffdeb' }],
  [
    'host: *.example.com\n',
    '"*" starts a reference to another place: put "*.example.com" in quotes',
    '*.example.com',
    undefined,
  ],
  ['a: *x\n', 'alias "*x" has no anchor before it in this document', '*x', { a: null }],
  ['a: &x\n  b: *x\n', 'alias "*x" stands inside its own anchor', '*x', { a: { b: null } }],
  ['a: !<x 1\n', '"!<x" is no tag: quote it if it is text', '!<x', undefined],
  ['a: !e!x 1\n', 'tag "!e!x" has a handle that no %TAG line declares', '!e!x', { a: null }],
  ['a: !!int one\n', 'the value "one" does not fit its tag', 'one', { a: null }],
  ['%YAML 1.2\n', '"%YAML" is no directive that Kubernetes reads', '%YAML', null],
  [
    '%YAML 1.1\na: 1\n',
    'a directive has to be followed by "---" in the same document, which kubectl cuts off',
    'a:',
    { a: 1 },
  ],
  ['? [a]\n: b\n', 'a map or a list cannot be a key: quote braces and brackets that are text', '[a', {}],
  ['~: 1\n', 'a key is missing: JSON has no null keys', '~:', {}],
  [
    '18446744073709551615: 1\n',
    'the number "18446744073709551615:" is too large for a key: quote it',
    '18446744073709551615:',
    {},
  ],
  ['limit: .inf\n', '".inf" is a number that JSON does not have: quote it if it is text', '.inf', { limit: null }],
  ['<<: 3\n', '"<<" takes over a map or a list of maps, nothing else', '3', {}],
];

describe('syntax errors in words', () => {
  test.each(mistakes)('%j', (text, message, piece, readable) => {
    const [document] = readDocumentsExactly('file.yaml', text).documents;
    const [problem] = document?.problems ?? [];
    expect([problem?.kind, problem?.message, text.slice(problem?.start, problem?.end)]).toEqual([
      'syntax',
      message,
      piece,
    ]);
    if (readable !== undefined) expect(document?.value).toEqual(readable);
  });

  test('a broken document leaves those around it alone', () => {
    const { documents } = readDocumentsExactly('file.yaml', 'a: 1\n---\nb: [\n---\nc: 3\n');
    expect(documents.map(({ value, problems }) => [value, problems.length])).toEqual([
      [{ a: 1 }, 0],
      [{ b: [] }, 1],
      [{ c: 3 }, 0],
    ]);
  });

  test('text behind --- ends the reading of the document before', () => {
    const { documents } = readDocumentsExactly('file.yaml', 'a: 1\n--- b: 2\nc: 3\n');
    expect(documents.map(({ index, start, end, value, problems }) => ({ index, start, end, value, problems }))).toEqual(
      [
        {
          index: 0,
          start: 0,
          end: 14,
          value: { a: 1 },
          problems: [
            { kind: 'syntax', start: 5, end: 13, message: 'text after "---": the document starts on the next line' },
          ],
        },
        { index: 1, start: 14, end: 19, value: { c: 3 }, problems: [] },
      ],
    );
  });
});

describe('text that Go drops without a word', () => {
  test.each([
    ['a: 1\n...\nb: 2\n', 'text after "..." is never read: start another document with "---"', 'b: 2'],
    ['{"a": 1}\n{"b": 2}\n', 'a second JSON value is never read: put "---" between the two', '{"b": 2}'],
    [
      '  a: 1\n# note\nb: 2\nc: 3\n',
      'this and all that follows is never read: it is indented less than the first line of the document',
      'b: 2',
    ],
  ])('%j', (text, message, piece) => {
    const [document] = readDocumentsExactly('file.yaml', text).documents;
    const start = text.indexOf(piece);
    expect([document?.value, document?.problems]).toEqual([
      { a: 1 },
      [{ kind: 'dropped', start, end: start + piece.length, message }],
    ]);
  });

  test('a document end with nothing behind it drops nothing', () => {
    const [document] = readDocumentsExactly('file.yaml', 'a: 1\n...\n# the end\n...\n').documents;
    expect([document?.value, document?.problems]).toEqual([{ a: 1 }, []]);
  });
});

describe('Helm templates', () => {
  test.each([
    ['spec:\n  replicas: {{ .Values.replicas }}\n', '{{ .Values.replicas }}'],
    ['{{- if .Values.enabled }}\nkind: Pod\n{{- end }}\n', '{{- if .Values.enabled }}'],
    ['metadata:\n  {{- include "labels" . | nindent 4 }}\n', '{{- include "labels" . | nindent 4 }}'],
    ['name: {{ .Release.Name\n', '{{ .Release.Name'],
  ])('%j is no YAML and no mistake', (text, action) => {
    const [document] = readDocumentsExactly('templates/web.yaml', text).documents;
    const start = text.indexOf(action);
    expect([document?.value, document?.problems, document?.template]).toEqual([
      undefined,
      [],
      { start, end: start + action.length },
    ]);
  });

  test('a mistake elsewhere in a file that mentions templates is a mistake', () => {
    const text = 'annotations:\n  summary: "{{ $labels.pod }} is down"\nspec\nkind: Rule\n';
    const [document] = readDocumentsExactly('rules.yaml', text).documents;
    expect([document?.template, document?.problems.map(({ message }) => message)]).toEqual([
      undefined,
      ['"spec" is no key: a colon is missing'],
    ]);
  });
});
