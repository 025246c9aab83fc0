import type { Graph } from '../graph/graph.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Resource } from '../manifest/resource.js';
import type { Problem, Severity } from './finding.js';
import type { CheckRule, CompiledRule, RuleContext } from './rule.js';
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
  readonly context: RuleContext;
}

/** The one loop that runs the checks: every rule in force on every resource of its kinds, in the order of both. */
export function* runRules(run: RuleRun): Iterable<RuleOutcome> {
  const inForce = rulesInForce(run);
  for (const resource of run.resources) {
    const rules = inForce(resource.file.file, `${resource.apiVersion}/${resource.kind}`);
    for (const { rule, severity, context } of rules) {
      try {
        for (const problem of rule.check(resource, context)) {
          if (problem.withheld === undefined) yield { kind: 'problem', rule, severity, resource, problem };
          else yield { kind: 'withheld', rule, resource, reason: problem.withheld };
        }
      } catch (error) {
        // A bug in one rule must not silence the others; the front end names the rule and the file and ends with exit code 2.
        yield { kind: 'failure', rule, resource, error };
      }
    }
  }
}

type RulesInForce = (file: string, kind: string) => readonly RuleInForce[];

/** The rules that are on for a kind in a file. Files with the same overrides share one table. */
function rulesInForce(run: RuleRun): RulesInForce {
  const { overrides } = run.settings;
  const checks = run.rules.filter((rule): rule is CheckRule => rule.from === 'check');
  const tables = new Map<string, (kind: string) => readonly RuleInForce[]>();
  let lastFile: string | undefined;
  let lastTable: ((kind: string) => readonly RuleInForce[]) | undefined;
  return (file, kind) => {
    if (lastTable === undefined || (lastFile !== file && overrides.length > 0)) {
      const overriding = overrides.map(({ matches }, at) => (matches(file) ? at : '')).join(',');
      lastTable = tables.get(overriding) ?? tableOf(checks, file, run);
      tables.set(overriding, lastTable);
      lastFile = file;
    }
    return lastTable(kind);
  };
}

function tableOf(
  checks: readonly CheckRule[],
  file: string,
  { graph, version, settings }: RuleRun,
): (kind: string) => readonly RuleInForce[] {
  const on = checks.flatMap((rule): readonly RuleInForce[] => {
    const severity = severityOf(rule, file, settings);
    const options = { ...rule.options, ...optionsOf(rule.id, file, settings) };
    return severity === 'off' ? [] : [{ rule, severity, context: { graph, version, options } }];
  });
  const byKind = new Map<string, readonly RuleInForce[]>();
  return (kind) => {
    const known = byKind.get(kind) ?? on.filter(({ rule }) => rule.kinds.includes(kind) || rule.kinds.includes('*'));
    byKind.set(kind, known);
    return known;
  };
}
