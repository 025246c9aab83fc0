import { parseVersion } from '../../../src/kube/version.js';
import { identify } from '../../../src/manifest/identify.js';
import { readDocuments } from '../../../src/manifest/read.js';
import type { AlertVerdict } from '../../../src/simulate/alerts/alert-verdict.js';
import { watchAlerts } from '../../../src/simulate/alerts/watch-alerts.js';
import { type Inputs, inputsOf } from '../../../src/simulate/inputs.js';
import { play } from '../../../src/simulate/play.js';
import type { SimulationReport } from '../../../src/simulate/report.js';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.js';

/** What is played, and the rules. */
export interface Alerted {
  /** Text of each file that the scenario applies. */
  readonly files: Readonly<Record<string, string>>;
  /** `spec` of a scenario, as flow YAML. */
  readonly scenario: string;
  /** A PrometheusRule that is there from the start. */
  readonly rules?: string;
  readonly horizonMs?: number;
  readonly seeds?: number;
}

/** The report as `rollcast simulate SCENARIO RULES` makes it. */
export function alerted({ files, scenario, rules = '', horizonMs = 86_400_000, seeds = 1 }: Alerted): SimulationReport {
  const applied = new Map(Object.entries(files).map(([file, text]) => [file, inputs(file, text)] as const));
  const text = `apiVersion: rollcast.dev/v1\nkind: Scenario\nmetadata: { name: test }\nspec: ${scenario}\n`;
  const outcome = readScenario(resources('scenario.yaml', text)[0]?.object ?? {});
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  return play(
    { inputs: inputs('rules.yaml', rules), scenario: outcome.scenario, applied },
    { version: VERSION, assume: {}, assertions: [], horizonMs, seeds, watchAlerts },
  );
}

const version = parseVersion('1.35.4');
if (version === undefined) throw new Error('no version');
const VERSION = version;

function inputs(file: string, text: string): Inputs {
  return inputsOf(resources(file, text), VERSION);
}

function resources(file: string, text: string) {
  const read = readDocuments(file, text);
  if (read.kind !== 'read') throw new Error(`${file}: ${read.why}`);
  return identify(read.file).resources;
}

/** A PrometheusRule with these rules: `for` and the expression of each alert. */
export function ruleObject(rules: Readonly<Record<string, readonly [string, string]>>): string {
  const items = Object.entries(rules).map(
    ([alert, [duration, expr]]) =>
      `        - alert: ${alert}\n          for: ${duration}\n          expr: ${JSON.stringify(expr)}`,
  );
  return `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: kubernetes, namespace: monitoring }
spec:
  groups:
    - name: apps
      rules:
${items.join('\n')}
`;
}

/** Of each alert: what it fires for and when first (in seconds), `silent`, or why it is unknown. Random names are stars. */
export function outcomes({ alerts = [] }: SimulationReport): Readonly<Record<string, string>> {
  return Object.fromEntries(alerts.map((verdict) => [verdict.alert, outcomeText(verdict)]));
}

function outcomeText({ outcome, reason, firing }: AlertVerdict): string {
  if (outcome !== 'fires') return outcome === 'unknown' ? `unknown: ${reason}` : 'silent';
  const first = new Map<string, number>();
  for (const { subject, firesAt } of firing) {
    const name = subject.replace(/-[a-z0-9]{5}\b/, '-*');
    if (!first.has(name)) first.set(name, firesAt / 1000);
  }
  return [...first].map(([name, at]) => `${name} at ${at}`).join(', ');
}
