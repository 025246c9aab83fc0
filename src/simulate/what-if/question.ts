/** The questions that everybody has about a workload or a cluster, and nobody writes a scenario for. */

import { undo } from '../kubectl/rollout.js';
import type { WorldObject } from '../objects/kinds.js';
import type { WhatIf } from '../report.js';
import { drain, nodeNamed } from '../scenario/nodes.js';
import type { Step } from '../scenario/step.js';
import type { FinalStanding } from '../standings.js';
import { objectNamed, type World } from '../world.js';
import { changeTemplate, ROLLED } from './template-change.js';

/** The names of all questions, in the order they are asked. */
export const WHAT_IFS: readonly WhatIf['name'][] = ['template-change', 'broken-template-change', 'drain'];

/** A question, ready to be played from the settled first apply. */
export interface Question {
  readonly name: WhatIf['name'];
  readonly subject: string;
  readonly namespace: string;
  readonly steps: readonly Step[];
  /** Do pods made by the change never get ready? */
  readonly isBroken: boolean;
}

/** The workloads whose template can be changed, by kind and name. */
export function rolledWorkloads(standings: readonly FinalStanding[]): readonly FinalStanding[] {
  return ROLLED.flatMap((kind) => standings.filter((standing) => standing.kind === kind));
}

/** What if its template changes, and what if the new pods never get ready? */
export function templateQuestions({ kind, key }: FinalStanding): readonly Question[] {
  const slash = key.indexOf('/');
  const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
  const subject = `${kind}/${name}`;
  const target = (world: World) => objectNamed(world, kind, namespace, name);
  const change: Step = {
    text: `change the template of ${subject}`,
    start: { kind: 'settled' },
    waitMs: 0,
    perform: function* (world) {
      const object = target(world);
      return object === undefined ? `${subject}: not found` : yield* changeTemplate(object, world);
    },
  };
  const base = { subject, namespace };
  return [
    { ...base, name: 'template-change', steps: [change], isBroken: false },
    {
      ...base,
      name: 'broken-template-change',
      steps: [change, undoStep(subject, target)],
      isBroken: true,
    },
  ];
}

/** What if the node is drained? */
export function drainQuestion(node: string): Question {
  const flags = { ignoreDaemonSets: true, deleteEmptyDirData: true, force: false };
  const step: Step = {
    text: `drain ${node}`,
    start: { kind: 'settled' },
    waitMs: 0,
    perform: function* (world) {
      const found = nodeNamed(node, world);
      return typeof found === 'string' ? found : yield* drain(found, flags, world);
    },
  };
  return { name: 'drain', subject: `Node/${node}`, namespace: '', steps: [step], isBroken: false };
}

/** The question in words, about one subject or about any of several. */
export function questionText(name: WhatIf['name'], subjects: readonly string[]): string {
  const [first = ''] = subjects;
  const isSeveral = subjects.length > 1;
  switch (name) {
    case 'template-change':
      return `the template of ${first} changes`;
    case 'broken-template-change':
      return `the template of ${first} changes and the new pods never get ready; then kubectl rollout undo`;
    case 'drain': {
      const nodes = listed(subjects.map((subject) => subject.slice('Node/'.length)));
      return `${isSeveral ? `any one of ${nodes}` : nodes} is drained (--ignore-daemonsets --delete-emptydir-data)`;
    }
    default: {
      const unknown: never = name;
      return unknown;
    }
  }
}

const MAX_LISTED = 6;

function listed(names: readonly string[]): string {
  if (names.length <= MAX_LISTED) return names.join(', ');
  return `${names.slice(0, MAX_LISTED - 1).join(', ')} and ${names.length - MAX_LISTED + 1} more`;
}

function undoStep(subject: string, target: (world: World) => WorldObject | undefined): Step {
  return {
    text: `rollout undo ${subject.toLowerCase()}`,
    start: { kind: 'settled' },
    waitMs: 0,
    perform: function* (world) {
      const object = target(world);
      return object === undefined ? `${subject}: not found` : yield* undo(object, 0, world);
    },
  };
}
