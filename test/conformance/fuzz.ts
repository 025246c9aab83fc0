// `npm run conformance -- fuzz DIR [--seconds 60] [--seed 1]`: files below DIR with random bytes changed, linted one by one. No
// exception, no failed rule, no file that takes longer than --slowest milliseconds; what breaks is written to --keep.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ofMinor } from '../../src/kube/version.js';
import type { Settings } from '../../src/lint/settings.js';
import { lintTexts } from '../../src/project.js';
import { textOf } from '../../src/source/text.js';
import { type Dice, diceOf } from './mutants/dice.js';

const SETTINGS: Settings = {
  kubernetesVersion: ofMinor(35),
  profiles: ['recommended'],
  rules: new Map(),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: false,
};

/** The command. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      slowest: { type: 'string', default: '3000' },
      keep: { type: 'string' },
    },
  });
  const [directory] = positionals;
  if (directory === undefined) {
    process.stderr.write('usage: fuzz DIR [--seconds N] [--seed N] [--slowest MS] [--keep DIR]\n');
    return 2;
  }
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  const dice = diceOf(Number(values.seed));
  const end = performance.now() + Number(values.seconds) * 1000;
  const tally = { checked: 0, agree: 0 };
  while (performance.now() < end) {
    const bytes = mutated(readFileSync(join(directory, dice.pick(files))), directory, files, dice);
    const problem = await problemOf(bytes, Number(values.slowest));
    tally.checked++;
    if (problem === undefined) {
      tally.agree++;
      continue;
    }
    process.stdout.write(`${tally.checked}: ${problem}\n`);
    if (values.keep === undefined) continue;
    mkdirSync(values.keep, { recursive: true });
    writeFileSync(join(values.keep, `${values.seed}-${tally.checked}.yaml`), bytes);
  }
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  return tally.agree === tally.checked && tally.checked > 0 ? 0 : 1;
}

async function problemOf(bytes: Buffer, slowest: number): Promise<string | undefined> {
  const start = performance.now();
  try {
    const { failures } = await lintTexts([textOf(bytes, 'fuzzed.yaml')], SETTINGS);
    const [first] = failures;
    if (first !== undefined) return `${first.rule}: ${first.message}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const took = performance.now() - start;
  return took > slowest ? `took ${Math.round(took)} ms for ${bytes.length} bytes` : undefined;
}

const PIECES = [
  '---',
  '\n---\n',
  ': ',
  '- ',
  '? ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  '&a ',
  '*a',
  '<<: *a',
  '!!str ',
  '!',
  '|',
  '>-',
  '"',
  "'",
  '\t',
  '\r',
  '\r\n',
  '\0',
  '\u0085',
  '\u2028',
  '\ufeff',
  '%YAML 1.1\n',
  '...',
  '\\',
  '~',
  '=',
  '.inf',
  '0x',
  '1e999',
  '@',
  '`',
  '\n',
  '    ',
  'a: &a\n',
  '\ud83d',
];

function mutated(bytes: Buffer, directory: string, files: readonly string[], dice: Dice): Buffer {
  let made = bytes.subarray(0, 200_000);
  for (let left = 1 + dice.below(6); left > 0; left--) {
    const at = dice.below(made.length + 1);
    const length = dice.below(dice.next() < 0.8 ? 8 : 400);
    const [before, after] = [made.subarray(0, at), made.subarray(at)];
    const chance = dice.next();
    if (chance < 0.25) made = Buffer.concat([before, Buffer.from([dice.below(256)]), after.subarray(1)]);
    else if (chance < 0.4) made = Buffer.concat([before, after.subarray(length)]);
    else if (chance < 0.75) made = Buffer.concat([before, Buffer.from(dice.pick(PIECES)), after]);
    else if (chance < 0.85) made = Buffer.concat([before, made.subarray(at - length, at), after]);
    else if (chance < 0.95) made = Buffer.concat([before, after.subarray(0, length), after.subarray(0, length), after]);
    else made = Buffer.concat([before, readFileSync(join(directory, dice.pick(files))).subarray(0, 2000), after]);
  }
  return made;
}
