import type { Line } from './recording.js';
import { str } from './recording.js';

/**
 * The kinds of events of a phase, sorted: object kind, type, reason, source, message with numbers and pod names taken
 * out (how often, and with which sizes, is the business of decisions). FailedScheduling keeps its numbers: they are the
 * scheduler's reasoning.
 */
export function eventWords(lines: readonly Line[]): string[] {
  const words = new Set<string>();
  for (const line of lines) {
    if (line.kind !== 'Event' || line.type === 'DELETED') continue;
    const [kind] = str(line, 'name').split('/');
    const reason = str(line, 'reason');
    if (isOfStorage(line)) continue;
    const displaced = displacedByConflict(line);
    if (displaced !== undefined) {
      words.add(displaced);
      continue;
    }
    // The fake kubelet has words of its own.
    if (kind === 'Pod' && reason !== 'FailedScheduling') continue;
    words.add(`${kind} ${str(line, 'eventType')} ${reason}: ${generic(str(line, 'message'), reason)}`);
  }
  return [...words].sort();
}

/** Every claim is bound within moments, there and here; until then pods and claims say that they wait. */
function isOfStorage(line: Line): boolean {
  return (
    str(line, 'component') === 'persistentvolume-controller' ||
    (str(line, 'reason') === 'FailedScheduling' && /persistentvolumeclaim/i.test(str(line, 'message')))
  );
}

/**
 * A call on a claim that somebody else changed meanwhile: the real StatefulSet controller repeats it at once, and does not
 * say any more that it has created the pod. Gives what it would have said.
 */
function displacedByConflict(line: Line): string | undefined {
  const conflict = /^Update Pod (\S+) in StatefulSet (\S+) failed error: .*Operation cannot be fulfilled on/;
  const found = conflict.exec(str(line, 'message'));
  return found === null
    ? undefined
    : `StatefulSet Normal SuccessfulCreate: Create Pod ${found[1]} in StatefulSet ${found[2]} successful`;
}

function generic(message: string, reason: string): string {
  const plain = message
    .replace('(combined from similar events): ', '')
    // The oracle plays each scenario in a namespace of its own.
    .replace(/(?:<ns>|\bdefault)\//g, '')
    .replace(/<rs\d+>-[a-z0-9]{5}\b/g, '<rs>-<p>')
    .replace(/<p\d+>/g, '<p>')
    .replace(/<rs\d+>/g, '<rs>');
  return reason === 'FailedScheduling' ? plain : plain.replace(/\bfrom \d+ to \d+\b/g, 'from N to N');
}
