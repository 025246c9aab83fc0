/** Everything that a report of a forecast may show. */

import type { KubernetesVersion } from '../kube/version.js';
import type { Forecast } from './forecast.js';
import type { NotModelled, Rejected } from './inputs.js';
import type { Assumption } from './plan.js';
import type { JudgedAssertion } from './scenario/assertions.js';
import type { WorkloadVerdict } from './verdict.js';

/** A forecast with what was given, taken for granted, and concluded. */
export interface SimulationReport {
  readonly version: KubernetesVersion;
  /** The scenario's name, '' without one. */
  readonly scenario: string;
  readonly seed: number;
  readonly assumptions: readonly Assumption[];
  readonly rejected: readonly Rejected[];
  readonly notModelled: readonly NotModelled[];
  readonly forecast: Forecast;
  readonly verdicts: readonly WorkloadVerdict[];
  readonly assertions: readonly JudgedAssertion[];
}

/** Does the forecast break an assertion, get stuck, or contain something that the API server refuses? */
export function isFailing({ verdicts, assertions, rejected, forecast }: SimulationReport): boolean {
  return (
    rejected.length > 0 ||
    forecast.steps.some((step) => step.refused !== '') ||
    assertions.some((assertion) => !assertion.held) ||
    // What an assertion says of the end is meant so: `is stuck` is a pass.
    verdicts.some((verdict) => verdict.outcome !== 'complete' && !isExpected(verdict, assertions))
  );
}

function isExpected({ kind, name, outcome }: WorkloadVerdict, assertions: readonly JudgedAssertion[]): boolean {
  const expected = `${kind}/${name} is ${outcome}`.toLowerCase();
  return assertions.some(
    ({ expression, held }) => held && expression.toLowerCase().split(/\s+/).join(' ') === expected,
  );
}
