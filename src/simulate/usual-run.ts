import type { PodRecord } from './timeline.js';

/**
 * Is what a CronJob runs at the end a run as those before it, that only the end of the forecast cut short? One run after the
 * other is what it is for; one that takes longer than any before it hangs.
 */
export function isUsualRun(pods: readonly PodRecord[], endedAt: number): boolean {
  const done = pods.flatMap(({ created, phases }) => {
    const end = phases.find(({ status }) => status === 'Completed');
    return end === undefined ? [] : [end.at - created];
  });
  const longest = done.reduce((most, ms) => Math.max(most, ms), 0);
  const open = pods.filter(({ gone, phases }) => gone === undefined && !phases.some(({ status }) => isEnd(status)));
  return done.length > 0 && open.every(({ created }) => endedAt - created <= longest);
}

function isEnd(status: string): boolean {
  return status === 'Completed' || status === 'Error';
}
