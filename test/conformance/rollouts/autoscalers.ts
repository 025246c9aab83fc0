/** HorizontalPodAutoscalers in recordings: the loads of a scenario, and every status that was written, in order. */

import { formatQuantity, parseQuantity } from '../../../src/kube/quantity.js';
import { parseSelectorText, type Requirement } from '../../../src/kube/selector.js';
import type { LabelSelectorRequirement } from '../../../src/kube/types.generated.js';
import type { Steps } from '../../../src/simulate/action.js';
import type { HorizontalPodAutoscaler } from '../../../src/simulate/objects/horizontal-pod-autoscaler.js';
import type { Load } from '../../../src/simulate/objects/load.js';
import type { World } from '../../../src/simulate/world.js';
import { conditionTexts } from './lines.js';
import type { Names } from './names.js';
import { idOf, type Line, list, num, str } from './recording.js';

/** A `load` step: millicores that the ready pods share. */
export interface RecordedLoad {
  readonly selector: string;
  readonly totalCPU: number;
}

/** How far a look may be from the recorded one: the real one comes some milliseconds later each time. */
export const DRIFT_MS = 1500;
const MEMORY_BYTES = 64 * 2 ** 20;

/** From now on pods use so much; without a load no pod has metrics. */
export function* setLoad(load: RecordedLoad | undefined, world: World): Steps {
  const parsed = parseSelectorText(load?.selector ?? '');
  const matchExpressions = parsed.kind === 'selector' ? parsed.requirements.map(asExpression) : [];
  const spec: Load['spec'] = {
    // Every recorded pod has the label `app`.
    selector: { matchExpressions: load === undefined ? [{ key: 'app', operator: 'Exists' }] : matchExpressions },
    amounts:
      load === undefined
        ? { cpu: { kind: 'no-metrics' }, memory: { kind: 'no-metrics' } }
        : { cpu: { kind: 'shared', total: load.totalCPU }, memory: { kind: 'each', amount: MEMORY_BYTES } },
    metrics: {},
  };
  const stored = world.objects.Load.get('default/recorded');
  const because = 'the scenario says so';
  if (stored !== undefined) {
    yield { do: 'update', object: { ...stored, spec }, because };
    return;
  }
  const metadata = { name: 'recorded', namespace: 'default', labels: {}, annotations: {}, ownerReferences: [] };
  yield { do: 'create', object: { kind: 'Load', metadata, spec }, because };
}

// Selectors of objects write `=` as In.
function asExpression({ key, operator, values }: Requirement): LabelSelectorRequirement {
  return { key, operator: operator === '=' || operator === '==' ? 'In' : operator, values };
}

/** The fields of an autoscaler in a line of a recording. */
export function autoscalerFields({ spec, status }: HorizontalPodAutoscaler, names: Names): Record<string, unknown> {
  // A recording has what the last metric of type Resource shows.
  const reading = status.currentMetrics.findLast(
    (own, place) => own !== undefined && spec.metrics[place]?.type === 'Resource',
  );
  const { resource = '', average = 0, utilization } = reading ?? {};
  const quantity = parseQuantity(resource === 'cpu' ? `${average}m` : String(average));
  return {
    min: spec.minReplicas,
    max: spec.maxReplicas,
    currentReplicas: status.currentReplicas,
    desired: status.desiredReplicas,
    conditions: conditionTexts(status.conditions, names),
    ...(reading !== undefined && quantity !== undefined && { averageValue: formatQuantity(quantity) }),
    ...(utilization !== undefined && { utilization }),
  };
}

/** Where the statuses of autoscalers first differ. */
export function autoscalersDiffer(recorded: readonly Line[], own: readonly Line[]): string | undefined {
  const [real, ours] = [statuses(recorded), statuses(own)];
  for (let place = 0; place < Math.max(real.length, ours.length); place++) {
    const [wanted, found] = [real[place], ours[place]];
    if (wanted?.text !== found?.text) return `recorded ${say(wanted)}; simulated ${say(found)}`;
    if (wanted === undefined || found === undefined || Math.abs(wanted.at - found.at) <= DRIFT_MS) continue;
    return `recorded ${say(wanted)}; simulated at ${found.at / 1000} s`;
  }
  return undefined;
}

/** A status of an autoscaler as a line of text, and when it was written. */
export interface Status {
  readonly at: number;
  readonly text: string;
}

function say(status: Status | undefined): string {
  return status === undefined ? 'no more of an autoscaler' : `at ${status.at / 1000} s ${status.text}`;
}

/** The statuses of all autoscalers, each time that one is another. */
export function statuses(lines: readonly Line[]): Status[] {
  const last = new Map<string, string>();
  return lines.flatMap((line) => {
    if (line.kind !== 'HorizontalPodAutoscaler' || line.type === 'DELETED') return [];
    const text = statusText(line);
    if (last.get(idOf(line)) === text) return [];
    last.set(idOf(line), text);
    return [{ at: line.t_ms, text }];
  });
}

/** The status of an autoscaler here as that text. */
export function statusOf(autoscaler: HorizontalPodAutoscaler, names: Names): string {
  const { kind, metadata } = autoscaler;
  const line = { t_ms: 0, step: 0, type: 'MODIFIED', kind, name: names.of(metadata.name) } as const;
  return statusText({ ...line, ...autoscalerFields(autoscaler, names) });
}

function statusText(line: Line): string {
  const numbers = ['min', 'max', 'currentReplicas', 'desired', 'utilization'];
  const counts = numbers.map((field) => `${field}=${num(line, field)}`).join(' ');
  // Which pod it names first depends on the order of a map.
  const conditions = [...list(line, 'conditions')].map((text) => text.replace(/<p\d+>/g, '<p>')).sort();
  return `${idOf(line)} ${counts} average=${str(line, 'averageValue')} ${conditions.join('; ')}`;
}
