import type { Simulation } from '../../../src/simulate/loop.js';
import { controllerOf } from '../../../src/simulate/objects/metadata.js';
import type { Pod } from '../../../src/simulate/objects/pod.js';
import { choosePods } from '../../../src/simulate/scenario/targets.js';
import type { Names } from './names.js';
import type { RecordedStep } from './play.js';
import type { Line } from './recording.js';

/** Where pods are chosen: our cluster, and the recording of the step of that number. */
interface Choice {
  readonly simulation: Simulation;
  readonly names: Names;
  readonly recording: readonly Line[];
  readonly place: number;
}

/**
 * The pods of a step: those that the recording names. Where another one of equals went before, another one of its owner in
 * the same state takes its place; where the recording names none, or one unlike all, the choice is made anew.
 */
export function chosenPods(
  step: NonNullable<RecordedStep['pods']>,
  { simulation: { world }, names, recording, place }: Choice,
): string[] {
  const notes = notesOf(recording, place);
  const before = podsBefore(recording, place);
  const verb = step.do.split(' ')[0] ?? '';
  const named = notes
    .map((note) => new RegExp(`^${verb} pod (\\S+)`).exec(note)?.[1])
    .filter((name) => name !== undefined);
  const byStableName = new Map([...world.objects.Pod.values()].map((pod) => [names.of(pod.metadata.name), pod]));
  const found: Pod[] = [];
  for (const name of named) {
    const same = byStableName.get(name);
    const isTwin = (pod: Pod) => !found.includes(pod) && isLike(pod, before.get(name), names);
    const pod = same !== undefined && isTwin(same) ? same : ([...world.objects.Pod.values()].find(isTwin) ?? same);
    if (pod !== undefined) found.push(pod);
  }
  if (found.length === named.length && found.length > 0) return found.map((pod) => pod.metadata.name);
  const choice = {
    namespace: 'default',
    selector: step.selector ?? '',
    order: step.order ?? 'name',
    ...(step.take && { take: step.take }),
  };
  return choosePods(choice, world).map((pod) => pod.metadata.name);
}

/** Is the pod of the same owner and in the same state as the recorded one? */
function isLike({ metadata, status }: Pod, recorded: Line | undefined, names: Names): boolean {
  const owner = controllerOf(metadata);
  const isDeleting = metadata.deletionTimestamp !== undefined;
  return (
    recorded !== undefined &&
    owner !== undefined &&
    `${owner.kind}/${names.of(owner.name)}` === recorded.owner &&
    status.phase === recorded.phase &&
    status.ready === recorded.ready &&
    isDeleting === (recorded.deleting === true)
  );
}

function notesOf(recording: readonly Line[], step: number): string[] {
  return recording.filter((line) => line.type === 'NOTE' && line.step === step).map((line) => line.text ?? '');
}

function podsBefore(recording: readonly Line[], step: number): ReadonlyMap<string, Line> {
  const pods = new Map<string, Line>();
  const start = recording.findIndex((line) => line.type === 'STEP' && line.step === step);
  for (const line of recording.slice(0, Math.max(0, start))) {
    if (line.kind !== 'Pod') continue;
    if (line.type === 'DELETED') pods.delete(line.name ?? '');
    else pods.set(line.name ?? '', line);
  }
  return pods;
}
