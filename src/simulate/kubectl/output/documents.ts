/**
 * Objects as `kubectl get -o yaml` and `-o json` print them, and Go's `%v`. Follows sigs.k8s.io/yaml (block style, sorted
 * keys, lists at the indent of their key) and encoding/json with kubectl's four spaces.
 */

import { arrayOf, type Json, objectOf } from '../../../kube/json.js';

/** As deep as manifests are read; anything deeper is one line of JSON. */
const MAX_DEPTH = 100;

/** Lines of YAML. */
export function yamlLines(value: Json): string[] {
  return blockLines(value, 0);
}

function blockLines(value: Json, depth: number): string[] {
  const list = arrayOf(value);
  const object = objectOf(value);
  if (depth > MAX_DEPTH || (list === undefined && object === undefined)) return [scalar(value)];
  if (list !== undefined) {
    if (list.length === 0) return ['[]'];
    return list.flatMap((own) =>
      blockLines(own, depth + 1).map((line, place) => `${place === 0 ? '- ' : '  '}${line}`),
    );
  }
  const names = Object.keys(object ?? {}).sort();
  if (names.length === 0) return ['{}'];
  return names.flatMap((name) => {
    const own = object?.[name] ?? null;
    const key = plainOrQuoted(name);
    if (typeof own === 'string' && own.includes('\n')) return literal(key, own);
    const lines = blockLines(own, depth + 1);
    const [first = ''] = lines;
    const isBlock = lines.length > 1 || first.startsWith('- ') || (objectOf(own) !== undefined && first !== '{}');
    if (!isBlock) return [`${key}: ${first}`];
    const indent = arrayOf(own) === undefined ? '  ' : '';
    return [`${key}:`, ...lines.map((line) => `${indent}${line}`)];
  });
}

function literal(key: string, text: string): string[] {
  const chomp = text.endsWith('\n') ? '' : '-';
  const lines = text.replace(/\n$/, '').split('\n');
  return [`${key}: |${chomp}`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function scalar(value: Json): string {
  return typeof value === 'string' ? plainOrQuoted(value) : value === null ? 'null' : String(value);
}

// What a reader would take for something else than this text.
const NOT_TEXT =
  /^(?:|~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?|0x[\da-f]+|0o?[0-7]+|[-+]?\.inf|\.nan|\d{4}-\d\d-\d\d.*)$/i;

function plainOrQuoted(text: string): string {
  if (NOT_TEXT.test(text)) return JSON.stringify(text);
  const isPlain = /^[^\s\-?:,[\]{}#&*!|>'"%@`][^\n]*$/.test(text) || /^[-?:][^\s]/.test(text);
  if (isPlain && !/: |:$| #|\s$/.test(text) && !/\p{Cc}/u.test(text)) return text;
  return /[\p{Cc}\\]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** Lines of JSON. */
export function jsonLines(value: Json): string[] {
  return JSON.stringify(sorted(value), null, 4).split('\n');
}

function sorted(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  const list = arrayOf(value);
  if (list !== undefined) return list.map(sorted);
  const object = objectOf(value);
  if (object === undefined) return value;
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((name) => [name, sorted(object[name] ?? null)]),
  );
}

/** A value as Go prints it with `%v`: `map[app:web]`, `[a b]`. */
export function goText(value: Json): string {
  const list = arrayOf(value);
  if (list !== undefined) return `[${list.map(goText).join(' ')}]`;
  const object = objectOf(value);
  if (object === undefined) return value === null ? '<nil>' : String(value);
  const pairs = Object.keys(object)
    .sort()
    .map((name) => `${name}:${goText(object[name] ?? null)}`);
  return `map[${pairs.join(' ')}]`;
}
