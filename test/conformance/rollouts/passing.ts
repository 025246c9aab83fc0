/**
 * States that objects pass through. Which short ones show, and for how long, depends on how controllers batch what happens
 * together: each state that lasts, there or here, has to be in the other course as well, in the same order.
 */

/** What lasts shorter than this depends on batches. */
const NOISE_MS = 700;

/** A state of an object from some time on. */
export interface State {
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

/** Where the courses of objects differ first. */
export function statesUnlike(what: string, real: readonly State[], own: readonly State[]): string | undefined {
  for (const id of [...new Set([...real, ...own].map((state) => state.id))].sort()) {
    const [theirs, ours] = [course(real, id), course(own, id)];
    const unseen = missing(theirs, ours);
    if (unseen !== undefined) return `${what}: recorded ${id} ${unseen}; not simulated, or not in that order`;
    const invented = missing(ours, theirs);
    if (invented !== undefined) return `${what}: simulated ${id} ${invented}; not recorded, or not in that order`;
  }
  return undefined;
}

interface Passed {
  readonly text: string;
  readonly isLasting: boolean;
}

/** The states of one object, each as long as it did not change. */
function course(states: readonly State[], id: string): Passed[] {
  const own: State[] = [];
  for (const state of states) if (state.id === id && own.at(-1)?.text !== state.text) own.push(state);
  return own.map(({ text, at }, place) => ({ text, isLasting: (own[place + 1]?.at ?? Infinity) - at > NOISE_MS }));
}

/** The first lasting state that does not come, in order, in the other course. */
function missing(states: readonly Passed[], others: readonly Passed[]): string | undefined {
  let place = 0;
  let last: string | undefined;
  for (const { text, isLasting } of states) {
    // Around a short state that shows in one course only, the same one may last on.
    if (!isLasting || text === last) continue;
    const found = others.findIndex((other, index) => index >= place && other.text === text);
    if (found === -1) return text;
    place = found + 1;
    last = text;
  }
  return undefined;
}
