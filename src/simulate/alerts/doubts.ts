/** Alerts on workloads of which nobody knows what becomes: they neither fire for these, nor stay silent. */

import type { WorkloadVerdict } from '../verdict.js';
import type { AlertVerdict, FiringAlert } from './alert-verdict.js';
import { metricNamed } from './metrics/metrics.js';

/** Kinds whose metrics are of their own objects alone. Others (Pods, ReplicaSets, budgets) may be anybody's. */
const OWN_METRICS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Node']);

/** The verdict, or `unknown` where it hangs on one of the verdicts that are unknown. */
export function withDoubts(
  alert: AlertVerdict,
  metrics: Iterable<string>,
  verdicts: readonly WorkloadVerdict[],
): AlertVerdict {
  if (alert.outcome === 'unknown') return alert;
  const kinds = [...metrics].map((metric) => metricNamed(metric)?.kind ?? '');
  const doubtful = verdicts.filter(
    ({ kind, outcome }) => outcome === 'unknown' && kinds.some((one) => one === kind || !OWN_METRICS.has(one)),
  );
  const [first] = doubtful;
  if (first === undefined) return alert;
  const firing = alert.firing.filter((one) => !doubtful.some((verdict) => isAbout(one, verdict)));
  if (firing.length > 0) return { ...alert, firing };
  const reason = `nobody knows what becomes of ${first.kind}/${first.name}`;
  return { ...alert, outcome: 'unknown', reason, firing };
}

function isAbout({ subject, namespace }: FiringAlert, verdict: WorkloadVerdict): boolean {
  if (namespace !== '' && namespace !== verdict.namespace) return false;
  const [kind = '', name = ''] = subject.split(/[/ ]/);
  if (subject === '' || kind === 'Namespace') return true;
  if (kind === verdict.kind) return name === verdict.name;
  return !OWN_METRICS.has(kind) && (name === verdict.name || name.startsWith(`${verdict.name}-`));
}
