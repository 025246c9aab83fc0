// Makes rollouts that nobody chose: `npm run conformance -- generate-rollouts SEED COUNT DIR` writes DIR/scenarios/random-SEED-NNN
// in the form of the oracle's `trace`. Record them with it (`trace -out DIR/traces DIR/scenarios/…`), then replay them with
// `npm run conformance -- rollouts DIR`. Same seed, same scenarios; each depends on its own number only. A fourth word asks for
// another group: `autoscalers` (minutes each), or `nodes`, which change nodes, are named zz-… and have to be recorded alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { randomAutoscaler } from './random-rollouts/autoscaler.js';
import { randomBudget } from './random-rollouts/budget.js';
import { randomDaemonSet, randomNodes } from './random-rollouts/daemon-set.js';
import { randomDeployment } from './random-rollouts/deployment.js';
import { type Dice, diceOf } from './random-rollouts/dice.js';
import { randomJob } from './random-rollouts/job.js';
import { randomReplicaSet } from './random-rollouts/replica-set.js';
import type { RandomScenario } from './random-rollouts/scenario.js';
import { randomStatefulSet } from './random-rollouts/stateful-set.js';

type Family = (dice: Dice) => RandomScenario;

const times = (count: number, family: Family) => Array.from<Family>({ length: count }).fill(family);

// By the word that asks for them; how many of each family among so many.
const GROUPS: ReadonlyMap<string, readonly Family[]> = new Map([
  [
    'rollouts',
    [
      ...times(8, randomDeployment),
      ...times(6, randomStatefulSet),
      ...times(3, randomDaemonSet),
      ...times(3, randomJob),
      ...times(2, randomBudget),
      randomReplicaSet,
    ],
  ],
  ['autoscalers', [randomAutoscaler]],
  ['nodes', [randomNodes]],
]);

/** The scenario of that number. */
export function randomScenario(seed: number, number: number, families: readonly Family[]): RandomScenario {
  const dice = diceOf(seed * 100_003 + number);
  return dice.of(families)(dice);
}

/** Writes the scenarios. */
export function main(args: readonly string[]): number {
  const [seed, count] = [Number(args[0]), Number(args[1])];
  const [folder, group = 'rollouts'] = args.slice(2);
  const families = GROUPS.get(group);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || folder === undefined || families === undefined) {
    process.stderr.write(`usage: generate-rollouts SEED COUNT DIR [${[...GROUPS.keys()].join('|')}]\n`);
    return 2;
  }
  const prefix = group === 'nodes' ? 'zz-random' : group === 'autoscalers' ? 'random-load' : 'random';
  for (let number = 0; number < count; number++) {
    const name = `${prefix}-${seed}-${String(number).padStart(3, '0')}`;
    write(join(folder, 'scenarios', name), randomScenario(seed, number, families));
  }
  process.stdout.write(`${JSON.stringify({ scenarios: count })}\n`);
  return 0;
}

function write(folder: string, { description, steps, files }: RandomScenario): void {
  mkdirSync(folder, { recursive: true });
  const text = (value: unknown) => stringify(value, { aliasDuplicateObjects: false, lineWidth: 120 });
  for (const [name, object] of files) writeFileSync(join(folder, name), text(object));
  writeFileSync(join(folder, 'steps.yaml'), text({ description, steps }));
}
