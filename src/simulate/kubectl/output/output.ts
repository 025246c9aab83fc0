/** What `kubectl get -o …` prints of objects in the shape of the API. Follows k8s.io/kubectl@v0.35.4 pkg/cmd/get. */

import type { Json, JsonObject } from '../../../kube/json.js';
import { tabbed } from '../tabbed.js';
import { goText, jsonLines, yamlLines } from './documents.js';
import { evaluated, valuesAt } from './json-path.js';
import { parseTemplate } from './json-path-parser.js';

/** How objects are printed, other than as a table. */
export type Output =
  | { readonly kind: 'yaml' | 'json' | 'name' }
  | { readonly kind: 'jsonpath'; readonly template: string }
  | { readonly kind: 'custom-columns'; readonly columns: readonly (readonly [heading: string, path: string])[] };

/** The words of `-o`, for messages. */
export const OUTPUTS = 'wide, yaml, json, name, jsonpath=TEMPLATE or custom-columns=NAME:PATH,…';

/** Reads what stands behind `-o`, but for `wide`; a mistake is a sentence. */
export function parseOutput(text: string): Output | string {
  if (text === 'yaml' || text === 'json' || text === 'name') return { kind: text };
  const equals = text.indexOf('=');
  const word = equals === -1 ? text : text.slice(0, equals);
  const value = equals === -1 ? '' : text.slice(equals + 1);
  if (word === 'jsonpath') {
    if (value === '') return 'jsonpath wants a template: jsonpath={.metadata.name}';
    const template = parseTemplate(value);
    return typeof template === 'string'
      ? `error parsing jsonpath ${value}, ${template}`
      : { kind: 'jsonpath', template: value };
  }
  if (word !== 'custom-columns') return `expected ${OUTPUTS}, found ${text}`;
  const columns = splitColumns(value).map((column): readonly [string, string] => {
    const colon = column.indexOf(':');
    return colon === -1 ? [column, ''] : [column.slice(0, colon), column.slice(colon + 1)];
  });
  const wrong = columns.find(([heading, path]) => heading === '' || path === '');
  if (wrong !== undefined)
    return `unexpected custom-columns spec: ${wrong.join(':')}, expected <header>:<json-path-expr>`;
  return { kind: 'custom-columns', columns };
}

/** At commas that stand in no bracket. */
function splitColumns(text: string): string[] {
  return text.match(/(?:[^,[]|\[[^\]]*\])+/g) ?? [''];
}

/** What is printed. */
export interface Printing {
  readonly objects: readonly JsonObject[];
  /** One was asked for by its name: it is not printed as a list. */
  readonly isOne: boolean;
  /** `deployment.apps/web` of an object. */
  readonly nameOf: (object: JsonObject) => string;
}

/** The lines of an output; what is wrong with it is a text. */
export function outputLines(output: Output, { objects, isOne, nameOf }: Printing): string[] | string {
  const [only] = objects;
  const whole: JsonObject =
    isOne && only !== undefined
      ? only
      : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
  switch (output.kind) {
    case 'yaml':
      return yamlLines(whole);
    case 'json':
      return jsonLines(whole);
    case 'name':
      return objects.map(nameOf);
    case 'jsonpath': {
      const text = evaluated(output.template, whole);
      return text.kind === 'mistake' ? `error: ${text.message}` : text.value.split('\n');
    }
    case 'custom-columns':
      return columnLines(output.columns, objects);
    default: {
      const unknown: never = output;
      return unknown;
    }
  }
}

function columnLines(columns: readonly (readonly [string, string])[], objects: readonly Json[]): string[] | string {
  const rows: string[] = [columns.map(([heading]) => heading).join('\t')];
  for (const object of objects) {
    const cells: string[] = [];
    for (const [, path] of columns) {
      const found = valuesAt(path, object);
      if (found.kind === 'mistake') return `error: ${found.message}`;
      cells.push(found.value.length === 0 ? '<none>' : found.value.map(goText).join(','));
    }
    rows.push(cells.join('\t'));
  }
  return tabbed(rows, 3);
}
