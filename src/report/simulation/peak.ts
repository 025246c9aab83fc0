/** What a workload needs at most at once, and whether it gets it. */

import type { SimulationReport } from '../../simulate/report.js';
import type { PodRecord, Timeline, TimelineEvent } from '../../simulate/timeline.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { clock } from './clock.js';
import { amountsText, nodeWait, peakRequests } from './requests.js';
import { podsOf } from './workload-pods.js';

/** How many pods at most, what they request together, and whether nodes and quotas let them be. */
export function peak(verdict: WorkloadVerdict, report: SimulationReport): string {
  const { maxPods, maxPodsWithTerminating } = verdict;
  const more =
    maxPodsWithTerminating > maxPods ? `, ${maxPodsWithTerminating} counting pods that are still terminating` : '';
  const pods = podsOf(verdict, report);
  const requested = amountsText(peakRequests(pods));
  const who = maxPodsWithTerminating > 1 ? 'together they request' : 'it requests';
  const requests = requested === '' ? '' : `; ${who} ${requested}`;
  return `${maxPods} ${maxPods === 1 ? 'pod' : 'pods at once'}${more}${requests}${fitText(pods)}${quotaText(verdict, report)}`;
}

const quotaRefusals = new WeakMap<Timeline, readonly TimelineEvent[]>();

/** The events that say that a quota refused a pod; sought once a timeline. */
function refusalsByQuota(timeline: Timeline): readonly TimelineEvent[] {
  const known = quotaRefusals.get(timeline);
  if (known !== undefined) return known;
  const found = timeline.events.filter(
    ({ reason, message }) => reason === 'FailedCreate' && message.includes('exceeded quota'),
  );
  quotaRefusals.set(timeline, found);
  return found;
}

function fitText(pods: readonly PodRecord[]): string {
  const { waited, longestMs, never, ended } = nodeWait(pods);
  if (pods.length === 0) return '';
  const parts = [
    ...(waited > 0 ? [`${waited} had to wait for a node, ${clock(longestMs)} at most`] : []),
    ...(never > 0 ? [`${never} ${never === 1 ? 'finds' : 'find'} no node`] : []),
    ...(ended > 0 ? [`${ended} ${ended === 1 ? 'was' : 'were'} deleted without ever having had a node`] : []),
  ];
  return parts.length === 0 ? '; all fit on the nodes' : `; ${parts.join(', ')}`;
}

function quotaText({ kind, name, namespace }: WorkloadVerdict, { forecast }: SimulationReport): string {
  const isOwn = (object: string) => {
    const [ownerKind, owner = ''] = object.split('/');
    if (owner === name) return ownerKind === kind;
    return owner.startsWith(`${name}-`) && !owner.slice(name.length + 1).includes('-');
  };
  const isRefused = refusalsByQuota(forecast.timeline).some(
    (event) => event.namespace === namespace && isOwn(event.object),
  );
  return isRefused ? '; a ResourceQuota refuses more' : '';
}
