/** Recording rules: where an expression names a recorded series, what records it stands in its place. */

import type { PlacedManifest } from '../inputs.js';
import type { Expression } from './promql/expression.js';
import { parsePromql } from './promql/parse.js';
import { labelsIn, rulesIn } from './rules.js';

/** What records a series, by its name; several rules may. */
export type Records = ReadonlyMap<string, readonly Recording[]>;

interface Recording {
  readonly expression: Expression;
  readonly labels: readonly (readonly [string, string])[];
}

/** The recording rules of these objects. Of an object that is given twice, both versions have to record the same. */
export function recordsIn(manifests: readonly PlacedManifest[]): Records {
  const records = new Map<string, Recording[]>();
  const texts = new Map<string, string>();
  for (const manifest of manifests) {
    const identity = `${manifest.namespace ?? 'default'}/${manifest.name ?? ''}`;
    const own = JSON.stringify(
      rulesIn(manifest).flatMap(({ rule }) => (rule.record === undefined ? [] : [rule])),
      plain,
    );
    const before = texts.get(identity);
    texts.set(identity, own);
    if (before === own) continue;
    for (const { rule } of rulesIn(manifest)) {
      if (typeof rule.record !== 'string') continue;
      const parsed = parsePromql(String(rule.expr ?? ''));
      const isKnown = parsed.kind === 'parsed' && before === undefined;
      const expression: Expression = isKnown
        ? parsed.expression
        : { kind: 'unsupported', what: `what ${rule.record} records` };
      records.set(rule.record, [...(records.get(rule.record) ?? []), { expression, labels: labelsIn(rule) }]);
    }
  }
  return records;
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** So many recorded series may stand in one expression, those that they record of included. */
const MAX_RECORDED = 100;
/** And so deep. */
const MAX_LEVELS = 5;

/** What is left of that. */
interface Room {
  left: number;
  levels: number;
}

/** The expression with what is recorded in place of its name. */
export function withRecords(
  expression: Expression,
  records: Records,
  room: Room = { left: MAX_RECORDED, levels: MAX_LEVELS },
): Expression {
  const inner = (operand: Expression) => withRecords(operand, records, room);
  switch (expression.kind) {
    case 'selector': {
      const recordings = records.get(expression.metric);
      if (recordings === undefined) return expression;
      if (expression.offsetMs !== 0) return past(expression.metric);
      room.left -= recordings.length;
      if (room.left < 0 || room.levels === 0)
        return { kind: 'unsupported', what: `${expression.metric}, recorded of too much,` };
      room.levels--;
      const parts = recordings.map((one) => ({ ...one, expression: inner(one.expression) }));
      room.levels++;
      return { kind: 'recorded', selector: expression, parts };
    }
    case 'range':
      return records.has(expression.selector.metric) ? past(expression.selector.metric) : expression;
    case 'negative':
      return { ...expression, operand: inner(expression.operand) };
    case 'binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'aggregation':
      return { ...expression, operand: inner(expression.operand) };
    case 'call':
      return { ...expression, args: expression.args.map(inner) };
    default:
      return expression;
  }
}

function past(metric: string): Expression {
  return { kind: 'unsupported', what: `what ${metric} was before, which a rule records,` };
}
