// `npm run conformance -- rollouts DIR [NAME…]`: replays recordings of the real controllers in the simulator. DIR has
// `scenarios/NAME/steps.yaml` with manifests, and `traces/NAME.jsonl`, as the oracle's `trace` writes them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from './rollouts/compare.js';
import { play, readScenario, unsupported } from './rollouts/play.js';
import { readRecording } from './rollouts/recording.js';

/** What became of one scenario. */
export interface Replay {
  readonly name: string;
  readonly result: 'agree' | 'differ' | 'not simulated';
  /** The first difference, or what is not simulated. */
  readonly detail: string;
}

/** Replays one recorded scenario of the folder. */
export function replay(folder: string, name: string): Replay {
  const scenarioFolder = join(folder, 'scenarios', name);
  const scenario = readScenario(scenarioFolder);
  const missing = unsupported(scenarioFolder, scenario);
  if (missing !== undefined) return { name, result: 'not simulated', detail: missing };
  const recording = readRecording(join(folder, 'traces', `${name}.jsonl`));
  const found = difference(scenario, recording, play(scenarioFolder, scenario, recording));
  return { name, result: found === undefined ? 'agree' : 'differ', detail: found ?? '' };
}

/** The scenarios of a folder that have a recording. */
export function recordedNames(folder: string): string[] {
  const names = readdirSync(join(folder, 'scenarios')).sort();
  return names.filter((name) => existsSync(join(folder, 'traces', `${name}.jsonl`)));
}

/** The command: prints each result, one line of JSON last; 1 when any simulated scenario differs. */
export function main(args: readonly string[]): number {
  const [folder, ...names] = args.filter((arg) => !arg.startsWith('--'));
  if (folder === undefined || !existsSync(join(folder, 'scenarios'))) {
    process.stderr.write('usage: npm run conformance -- rollouts DIR [NAME...]\n');
    return 2;
  }
  const replays = (names.length > 0 ? names : recordedNames(folder)).map((name) => replay(folder, name));
  for (const { name, result, detail } of replays)
    process.stdout.write(`${result}: ${name}${detail ? `: ${detail}` : ''}\n`);
  const count = (result: Replay['result']) => replays.filter((one) => one.result === result).length;
  const figures = {
    checked: count('agree') + count('differ'),
    agree: count('agree'),
    differ: count('differ'),
    notSimulated: count('not simulated'),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return figures.differ === 0 && figures.checked > 0 ? 0 : 1;
}
