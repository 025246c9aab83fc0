/** Workloads of which nobody can say from here what becomes of them: their outcome is `unknown`, never a guess. */

import type { NotModelled, Rejected } from './inputs.js';
import type { WorkloadVerdict } from './verdict.js';

/** The verdicts, with `unknown` where a field that is not modelled decides, and for workloads of kinds that are not. */
export function withUnknowns(
  verdicts: readonly WorkloadVerdict[],
  notModelled: readonly NotModelled[],
): WorkloadVerdict[] {
  const deciding = notModelled.filter(({ decides }) => decides === true);
  const judged = verdicts.map((verdict) => {
    const own = deciding.filter((one) => one.field !== '' && isOf(one, verdict));
    return own.length === 0 ? verdict : ofFields(verdict, own);
  });
  const kinds = new Map(
    deciding.filter(({ field }) => field === '').map((one) => [`${one.namespace ?? ''}/${one.resource}`, one]),
  );
  return [...judged, ...[...kinds.values()].map(ofKind)];
}

function isOf({ resource, namespace = 'default' }: NotModelled, verdict: WorkloadVerdict): boolean {
  return resource === `${verdict.kind}/${verdict.name}` && namespace === verdict.namespace;
}

function ofFields(verdict: WorkloadVerdict, fields: readonly NotModelled[]): WorkloadVerdict {
  const why = [...new Set(fields.map(({ field, effect }) => `${field}: ${effect}`))].join('; ');
  const besides = `otherwise ${verdict.outcome}${verdict.reason === '' ? '' : `: ${verdict.reason}`}`;
  return { ...verdict, outcome: 'unknown', reason: `${why}; ${besides}`, next: 'try it on a cluster' };
}

function ofKind({ resource, namespace, effect }: NotModelled): WorkloadVerdict {
  const slash = resource.indexOf('/');
  return {
    ...NOTHING,
    kind: resource.slice(0, slash),
    namespace: namespace ?? 'default',
    name: resource.slice(slash + 1),
    outcome: 'unknown',
    reason: effect,
    next: 'try it on a cluster',
  };
}

/** The verdict on what the API server refuses before anything is played: what assertions on it are judged by. */
export function rejectedVerdict({ manifest, reason }: Rejected): WorkloadVerdict {
  const { kind, namespace = 'default', name = '' } = manifest;
  return { ...NOTHING, kind, namespace, name, outcome: 'rejected', reason, next: 'correct the manifest' };
}

const NOTHING = {
  durationMs: 0,
  upMs: 0,
  step: '',
  desired: 0,
  minAvailable: 0,
  minAvailableAt: undefined,
  maxPods: 0,
  maxPodsWithTerminating: 0,
  maxUnavailable: 0,
  unavailableMs: 0,
  emptyMs: 0,
  wasUp: false,
  restarts: 0,
} as const;
