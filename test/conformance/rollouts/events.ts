import type { Line } from './recording.js';
import { str } from './recording.js';

/** How many events about one object the log takes from one source at once (`src/simulate/event-log.ts`). */
const BURST = 25;

/** The lines of a span, and all from the start to its end. */
interface Said {
  readonly span: readonly Line[];
  readonly until: readonly Line[];
}

/**
 * Where the events of a span differ: `until` are the lines from the start of the recording to the span's end. An event that
 * the log did not take any more from the one may show in the other: how many there were before depends on how controllers
 * batch what happens together. What was refused before is refused again after longer and longer times, which depend on how
 * often a controller looked in between.
 */
export function eventsUnlike(real: Said, own: Said): string | undefined {
  const [recorded, simulated] = [wordsOf(real.span), wordsOf(own.span.filter((line) => line.dropped !== true))];
  const lost = wordsOf(own.span.filter((line) => line.dropped === true));
  const plain = (word: string) => (/ FailedCreate /.test(word) ? word.replace(/\d+/g, 'N') : word);
  const isAgain = (word: string, { until }: Said) =>
    / Failed(Create|Scheduling)\b/.test(word) && [...wordsOf(until).keys()].some((said) => plain(said) === plain(word));
  const talkers = exhausted(real.until);
  const shown = new Set(real.span.flatMap(shownOnPod));
  const displaced = new Set(real.span.flatMap((line) => displacedByConflict(line) ?? []));
  for (const word of [...new Set([...recorded.keys(), ...simulated.keys()])].sort()) {
    if (recorded.has(word) && !simulated.has(word) && !lost.has(word) && !isAgain(word, own))
      return `events: recorded ${word}; simulated nothing like it`;
    const talker = simulated.get(word);
    const isTold = recorded.has(word) || displaced.has(word) || shown.has(word) || isAgain(word, real);
    if (!isTold && talker !== undefined && !talkers.has(talker))
      return `events: simulated ${word}; recorded nothing like it`;
  }
  return undefined;
}

/**
 * What the scheduler said of a pod and its condition shows. The log takes it for the same event as what it said first of that
 * pod, whatever the words.
 */
function shownOnPod(line: Line): string[] {
  const text = line.kind === 'Pod' ? str(line, 'unschedulable') : '';
  return text === '' ? [] : [`Pod Warning FailedScheduling: ${generic(text, 'FailedScheduling')}`];
}

/** The kinds of objects about one of which a source has said all that the log takes, as `ReplicaSet replicaset-controller`. */
function exhausted(lines: readonly Line[]): Set<string> {
  const said = new Map<string, number>();
  for (const line of lines) {
    if (line.kind !== 'Event' || line.type === 'DELETED') continue;
    const key = `${str(line, 'name')} ${str(line, 'component')}`;
    said.set(key, (said.get(key) ?? 0) + 1);
  }
  return new Set([...said].flatMap(([key, count]) => (count >= BURST ? [key.replace(/\/\S+/, '')] : [])));
}

/**
 * The kinds of events in these lines: object kind, type, reason, source, message with numbers and pod names taken out (how
 * often, and with which sizes, is the business of decisions), each with who says it. FailedScheduling keeps its numbers:
 * they are the scheduler's reasoning.
 */
function wordsOf(lines: readonly Line[]): Map<string, string> {
  const words = new Map<string, string>();
  const isGoing = lines.some((line) => line.kind === 'Pod' && line.type === 'DELETED');
  for (const line of lines) {
    if (line.kind !== 'Event' || line.type === 'DELETED') continue;
    // Moments between a pod that is gone and the one in its place, which are none here.
    if (isGoing && str(line, 'reason') === 'NoPods') continue;
    const [kind = ''] = str(line, 'name').split('/');
    const reason = str(line, 'reason');
    if (isOfStorage(line) || isLostRace(line) || displacedByConflict(line) !== undefined) continue;
    if (isOfOldTaint(line, lines)) continue;
    const talker = `${kind} ${str(line, 'component')}`;
    // The fake kubelet has words of its own.
    if (kind === 'Pod' && reason !== 'FailedScheduling') continue;
    // The scheduler's events are of another API, which has no source.
    const by = kind === 'Pod' ? '' : ` of ${str(line, 'component')}`;
    const said = `${kind} ${str(line, 'eventType')} ${reason}${by}: ${generic(str(line, 'message'), reason)}`;
    words.set(said, talker);
  }
  return words;
}

/** The pod was deleted while the scheduler looked for a node or bound it to one. */
function isLostRace(line: Line): boolean {
  const lost = /^running Bind plugin .* not found$|^skip schedule deleting pod/;
  return str(line, 'reason') === 'FailedScheduling' && lost.test(str(line, 'message'));
}

/** How long the scheduler may take to see what others have seen of a node. */
const CACHE_MS = 250;

/**
 * A node is free, but its taint goes a moment after the mark of the cordon (the scheduler sees both); or the DaemonSet
 * controller knows it already, the scheduler a moment later.
 */
function isOfOldTaint(line: Line, lines: readonly Line[]): boolean {
  const tainted = taintedNodes(line);
  if (tainted === 0) return false;
  return lines.some(
    (other) =>
      other.name === line.name &&
      (str(other, 'reason') === 'Scheduled' || isLookAtFewer(other, tainted)) &&
      other.t_ms >= line.t_ms &&
      other.t_ms - line.t_ms <= CACHE_MS,
  );
}

/** The next look found fewer nodes with a taint that keeps the pod away. */
function isLookAtFewer(line: Line, tainted: number): boolean {
  return str(line, 'reason') === 'FailedScheduling' && taintedNodes(line) < tainted;
}

/** How many nodes the scheduler passed over for their taints. */
function taintedNodes(line: Line): number {
  if (str(line, 'reason') !== 'FailedScheduling') return 0;
  return Number(/(\d+) node\(s\) had untolerated taint/.exec(str(line, 'message'))?.[1] ?? 0);
}

/** Every claim is bound within moments, there and here; until then pods and claims say that they wait. */
function isOfStorage(line: Line): boolean {
  return (
    str(line, 'component') === 'persistentvolume-controller' ||
    // A claim goes with its last pod, moments later there.
    (str(line, 'reason') === 'FailedCreate' && /error: pvc \S+ is being deleted$/.test(str(line, 'message'))) ||
    (str(line, 'reason') === 'FailedScheduling' && /persistentvolumeclaim/i.test(str(line, 'message')))
  );
}

/**
 * A call on a claim that somebody else changed meanwhile: the real StatefulSet controller repeats it at once, and if it was
 * about to create the pod, does not say any more that it has. Gives what it would have said.
 */
function displacedByConflict(line: Line): string | undefined {
  const conflict = /^Update Pod (\S+) in StatefulSet (\S+) failed error: .*Operation cannot be fulfilled on/;
  const found = conflict.exec(str(line, 'message'));
  return found === null
    ? undefined
    : `StatefulSet Normal SuccessfulCreate of statefulset-controller: Create Pod ${found[1]} in StatefulSet ${found[2]} successful`;
}

function generic(message: string, reason: string): string {
  const plain = message
    .replace('(combined from similar events): ', '')
    // The oracle plays each scenario in a namespace of its own.
    .replace(/(?:<ns>|\bdefault)\//g, '')
    .replace(/<rs\d+>-[a-z0-9]{5}\b/g, '<rs>-<p>')
    // A pod that is refused has a name of its own in each message.
    .replace(/(\b(?:pods|Pod) "[^"]*-)[bcdfghjklmnpqrstvwxz2456789]{5}(?=" is (?:forbidden|invalid)\b)/g, '$1<p>')
    // Which of the pods that it adopted.
    .replace(/^Deleted pod: \S+$/, 'Deleted pod: <p>')
    .replace(/Chose "[^"]+" arbitrarily/, 'Chose one arbitrarily')
    .replace(/<p\d+>/g, '<p>')
    .replace(/<rs\d+>/g, '<rs>');
  return reason === 'FailedScheduling' ? plain : plain.replace(/\bfrom \d+ to \d+\b/g, 'from N to N');
}
