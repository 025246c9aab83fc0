import type { Json } from '../../../src/kube/json.js';
import { readDocumentsExactly } from '../../../src/manifest/exact.js';
import { identify } from '../../../src/manifest/identify.js';
import { inputsOf } from '../../../src/simulate/inputs.js';
import { type Game, type PlayOptions, play } from '../../../src/simulate/play.js';
import type { SimulationReport, WhatIf } from '../../../src/simulate/report.js';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.js';
import { WHAT_IFS } from '../../../src/simulate/what-if/question.js';

/** How it is played where a test says nothing else. */
export const OPTIONS: PlayOptions = {
  version: { minor: 36, patch: 0 },
  seed: 1,
  assume: {},
  assertions: [],
  horizonMs: 86_400_000,
};

/** What is given when this text is all there is, with the steps of a scenario if there are any. */
export function gameOf(text: string, steps?: readonly Json[]): Game {
  const { resources } = identify(readDocumentsExactly('shop.yaml', text));
  const inputs = inputsOf(resources, OPTIONS.version);
  if (steps === undefined) return { inputs, scenario: undefined, applied: new Map() };
  const outcome = readScenario({ apiVersion: 'rollcast.dev/v1', kind: 'Scenario', spec: { steps } });
  if (outcome.kind === 'mistakes') throw new Error(JSON.stringify(outcome.problems));
  return { inputs, scenario: outcome.scenario, applied: new Map() };
}

/** The forecast of the first apply of these manifests, with these questions. */
export function asked(text: string, names: readonly WhatIf['name'][] = WHAT_IFS): SimulationReport {
  return play(gameOf(text), { ...OPTIONS, whatIfs: new Set(names) });
}

/** The answers, a line each; `!` before those that are trouble. */
export function answersOf({ whatIfs }: SimulationReport): string[] {
  return whatIfs.map(({ isTrouble, question, answer }) => `${isTrouble ? '! ' : ''}${question}: ${answer}`);
}

/** A Deployment of four pods that say when they are ready. */
export const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 4
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: registry.example.com/shop/web:1
          readinessProbe: { httpGet: { path: /healthz, port: 8080 }, periodSeconds: 5 }
`;
