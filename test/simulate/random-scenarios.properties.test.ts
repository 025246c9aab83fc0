/**
 * What holds whatever happens: random scenarios and random neighbours of the recorded ones, played without a recording.
 * `SCENARIOS=2000 npx vitest run test/simulate/random-scenarios` plays more of them.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { diceOf } from '../conformance/random-rollouts/dice.js';
import { neighbour } from '../conformance/random-rollouts/neighbour.js';
import type { RandomScenario } from '../conformance/random-rollouts/scenario.js';
import { randomFamilies, randomScenario, recordedScenarios, writtenScenario } from '../conformance/random-rollouts.js';
import { play } from '../conformance/rollouts/play.js';
import { idOf, type Line, num, str } from '../conformance/rollouts/recording.js';

const ORACLE = 'test/oracle';
const SEED = 1207;
const COUNT = Number(process.env.SCENARIOS ?? 60);
/** How long a wait for rest lasts here. */
const REST_MS = 40_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcast-scenarios-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = Array.from({ length: COUNT }, (_none, number) => number);

describe('a random scenario', () => {
  test.each(numbers)('%i holds', (number) => {
    const { scenario, lines } = played(number);
    expect(broken(lines, scenario)).toEqual([]);
  });

  test('has the same course with the same seed', () => {
    for (const number of numbers.slice(0, 6)) expect(played(number).lines).toEqual(played(number).lines);
  });
});

function scenarioOf(number: number): RandomScenario {
  if (number % 3 === 0) return randomScenario(SEED, number, randomFamilies('rollouts'));
  const dice = diceOf(SEED * 100_003 + number);
  const names = recordedScenarios(ORACLE);
  const made = neighbour(writtenScenario(ORACLE, dice.of(names)), dice);
  return made ?? randomScenario(SEED, number, randomFamilies('rollouts'));
}

function played(number: number): { readonly scenario: RandomScenario; readonly lines: readonly Line[] } {
  const scenario = scenarioOf(number);
  for (const [name, object] of scenario.files) {
    const objects = Array.isArray(object) ? object : [object];
    writeFileSync(
      join(folder, name),
      objects.map((own) => stringify(own, { aliasDuplicateObjects: false })).join('---\n'),
    );
  }
  return { scenario, lines: play(folder, scenario, timetable(scenario), 1).lines };
}

/** The steps, one after the other: what a recording without any change would say. */
function timetable({ steps }: RandomScenario): Line[] {
  let at = 0;
  const lines = steps.map((step, place): Line => {
    const line: Line = { t_ms: at, step: place, type: 'STEP', text: JSON.stringify(step) };
    at += step.stable === undefined ? milliseconds(step.sleep ?? '50ms') : REST_MS;
    return line;
  });
  return [...lines, { t_ms: at, step: steps.length - 1, type: 'NOTE', text: 'the end' }];
}

function milliseconds(text: string): number {
  return Number.parseFloat(text) * (text.endsWith('ms') ? 1 : 1000);
}

/** Every object has one life, and who counts pods counts those that there are. */
function broken(lines: readonly Line[], { steps }: RandomScenario): string[] {
  const found: string[] = [];
  const alive = new Map<string, Line>();
  for (const line of lines) {
    if (line.kind === undefined || line.kind === 'Event') continue;
    const id = idOf(line);
    if ((line.type === 'ADDED') === alive.has(id)) found.push(`${id} ${line.type} at ${line.t_ms}`);
    if (line.type === 'DELETED') alive.delete(id);
    else alive.set(id, line);
  }
  // The last step waits for rest, and `play` for three seconds more.
  const lastMs = (lines.findLast((line) => line.type === 'STEP')?.t_ms ?? 0) + REST_MS + 3000;
  if (steps.at(-1)?.stable === undefined) found.push('does not end at rest');
  for (const line of alive.values()) {
    const pods = [...alive.values()].filter((pod) => pod.kind === 'Pod' && str(pod, 'owner') === idOf(line));
    const active = pods.filter((pod) => pod.deleting !== true && pod.phase !== 'Succeeded' && pod.phase !== 'Failed');
    const says = (what: string, is: number, counted: number) => {
      if (is !== counted) found.push(`${idOf(line)}: ${what} ${is}, counted ${counted}`);
    };
    const ready = active.filter((pod) => pod.ready === true).length;
    switch (line.kind) {
      case 'ReplicaSet':
        says('replicas', num(line, 'replicas'), active.length);
        says('ready', num(line, 'ready'), ready);
        break;
      case 'StatefulSet':
        says('replicas', num(line, 'replicas'), pods.filter((pod) => pod.phase !== '').length);
        says('ready', num(line, 'ready'), pods.filter((pod) => pod.ready === true).length);
        break;
      case 'Deployment': {
        const sets = [...alive.values()].filter((set) => str(set, 'owner') === idOf(line));
        says('replicas', num(line, 'replicas'), sum(sets, 'replicas'));
        says('available', num(line, 'available'), sum(sets, 'available'));
        break;
      }
      case 'Job':
        // It looks at its pods a second after they change.
        if (lines.some((own) => own.kind === 'Pod' && own.t_ms > lastMs - 2000)) break;
        says('active', num(line, 'active'), line.completed === true || isFailed(line) ? 0 : active.length);
        break;
      default:
    }
  }
  return found;
}

function isFailed(line: Line): boolean {
  return JSON.stringify(line.conditions).includes('Failed=True');
}

function sum(lines: readonly Line[], field: string): number {
  return lines.reduce((total, line) => total + num(line, field), 0);
}
