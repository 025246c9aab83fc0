import { lastUpTo } from '../report/simulation/last-up-to.js';
import { type Row, rowsOf, workloadKey } from '../report/simulation/rows.js';
import { type TimeScale, timeScale } from '../report/simulation/time-scale.js';
import { troubledFirst } from '../report/simulation/verdict-order.js';
import { podsOf } from '../report/simulation/workload-pods.js';
import type { SimulationReport } from '../simulate/report.js';
import type { PodRecord, Sample } from '../simulate/timeline.js';
import type { WorkloadVerdict } from '../simulate/verdict.js';
import type { Film } from './player.js';

/** All that is shown of one workload. */
export interface WorkloadReel {
  readonly verdict: WorkloadVerdict;
  readonly samples: readonly Sample[];
  readonly pods: readonly PodRecord[];
  /** Its rows of the time line and the steps. */
  readonly rows: readonly Row[];
}

/** A report cut for showing: by workload, those with trouble first. */
export interface Reel extends Film {
  readonly report: SimulationReport;
  readonly reels: readonly WorkloadReel[];
  /** From 0 to 1. */
  readonly scale: TimeScale;
}

/** Prepares a report for showing. */
export function reelOf(report: SimulationReport): Reel {
  const rows = rowsOf(report);
  const { samples } = report.forecast.timeline;
  const reels = troubledFirst(report.verdicts).map((verdict): WorkloadReel => {
    const workload = `${verdict.kind}/${verdict.name}`;
    const key = workloadKey(workload, verdict.namespace);
    const pods = podsOf(verdict, report);
    return {
      verdict,
      samples:
        verdict.kind === 'Pod'
          ? podSamples(pods)
          : samples.filter((one) => one.workload === workload && one.namespace === verdict.namespace),
      pods,
      rows: rows.filter((row) => row.kind === 'step' || row.about === key || row.about === ''),
    };
  });
  const endedAt = Math.max(report.forecast.endedAt, rows.at(-1)?.at ?? 0);
  const moments = [...new Set(rows.map(({ at }) => at))];
  const scale = timeScale([...moments, endedAt], { left: 0, right: 1 });
  return { report, reels, moments, endedAt, workloads: reels.length, scale };
}

/** Of a pod by itself nobody counts anything: it is there, and ready or not. */
function podSamples(pods: readonly PodRecord[]): Sample[] {
  return pods.flatMap(({ namespace, workload, phases }) =>
    phases.map(({ at, order, status, ready }) => {
      const terminating = status === 'Terminating' ? 1 : 0;
      const total = terminating === 1 || status === 'gone' || status === 'Completed' ? 0 : 1;
      const available = ready ? total : 0;
      const counts = { desired: 1, total, updated: total, ready: available, available, terminating, maxUnavailable: 1 };
      return { at, order, workload, namespace, ...counts };
    }),
  );
}

/** The place of the last element that is not after `at`; elements are in order of time. */
export function lastAt<T extends { readonly at: number }>(elements: readonly T[], at: number): number {
  return lastUpTo(elements.length, (place) => elements[place]?.at ?? 0, at);
}
