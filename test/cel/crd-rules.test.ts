import { expect, test } from 'vitest';
import { ruleCompileErrors } from '../../src/cel/custom-resources/crd-compile.js';
import { evaluateRules } from '../../src/cel/custom-resources/crd-rules.js';
import type { RuleSchema } from '../../src/cel/custom-resources/rule-schema.js';
import { child, formatPath } from '../../src/kube/field-path.js';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { structural } from '../../src/schema/structural.js';

/** A CRD's schema for a Backup with rules on its root, spec, items and map values. */
function backup(overrides: Record<string, Json> = {}): RuleSchema {
  const text = { type: 'string' };
  const spec: Record<string, Json> = {
    type: 'object',
    properties: {
      schedule: text,
      retention: { type: 'integer' },
      ratio: { type: 'number' },
      size: { 'x-kubernetes-int-or-string': true },
      'keep-last': { type: 'integer' },
      since: { type: 'string', format: 'date-time' },
      timeout: { type: 'string', format: 'duration' },
      note: { type: 'string', nullable: true },
      tags: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
      targets: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: { type: 'object', properties: { name: text, replicas: { type: 'integer' } } },
      },
      limits: { type: 'object', additionalProperties: { type: 'integer' } },
    },
    ...overrides,
  };
  return structural({ type: 'object', properties: { spec } });
}

const rule = (text: string, more: JsonObject = {}): JsonObject => ({
  'x-kubernetes-validations': [{ rule: text, ...more }],
});
const NAMES: JsonObject = { apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'nightly' } };

function verdict(schema: RuleSchema, spec: JsonObject, old?: JsonObject) {
  const whole = { ...NAMES, spec };
  const context = { minor: 35, ...(old === undefined ? {} : { old: { ...NAMES, spec: old } }) };
  const { errors, notChecked } = evaluateRules(schema, whole, context);
  return [...errors.map((error) => [error.type, formatPath(error.path), error.detail]), ...notChecked];
}

const CASES: readonly (readonly [string, RuleSchema, JsonObject, readonly unknown[]])[] = [
  ['a rule that holds', backup(rule('self.retention > 0')), { retention: 3 }, []],
  [
    'a rule that does not, without a message',
    backup(rule('self.retention > 0')),
    { retention: 0 },
    [['Invalid', 'spec', 'failed rule: self.retention > 0']],
  ],
  [
    'message, reason and fieldPath',
    backup(
      rule('self.retention > 0', {
        message: 'keep at least one',
        reason: 'FieldValueRequired',
        fieldPath: '.retention',
      }),
    ),
    { retention: 0 },
    [['Required', 'spec.retention', 'keep at least one']],
  ],
  [
    'messageExpression',
    backup(rule('self.retention > 0', { messageExpression: '"retention is " + string(self.retention)' })),
    { retention: -1 },
    [['Invalid', 'spec', 'retention is -1']],
  ],
  [
    'a messageExpression that fails leaves the message',
    backup(rule('false', { messageExpression: 'string(self.retention / 0)', message: 'no' })),
    { retention: 1 },
    [['Invalid', 'spec', 'no']],
  ],
  [
    'an absent field',
    backup(rule('self.retention > 0')),
    {},
    [['Invalid', 'spec', 'no such key: retention evaluating rule: self.retention > 0']],
  ],
  ['a null field is absent', backup(rule('!has(self.note)')), { note: null }, []],
  ['number is double', backup(rule('self.ratio == 2.0 && type(self.ratio) == double')), { ratio: 2 }, []],
  ['int or string, as int', backup(rule('type(self.size) == int')), { size: 5 }, []],
  ['int or string, as string', backup(rule("self.size == '5%'")), { size: '5%' }, []],
  [
    'int or string in an operator that does not take it',
    backup(rule('self.size > 3')),
    { size: '5%' },
    [
      [
        'Invalid',
        'spec',
        "'no such overload': call arguments did not match a supported operator, function or macro signature for rule: self.size > 3",
      ],
    ],
  ],
  ['an escaped name', backup(rule('self.keep__dash__last == 2')), { 'keep-last': 2 }, []],
  [
    'date-time and duration',
    backup(rule("self.since.getFullYear() == 2026 && self.timeout == duration('1m')")),
    { since: '2026-05-01T00:00:00Z', timeout: '60s' },
    [],
  ],
  ['sets compare without order', backup(rule("self.tags == ['b', 'a']")), { tags: ['a', 'b'] }, []],
  ['sets unite', backup(rule("(self.tags + ['a', 'c']).size() == 3")), { tags: ['a', 'b'] }, []],
  [
    'the root sees its name',
    structural({
      ...rule("self.metadata.name.startsWith('weekly')"),
      type: 'object',
      properties: { spec: { type: 'object' } },
    }),
    {},
    [['Invalid', '', "failed rule: self.metadata.name.startsWith('weekly')"]],
  ],
  [
    'items and values have their own paths',
    backup({
      properties: {
        targets: {
          type: 'array',
          items: { type: 'object', properties: { replicas: { type: 'integer' } }, ...rule('self.replicas > 0') },
        },
        limits: { type: 'object', additionalProperties: { type: 'integer', ...rule('self < 10') } },
      },
    }),
    { targets: [{ replicas: 1 }, { replicas: 0 }], limits: { cpu: 20 } },
    [
      ['Invalid', 'spec.targets[1]', 'failed rule: self.replicas > 0'],
      ['Invalid', 'spec.limits[cpu]', 'failed rule: self < 10'],
    ],
  ],
  ['transition rules wait for an update', backup(rule('self.retention >= oldSelf.retention')), { retention: 1 }, []],
  [
    'optionalOldSelf runs on create',
    backup(rule('oldSelf.hasValue()', { optionalOldSelf: true })),
    { retention: 1 },
    [['Invalid', 'spec', 'failed rule: oldSelf.hasValue()']],
  ],
];

test.each(CASES)('%s', (_name, schema, spec, expected) => {
  expect(verdict(schema, spec)).toEqual(expected);
});

test('a transition rule compares with the old value, items by their keys', () => {
  const schema = backup({
    properties: {
      targets: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: {
          type: 'object',
          properties: { name: { type: 'string' }, replicas: { type: 'integer' } },
          ...rule('self.replicas >= oldSelf.replicas', { message: 'never fewer' }),
        },
      },
    },
  });
  const old = {
    targets: [
      { name: 'a', replicas: 3 },
      { name: 'b', replicas: 1 },
    ],
  };
  const now = {
    targets: [
      { name: 'b', replicas: 1 },
      { name: 'a', replicas: 2 },
      { name: 'c', replicas: 0 },
    ],
  };
  expect(verdict(schema, now, old)).toEqual([['Invalid', 'spec.targets[1]', 'never fewer']]);
});

test('an update that leaves a bad value alone passes', () => {
  const schema = backup(rule('self.retention > 0'));
  expect(verdict(schema, { retention: 0 }, { retention: 0 })).toEqual([]);
  expect(verdict(schema, { retention: 0, note: 'x' }, { retention: 0 }).length).toBe(1);
});

const REFUSED: readonly (readonly [string, JsonObject, readonly unknown[]])[] = [
  ['a rule that compiles', rule('self.retention > 0 && self.limits.all(k, self.limits[k] > 0)'), []],
  [
    'an undefined field',
    rule('self.retentoin > 0'),
    [['rule', "compilation failed: ERROR: <input>:1:5: undefined field 'retentoin'\n | self.retentoin > 0\n | ....^"]],
  ],
  [
    'types that do not fit',
    rule("self.retention == '3'"),
    [
      [
        'rule',
        "compilation failed: ERROR: <input>:1:16: found no matching overload for '_==_' applied to '(int, string)'\n | self.retention == '3'\n | ...............^",
      ],
    ],
  ],
  ['no bool', rule('self.retention'), [['rule', 'cel expression must evaluate to a bool']]],
  [
    'a message that is no string',
    rule('true', { messageExpression: '1' }),
    [['messageExpression', 'messageExpression must evaluate to a string']],
  ],
  [
    'a pattern that does not compile',
    rule("self.schedule.find('(') == ''"),
    [['rule', 'program instantiation failed: error parsing regexp: missing closing ): `(`']],
  ],
  [
    'optionalOldSelf without oldSelf',
    rule('true', { optionalOldSelf: true }),
    [['optionalOldSelf', 'may not be set if oldSelf is not used in rule']],
  ],
];

test.each(REFUSED)('compiling %s', (_name, overrides, expected) => {
  const errors = ruleCompileErrors(backup(overrides), child(undefined, 'schema'), 35);
  const at = 'schema.properties[spec].x-kubernetes-validations[0].';
  expect(errors.map(({ path, detail }) => [formatPath(path).replace(at, ''), detail])).toEqual(expected);
});

test('oldSelf needs items that can be told from their old ones', () => {
  const schema = structural({
    type: 'object',
    properties: {
      names: { type: 'array', maxItems: 3, items: { type: 'string', maxLength: 9, ...rule('self == oldSelf') } },
    },
  });
  const [error] = ruleCompileErrors(schema, child(undefined, 'schema'), 35);
  expect([formatPath(error?.path), error?.detail]).toEqual([
    'schema.properties[names].items.x-kubernetes-validations[0].rule',
    'oldSelf cannot be used on the uncorrelatable portion of the schema within schema.properties[names]',
  ]);
});

test('functions come with their minor', () => {
  const schema = backup(rule('isSemver(self.schedule)'));
  const at = (minor: number) => ruleCompileErrors(schema, child(undefined, 'schema'), minor).length;
  // New expressions are compiled in the environment of the minor before: semver came with 1.33.
  expect([at(33), at(34)]).toEqual([1, 0]);
});

// The factors are those that a v1.35.4 API server printed for these schemas.
const COSTS: readonly (readonly [string, JsonObject, readonly string[]])[] = [
  [
    'a bounded list',
    { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 20 }, ...rule("self.all(x, x.contains('a'))") },
    [],
  ],
  [
    'a list of a list, both unbounded',
    { type: 'array', items: { type: 'string' }, ...rule('self.all(x, self.exists_one(y, x == y))') },
    ['estimated rule cost', 'contributed to', 'x-kubernetes-validations estimated rule cost total'],
  ],
  [
    'a message that joins unbounded texts',
    {
      type: 'array',
      maxItems: 100,
      items: { type: 'string' },
      ...rule('true', { messageExpression: "self.join(', ')" }),
    },
    ['estimated messageExpression cost'],
  ],
];

test.each(COSTS)('the cost of %s', (_name, names, expected) => {
  const schema = structural({ type: 'object', properties: { names } });
  const errors = ruleCompileErrors(schema, child(undefined, 'schema'), 35);
  expect(errors.map(({ type }) => type)).toEqual(expected.map(() => 'Forbidden'));
  expect(errors.map(({ detail }, i) => detail.startsWith(expected[i] ?? '?'))).toEqual(expected.map(() => true));
});
