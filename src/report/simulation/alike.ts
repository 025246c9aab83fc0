/** Joins what many workloads do alike at one moment: a folder of twelve Deployments comes up in a few rows. */

import type { Row } from './rows.js';

/** Fewer workloads than this have a row each. */
const MIN_ALIKE = 6;

/** The rows with those of one moment joined that say the same of different workloads. */
export function joined(all: readonly Row[]): Row[] {
  const rows = saidOnce(all);
  const groups = new Map<string, Row[]>();
  let step = 0;
  for (const row of rows) {
    if (row.kind === 'step') step++;
    const what = whatOf(row);
    if (what === undefined) continue;
    const key = `${step} ${row.at} ${row.kind} ${what}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  const instead = new Map<Row, Row | undefined>();
  for (const group of groups.values()) {
    const [first] = group;
    const workloads = new Set(group.map(({ about }) => about));
    if (first === undefined || workloads.size < MIN_ALIKE) continue;
    for (const row of group) instead.set(row, undefined);
    instead.set(first, { ...first, about: '', counts: undefined, text: textOf(group, workloads.size), because: '' });
  }
  return rows.flatMap((row) => {
    if (!instead.has(row)) return [row];
    const other = instead.get(row);
    return other === undefined ? [] : [other];
  });
}

/** `HorizontalPodAutoscaler/web ScalingActive=False FailedGetScale: …`: of what, which words, and the message. */
const SAID = /^(\S+\/\S+) ([A-Z][A-Za-z]+(?:=\w+ \w+)?): (.+)$/s;

/** Events and conditions of one object at one moment that say the same are one row. */
function saidOnce(rows: readonly Row[]): Row[] {
  const told: Row[] = [];
  let last: Said | undefined;
  for (const row of rows) {
    const said = saidIn(row);
    if (last === undefined || said === undefined || !isSameSaying(last, said)) {
      told.push(row);
      last = said;
      continue;
    }
    const message = said.message.length > last.message.length ? said.message : last.message;
    last = { ...last, words: [...last.words, ...said.words], message };
    told[told.length - 1] = { ...last.row, text: `${last.object} ${last.words.join(', ')}: ${message}` };
  }
  return told;
}

interface Said {
  readonly row: Row;
  readonly object: string;
  readonly words: readonly string[];
  readonly message: string;
}

function saidIn(row: Row): Said | undefined {
  if (row.kind !== 'event' && row.kind !== 'warning') return undefined;
  const [, object, word, message] = SAID.exec(row.text) ?? [];
  if (object === undefined || word === undefined || message === undefined) return undefined;
  return { row, object, words: [word], message };
}

/** A condition's message often ends with that of the event. */
function isSameSaying(one: Said, other: Said): boolean {
  const [row, next] = [one.row, other.row];
  const isOne = row.at === next.at && row.kind === next.kind && row.about === next.about;
  return (
    isOne && one.object === other.object && (one.message.endsWith(other.message) || other.message.endsWith(one.message))
  );
}

/** What a row says, without of whom; `undefined` for rows that are read one by one. */
function whatOf({ kind, text, because }: Row): string | undefined {
  if (kind === 'pod') return statusOf(text);
  return kind === 'event' && because === FIRST ? FIRST : undefined;
}

// What the controller says of a Deployment's first ReplicaSet.
const FIRST = 'it has no ReplicaSet yet';

/** `pods web-1, web-2  Running, ready` → `Running, ready` */
function statusOf(text: string): string {
  return text.slice(text.indexOf('  ') + 2);
}

function textOf(group: readonly Row[], workloads: number): string {
  const [first] = group;
  if (first?.kind !== 'pod') return `${workloads} Deployments make their first ReplicaSet: --verbose shows them`;
  const pods = group.reduce((sum, { text }) => sum + podsIn(text), 0);
  return `${pods} pods of ${workloads} workloads  ${statusOf(first.text)}`;
}

/** `4 pods of web-5fb74b57c6  …`, `pods a, b  …`, `pod a  …` */
function podsIn(text: string): number {
  const counted = /^(\d+) pods of /.exec(text)?.[1];
  return counted === undefined ? text.slice(0, text.indexOf('  ')).split(', ').length : Number(counted);
}
