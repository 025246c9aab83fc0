/**
 * A question as a team asks it, with a scenario as they would write it. `assert:` of the scenario is the answer in numbers, known
 * from `source` before it was played; the golden file beside it is the answer in words.
 */

import type { JsonObject } from '../../../../src/kube/json.js';
import { parseVersion } from '../../../../src/kube/version.js';
import { identify } from '../../../../src/manifest/identify.js';
import { readDocuments } from '../../../../src/manifest/read.js';
import type { Resource } from '../../../../src/manifest/resource.js';
import { conclusion } from '../../../../src/report/simulation/pretty.js';
import { inputsOf } from '../../../../src/simulate/inputs.js';
import { play } from '../../../../src/simulate/play.js';
import type { SimulationReport } from '../../../../src/simulate/report.js';
import { readScenario } from '../../../../src/simulate/scenario/read-scenario.js';

/** One question. */
export interface Asked {
  readonly question: string;
  /** How the answer is known: upstream's source, its documentation or a recording. */
  readonly source: string;
  /** Objects of the files that the scenario applies, by file. */
  readonly files: Readonly<Record<string, readonly JsonObject[]>>;
  /** `spec` of the scenario, in YAML. */
  readonly scenario: string;
  /** 1.35.4 where it does not matter. */
  readonly version?: string;
  /** A day, if absent. */
  readonly horizonMs?: number;
}

/** The scenario as its file says it. */
export function scenarioText({ scenario }: Asked): string {
  const spec = scenario.trim().replace(/^(?=.)/gm, '  ');
  return `apiVersion: rollcast.dev/v1\nkind: Scenario\nmetadata: { name: question }\nspec:\n${spec}\n`;
}

/** What the files hold, as text. */
export function fileText(objects: readonly JsonObject[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('---\n');
}

/** Plays it as `rollcast simulate` does. */
export function played(asked: Asked): SimulationReport {
  const version = parseVersion(asked.version ?? '1.35.4');
  const [document] = resourcesOf('scenario.yaml', scenarioText(asked));
  if (version === undefined || document === undefined) throw new Error(`no version or no scenario: ${asked.question}`);
  const outcome = readScenario(document.object);
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  const applied = new Map(
    Object.entries(asked.files).map(([file, objects]) => [
      file,
      inputsOf(resourcesOf(file, fileText(objects)), version),
    ]),
  );
  const game = { inputs: inputsOf([], version), scenario: outcome.scenario, applied };
  return play(game, { version, assume: {}, assertions: [], horizonMs: asked.horizonMs ?? 86_400_000 });
}

function resourcesOf(file: string, text: string): readonly Resource[] {
  const outcome = readDocuments(file, text);
  if (outcome.kind !== 'read') throw new Error(`${file}: ${outcome.why}`);
  return identify(outcome.file).resources;
}

/** What a reader gets: what kubectl said, and the conclusion. */
export function answer(report: SimulationReport): string {
  const said = report.forecast.steps.flatMap(({ said: lines = [] }) => lines.map((line) => `| ${line}`));
  const layout = { colour: false, columns: 100, isTerminal: false, quiet: true, verbose: false };
  return [
    ...said,
    conclusion(report, layout)
      .replace(/\n{2,}/g, '\n')
      .trim(),
  ].join('\n');
}
