import type { Graph } from '../graph/graph.js';
import type { JsonObject } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Resource } from '../manifest/resource.js';
import type { Problem, Severity } from './finding.js';
import type { CheckRule, CompiledRule } from './rule.js';
import { optionsOf, type Settings, severityOf } from './settings.js';

/** What a run of the rules depends on. */
export interface RuleRun {
  /** The resources to judge; relations come from the graph, which may hold more. */
  readonly resources: readonly Resource[];
  readonly graph: Graph;
  readonly version: KubernetesVersion;
  readonly settings: Settings;
  readonly rules: readonly CompiledRule[];
}

/** What a rule said of a resource: a problem, one withheld because a file cannot be read, or nothing because it broke. */
export type RuleOutcome =
  | {
      readonly kind: 'problem';
      readonly rule: CheckRule;
      readonly severity: Severity;
      readonly resource: Resource;
      readonly problem: Problem;
    }
  | { readonly kind: 'withheld'; readonly rule: CheckRule; readonly resource: Resource; readonly reason: string }
  | { readonly kind: 'failure'; readonly rule: CheckRule; readonly resource: Resource; readonly error: unknown };

interface RuleInForce {
  readonly rule: CheckRule;
  readonly severity: Severity;
  readonly options: JsonObject;
}

/** The one loop that runs the checks: every rule in force on every resource of its kinds, in the order of both. */
export function* runRules(run: RuleRun): Iterable<RuleOutcome> {
  const inForce = rulesInForce(run.rules, run.settings);
  for (const resource of run.resources) {
    const { file } = resource.file;
    for (const rule of inForce(file).get(`${resource.apiVersion}/${resource.kind}`) ?? [])
      yield* outcomes(rule, resource, run);
  }
}

function* outcomes({ rule, severity, options }: RuleInForce, resource: Resource, run: RuleRun): Iterable<RuleOutcome> {
  try {
    for (const problem of rule.check(resource, { graph: run.graph, version: run.version, options })) {
      if (problem.withheld === undefined) yield { kind: 'problem', rule, severity, resource, problem };
      else yield { kind: 'withheld', rule, resource, reason: problem.withheld };
    }
  } catch (error) {
    // A bug in one rule must not silence the others; the front end names the rule and the file and ends with exit code 2.
    yield { kind: 'failure', rule, resource, error };
  }
}

/** The rules that are on in a file, by kind. Files without an override of their own share one table. */
function rulesInForce(
  rules: readonly CompiledRule[],
  settings: Settings,
): (file: string) => ReadonlyMap<string, readonly RuleInForce[]> {
  const checks = rules.filter((rule): rule is CheckRule => rule.from === 'check');
  const tables = new Map<string, ReadonlyMap<string, readonly RuleInForce[]>>();
  return (file) => {
    const overriding = settings.overrides.map(({ matches }, at) => (matches(file) ? at : '')).join(',');
    const table = tables.get(overriding) ?? tableOf(checks, file, settings);
    tables.set(overriding, table);
    return table;
  };
}

function tableOf(
  checks: readonly CheckRule[],
  file: string,
  settings: Settings,
): ReadonlyMap<string, readonly RuleInForce[]> {
  const table = new Map<string, RuleInForce[]>();
  for (const rule of checks) {
    const severity = severityOf(rule, file, settings);
    if (severity === 'off') continue;
    const inForce = { rule, severity, options: { ...rule.options, ...optionsOf(rule.id, file, settings) } };
    for (const kind of rule.kinds) table.set(kind, [...(table.get(kind) ?? []), inForce]);
  }
  return table;
}
