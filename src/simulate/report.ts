/** Everything that a report of a forecast may show. */

import type { KubernetesVersion } from '../kube/version.js';
import type { AlertVerdict } from './alerts/alert-verdict.js';
import type { Forecast } from './forecast.js';
import type { NotModelled, Rejected } from './inputs.js';
import { isTroubled } from './outcome.js';
import type { Assumption } from './plan.js';
import type { JudgedAssertion } from './scenario/assertions.js';
import type { ServiceVerdict } from './services/service-verdict.js';
import type { WorkloadVerdict } from './verdict.js';

/** A question that nobody wrote a scenario for, and its answer: a run of its own. */
export interface WhatIf {
  readonly name: 'template-change' | 'broken-template-change' | 'drain';
  /** What it is about: `Deployment/web`, `Node/node-1`. */
  readonly subject: string;
  /** More subjects of which the answer is true as well; the forecast is that of `subject`. */
  readonly alike: readonly string[];
  /** Namespace of the subject, '' for a node. */
  readonly namespace: string;
  /** In words: "the template of Deployment/web changes and the new pods never get ready". */
  readonly question: string;
  readonly forecast: Forecast;
  /** On the workloads that the question concerns. */
  readonly verdicts: readonly WorkloadVerdict[];
  /** The answer in a sentence, with the numbers. */
  readonly answer: string;
  /**
   * A change that does not complete or falls below what the manifest promises, a rollback that does not help, a drain that
   * never ends or leaves a workload without any pod for a while.
   */
  readonly isTrouble: boolean;
}

/** All questions that were asked, and a sentence for each kind of question that was not. */
export interface WhatIfs {
  readonly whatIfs: readonly WhatIf[];
  readonly leftOut: readonly string[];
}

/** A forecast with what was given, taken for granted, and concluded. */
export interface SimulationReport {
  readonly version: KubernetesVersion;
  /** The scenario's name, '' without one. */
  readonly scenario: string;
  /** The seed of the run that is told. */
  readonly seed: number;
  /** With so many seeds it was played, for ranges and assertions; 1 where that takes long. */
  readonly seeds: number;
  readonly assumptions: readonly Assumption[];
  readonly rejected: readonly Rejected[];
  readonly notModelled: readonly NotModelled[];
  readonly forecast: Forecast;
  readonly verdicts: readonly WorkloadVerdict[];
  readonly services: readonly ServiceVerdict[];
  /** `undefined` without any PrometheusRule. */
  readonly alerts?: readonly AlertVerdict[];
  readonly assertions: readonly JudgedAssertion[];
  /** Only where no scenario was given. */
  readonly whatIfs: readonly WhatIf[];
  /** Steps that the end of the forecast came before, in their words; what is asserted is about the others only. */
  readonly notReached: readonly string[];
  /** What was not asked, and why, a sentence each. */
  readonly whatIfsLeftOut: readonly string[];
  /** The step at which what is asked for begins; what comes before is only how the cluster got there. */
  readonly tellFrom?: number;
}

/** Does the forecast break an assertion, get stuck, or contain something that the API server refuses? */
export function isFailing({ verdicts, assertions, rejected, forecast, notReached }: SimulationReport): boolean {
  return (
    notReached.length > 0 ||
    rejected.some(
      ({ manifest: { kind, name = '' } }) => !isExpected({ kind, name, outcome: 'rejected' }, assertions),
    ) ||
    forecast.steps.some((step) => step.refused !== '') ||
    assertions.some((assertion) => !assertion.held) ||
    // What an assertion says of the end is meant so: `is stuck` is a pass.
    // What nobody knows and what somebody keeps waiting is no failure; what asserts something of it is not held.
    verdicts.some((verdict) => isTroubled(verdict.outcome) && !isExpected(verdict, assertions))
  );
}

function isExpected(
  { kind, name, outcome }: Pick<WorkloadVerdict, 'kind' | 'name' | 'outcome'>,
  assertions: readonly JudgedAssertion[],
): boolean {
  const expected = `${kind}/${name} is ${outcome}`.toLowerCase();
  return assertions.some(
    ({ expression, held }) => held && expression.toLowerCase().split(/\s+/).join(' ') === expected,
  );
}
