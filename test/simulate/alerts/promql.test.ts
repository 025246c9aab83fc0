import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../src/simulate/alerts/promql/evaluate.js';
import { parsePromql } from '../../../src/simulate/alerts/promql/parse.js';
import { type History, SCRAPE_MS, sampleOf } from '../../../src/simulate/alerts/series.js';

// Two Deployments over ten minutes: `web` loses replicas at 2m and restarts count up, `api` comes at 5m.
const HISTORY: History = {
  startsAt: 1_000_000,
  phaseMs: 0,
  first: 0,
  length: 21,
  scrape: (metric, number) => {
    const labels = (name: string) =>
      [
        ['namespace', 'shop'],
        ['deployment', name],
        ['job', 'kube-state-metrics'],
      ] as const;
    const at = number * SCRAPE_MS;
    if (number < 0 || number > 20) return [];
    if (metric === 'kube_deployment_spec_replicas')
      return [sampleOf(labels('web'), 4), ...(at >= 300_000 ? [sampleOf(labels('api'), 2)] : [])];
    if (metric === 'kube_deployment_status_replicas')
      return [sampleOf(labels('web'), at < 120_000 ? 4 : 1), ...(at >= 300_000 ? [sampleOf(labels('api'), 2)] : [])];
    if (metric !== 'kube_pod_container_status_restarts_total') return [];
    const pod = [
      ['namespace', 'shop'],
      ['pod', 'web-1'],
      ['container', 'app'],
      ['job', 'kube-state-metrics'],
    ] as const;
    // 0, 0, 1, 1, 2, 2, …: it starts anew at 5m.
    return [sampleOf(pod, Math.floor((number % 10) / 2))];
  },
};

/** At 10m: `labels=value` of each series, a number, or why it is unknown. */
function value(text: string, at = 600_000): string {
  const parsed = parsePromql(text);
  if (parsed.kind === 'mistake') return `mistake: ${parsed.message}`;
  const found = valueAt(parsed.expression, at, { history: HISTORY, budget: { left: 100_000 }, takes: new Map() });
  if (found.kind === 'unknown') return `unknown: ${found.reason}`;
  if (found.kind === 'scalar') return String(found.value);
  return found.samples
    .map(
      ({ labels, value: number }) =>
        `${[...labels.values()].filter((label) => !/^(shop|kube-)/.test(label)).join(' ')}=${Math.round(number * 1000) / 1000}`,
    )
    .join(', ');
}

const SPEC = 'kube_deployment_spec_replicas';
const STATUS = 'kube_deployment_status_replicas';
const RESTARTS = 'kube_pod_container_status_restarts_total';

describe('an expression', () => {
  test.each([
    [SPEC, 'web=4, api=2'],
    [`${SPEC}{deployment="web"}`, 'web=4'],
    [`${SPEC}{deployment!="web"}`, 'api=2'],
    [`${SPEC}{deployment=~"w.b|db"}`, 'web=4'],
    [`${SPEC}{deployment=~"we"}`, ''],
    [`${SPEC}{deployment!~"a.*"}`, 'web=4'],
    [`${SPEC} offset 6m`, 'web=4'],
    [`${SPEC} > 3`, 'web=4'],
    [`${SPEC} > bool 3`, 'web=1, api=0'],
    [`3 < ${SPEC}`, 'web=4'],
    [`${SPEC} != ${STATUS}`, 'web=4'],
    [`${SPEC} - ${STATUS} offset 9m`, 'web=0'],
    [`-${SPEC} + 1`, 'web=-3, api=-1'],
    [`${SPEC} and ${STATUS} < 2`, 'web=4'],
    [`${SPEC} unless ${STATUS} < 2`, 'api=2'],
    [`${SPEC} > 3 or ${STATUS}`, 'web=4, api=2'],
    [`sum(${SPEC})`, '=6'],
    [`sum by (deployment) (${SPEC})`, 'web=4, api=2'],
    [`count without (deployment) (${SPEC})`, '=2'],
    [`max(${SPEC}) - min(${SPEC})`, '=2'],
    [`avg(${SPEC})`, '=3'],
    [`topk(1, ${SPEC})`, 'web=4'],
    [`bottomk by (namespace) (1, ${SPEC})`, 'api=2'],
    [`${SPEC} * on (namespace) group_left () sum by (namespace) (${STATUS})`, 'web=12, api=6'],
    [`changes(${STATUS}[10m])`, 'web=1, api=0'],
    [`changes(${STATUS}[7m]) > 0`, ''],
    [`max_over_time(${RESTARTS}[10m])`, 'app web-1=4'],
    [`resets(${RESTARTS}[10m])`, 'app web-1=2'],
    // 3, 4, 4 and 0 within 90 s, one more in all, stretched to the range.
    [`increase(${RESTARTS}[2m])`, 'app web-1=1.333'],
    [`count_over_time(${SPEC}[5m])`, 'web=10, api=10'],
    ['time()', '1600'],
    [`absent(${SPEC}{deployment="api"})`, ''],
    [`vector(1) + 2 * 3 ^ 2`, '=19'],
    ['1h30m > bool 0x1F', '1'],
    [`# of all\n( # wanted\n${SPEC} # here\n) > # more than\n 3 # three`, 'web=4'],
    [`abs(${SPEC} - 5)`, 'web=1, api=3'],
    // What is nothing stays nothing, whatever the other side is.
    [`${SPEC} > 100 and container_cpu_usage_seconds_total`, ''],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test.each([
    [`changes(${STATUS}[10m])`, 270_000, 'web=1'],
    [`absent(${SPEC}{deployment="api"})`, 60_000, 'api=1'],
    [`increase(${RESTARTS}[2m])`, 240_000, 'app web-1=2.667'],
  ])('%s at %i', (text, at, expected) => {
    expect(value(text, at)).toBe(expected);
  });

  test.each(
    [
      ['up == 0', 'up: the simulation does not know this metric'],
      [`${SPEC}{cluster="prod"} > 1`, `${SPEC}{cluster="prod"}: the simulation does not know the label cluster`],
      [`${SPEC}{job="ksm"} > 1`, `${SPEC}{job="ksm"}: the simulation does not know the label job`],
      [
        'kube_node_status_condition{status="true"} == 1',
        'kube_node_status_condition{condition="MemoryPressure"}: the simulation does not know this series',
      ],
      [`max_over_time(${SPEC}[1h:1m])`, 'a subquery is not evaluated'],
      [`${SPEC} @ end()`, 'the modifier @ is not evaluated'],
      [`label_replace(${SPEC}, "a", "$1", "b", "(.*)")`, 'the text "a" is not evaluated'],
      [`quantile(0.9, ${SPEC})`, 'quantile is not evaluated'],
      [`(${SPEC}) offset 1m`, 'offset of anything but a selector is not evaluated'],
      [`${SPEC} > ${STATUS} offset 1m + 1`, 'an operator after an offset is not evaluated'],
      [
        `${SPEC} + on (namespace) ${STATUS}`,
        'Prometheus refuses +: several series of one side match the same ones of the other',
      ],
      [`absent(${SPEC}{deployment="db"})`, `absent(${SPEC}…): nothing in the input has such a series`],
      [`${SPEC}{deployment=~"("}`, 'the regular expression (: missing closing ): `^(?:()$`'],
      ['{__name__=~"kube_.*"}', 'a matcher on __name__ is not evaluated'],
    ].filter(([, reason]) => reason !== ''),
  )('%s is unknown', (text = '', reason) => {
    expect(value(text)).toBe(`unknown: ${reason}`);
  });

  test.each([
    ['', 'it is no PromQL from character 1 on'],
    ['sum(', 'it is no PromQL from character 5 on'],
    ['a +', 'it is no PromQL from character 4 on'],
    ['a b', 'it is no PromQL from character 3 on'],
    ['('.repeat(5000), 'it is nested more than 200 deep'],
    [`${'('.repeat(300)}a${')'.repeat(300)}`, 'it is nested more than 200 deep'],
    [`a${' + a'.repeat(2000)}`, 'it is no PromQL from character 2604 on'],
    [`a${' + a'.repeat(300)}`, 'it is nested more than 200 deep'],
    ['step('.repeat(3000), 'it is longer than 10000 characters'],
    ['a{b="', 'it is no PromQL from character 6 on'],
    [`${'-'.repeat(9000)}a`, 'it is no PromQL from character 2801 on'],
  ])('%.20s is a mistake', (text, message) => {
    expect(value(text)).toBe(`mistake: ${message}`);
  });

  test('a hostile pattern takes no longer than another', () => {
    expect(value(`${SPEC}{deployment=~"(w*)*(e*)*(b*)*x"}`)).toBe('');
  });

  test('nobody waits for an expression that looks at too many samples', () => {
    const parsed = parsePromql(`changes(${RESTARTS}[10m])`);
    const evaluation = { history: HISTORY, budget: { left: -1 }, takes: new Map() };
    expect(parsed.kind === 'parsed' && valueAt(parsed.expression, 600_000, evaluation)).toEqual({
      kind: 'unknown',
      reason: 'it looks at too many samples',
    });
  });
});
