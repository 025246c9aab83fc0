// Makes rollouts that nobody chose: `npm run conformance -- generate-rollouts SEED COUNT DIR` writes DIR/scenarios/random-SEED-NNN
// in the form of the oracle's `trace`. Record them with it (`trace -out DIR/traces DIR/scenarios/…`), then replay them with
// `npm run conformance -- rollouts DIR`. Same seed, same scenarios; each depends on its own number only. Those that change
// nodes are named zz-random-… and have to be recorded alone: `generate-rollouts SEED COUNT DIR nodes`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { randomBudget } from './random-rollouts/budget.js';
import { randomDaemonSet, randomNodes } from './random-rollouts/daemon-set.js';
import { randomDeployment } from './random-rollouts/deployment.js';
import { type Dice, diceOf } from './random-rollouts/dice.js';
import { randomJob } from './random-rollouts/job.js';
import type { RandomScenario } from './random-rollouts/scenario.js';
import { randomStatefulSet } from './random-rollouts/stateful-set.js';

type Family = (dice: Dice) => RandomScenario;

// How many in twenty are of each family.
const FAMILIES: readonly Family[] = [
  ...Array.from<Family>({ length: 8 }).fill(randomDeployment),
  ...Array.from<Family>({ length: 5 }).fill(randomStatefulSet),
  ...Array.from<Family>({ length: 3 }).fill(randomDaemonSet),
  ...Array.from<Family>({ length: 3 }).fill(randomJob),
  randomBudget,
];

/** The scenario of that number. */
export function randomScenario(seed: number, number: number, families: readonly Family[] = FAMILIES): RandomScenario {
  const dice = diceOf(seed * 100_003 + number);
  return dice.of(families)(dice);
}

/** Writes the scenarios. */
export function main(args: readonly string[]): number {
  const [seed, count] = [Number(args[0]), Number(args[1])];
  const folder = args[2];
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || folder === undefined) {
    process.stderr.write('usage: generate-rollouts SEED COUNT DIR [nodes]\n');
    return 2;
  }
  const withNodes = args[3] === 'nodes';
  for (let number = 0; number < count; number++) {
    const scenario = randomScenario(seed, number, withNodes ? [randomNodes] : FAMILIES);
    const name = `${withNodes ? 'zz-' : ''}random-${seed}-${String(number).padStart(3, '0')}`;
    write(join(folder, 'scenarios', name), scenario);
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
