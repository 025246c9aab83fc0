/** Which alerts of the PrometheusRules in the input would fire. */

import { groupBy } from '../../kube/group-by.js';
import type { AlertVerdict, FiringAlert } from '../../simulate/alerts/alert-verdict.js';
import type { SimulationReport } from '../../simulate/report.js';
import { clock } from './clock.js';

/** A line on one alert, or on all that stay silent. */
export interface AlertLine {
  readonly outcome: AlertVerdict['outcome'];
  readonly text: string;
}

/** So many things that one alert fires for are named. */
const NAMED = 3;
/** So many of those that ask for metrics of which the simulation knows nothing. */
const NAMED_STRANGE = 6;
const NAMED_SILENT = 12;
const STRANGE = ': the simulation does not know this metric';

function listed(names: readonly string[], most: number): string {
  const own = [...new Set(names)];
  return `${own.slice(0, most).join(', ')}${own.length > most ? ` and ${own.length - most} more` : ''}`;
}

/** Those that fire first, then those of which nobody knows, each in order of the input; the others in one line. */
export function alertLines({ alerts = [], forecast, tellFrom = 0 }: SimulationReport): readonly AlertLine[] {
  const begin = forecast.steps[tellFrom]?.at ?? 0;
  const told = alerts.map((verdict) => ({
    ...verdict,
    // What was over before is not told.
    firing: verdict.firing.filter(({ resolvedAt = Number.POSITIVE_INFINITY }) => resolvedAt > begin),
  }));
  const fires = told.flatMap((verdict) => firingLines(verdict, begin));
  const doubtful = told.filter(({ outcome }) => outcome === 'unknown');
  const isStrange = ({ reason }: AlertVerdict) => reason.endsWith(STRANGE);
  const strange = doubtful
    .filter(isStrange)
    .map(({ alert, reason }) => `${alert} (${reason.slice(0, -STRANGE.length)})`);
  const unknown = doubtful.filter((one) => !isStrange(one)).map(({ alert, reason }) => `${alert}: ${reason}`);
  const silent = told.filter(
    ({ outcome, firing }) => outcome === 'silent' || (outcome === 'fires' && firing.length === 0),
  );
  const close = silent.filter(({ reason }) => reason !== '').map(({ alert, reason }) => `${alert} (${reason})`);
  const calm = silent.filter(({ reason }) => reason === '').map(({ alert }) => alert);
  const until = Math.max(0, ...silent.map(({ watchedUntil }) => watchedUntil));
  const others = listed([...close, ...calm], NAMED_SILENT);
  return [
    ...fires.map((text) => ({ outcome: 'fires' as const, text })),
    ...unknown.map((text) => ({ outcome: 'unknown' as const, text })),
    ...(strange.length === 0
      ? []
      : [{ outcome: 'unknown' as const, text: `metrics that are not simulated: ${listed(strange, NAMED_STRANGE)}` }]),
    ...(others === '' ? [] : [{ outcome: 'silent' as const, text: `until ${clock(until)} at least: ${others}` }]),
  ];
}

function firingLines({ alert, severity, firing }: AlertVerdict, begin: number): string[] {
  const name = severity === '' ? alert : `${alert} (${severity})`;
  const bySubject = groupBy(firing, ({ namespace, subject }) => `${namespace} ${subject}`);
  const firsts = [...bySubject.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, again: others.length }],
  );
  const groups = groupBy(firsts, ({ firesAt, resolvedAt, again }) => `${firesAt} ${resolvedAt} ${again}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const when = first.firesAt < begin ? 'already before' : `at about ${clock(first.firesAt)}`;
    return [`${name} ${when}${aboutText(group)}${becauseText(first, begin)}${againText(first.again)}`];
  });
}

function againText(again: number): string {
  return again === 0 ? '' : again === 1 ? ', and once again' : `, and ${again} times again`;
}

function aboutText(group: readonly FiringAlert[]): string {
  const subjects = group.map(titleOf).filter((subject) => subject !== '');
  if (subjects.length === 0) return '';
  return ` for ${listed(subjects, NAMED)}`;
}

function titleOf({ subject, namespace }: FiringAlert): string {
  const slash = subject.indexOf('/');
  if (slash === -1 || namespace === '') return subject.replace('/', ' ');
  return `${subject.slice(0, slash)} ${namespace}/${subject.slice(slash + 1)}`;
}

function becauseText({ why, trueSince, resolvedAt }: FiringAlert, begin: number): string {
  const end = resolvedAt === undefined ? '' : `, until ${clock(resolvedAt)}`;
  return `: ${why === '' ? 'true' : why}${trueSince < begin ? '' : `, since ${clock(trueSince)}`}${end}`;
}
