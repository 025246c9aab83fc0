import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import schema from '../../../schemas/forecast.schema.json' with { type: 'json' };
import { simulationJson } from '../../../src/report/simulation/json.js';
import { alerted, ruleObject } from '../../simulate/alerts/alerts-of.js';
import { DB, type Forecasted, REPORT, reportOf, STUCK, web } from './report-of.js';

// Readers have to accept fields that are new to them; here every field that is printed has to be in the schema.
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true }).compile(closed(schema) as object);

function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== 'object' || part === null) return part;
  const inside = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]));
  return 'properties' in inside && inside.type === 'object' ? { additionalProperties: false, ...inside } : inside;
}

test.each<{ name: string; forecast: Forecasted }>([
  { name: 'stuck', forecast: STUCK },
  { name: 'what-ifs', forecast: { files: { 'web.yaml': web(), 'db.yaml': DB, 'report.yaml': REPORT } } },
  {
    name: 'Services',
    forecast: {
      files: {
        'web.yaml': web(),
        'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web } }\n',
      },
    },
  },
  { name: 'rejected', forecast: { files: { 'web.yaml': web().replace('app: web }', 'app: webb }') } } },
  {
    name: 'claims, refusals, tables',
    forecast: {
      files: { 'db.yaml': DB },
      scenario: `{ steps: [{ apply: db.yaml }, { scale: { target: statefulset/db, replicas: 1 } }, { get: pods },
        { scale: { target: deployment/none, replicas: 1 } }] }`,
    },
  },
])('$name: what is printed is what the schema says', ({ forecast }) => {
  expect(validate(JSON.parse(simulationJson(reportOf(forecast)))) ? [] : validate.errors).toEqual([]);
});

test('alerts: what is printed is what the schema says', () => {
  const report = alerted({
    files: { 'web.yaml': web() },
    rules: ruleObject({
      Broken: ['1m', 'kube_deployment_status_replicas_updated != kube_deployment_status_replicas'],
      Silent: ['1m', 'kube_deployment_spec_paused == 1'],
      Unknown: ['1m', 'up == 0'],
    }),
    scenario: `{ pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }],
      steps: [{ apply: web.yaml }, { set-image: { target: deployment/web, container: app, image: "web:2" } }] }`,
  });
  expect(report.alerts?.map(({ outcome }) => outcome)).toEqual(['fires', 'silent', 'unknown']);
  expect(validate(JSON.parse(simulationJson(report))) ? [] : validate.errors).toEqual([]);
});
