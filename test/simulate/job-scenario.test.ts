import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { readScenario } from '../../src/simulate/scenario/read-scenario.js';

const scenario = (spec: JsonObject): JsonObject => ({ apiVersion: 'rollcast.dev/v1', kind: 'Scenario', spec });

test('a scenario says when it starts and how pods of Jobs end', () => {
  const behaviour = { runFor: '90s', exitCode: 3 };
  const outcome = readScenario(scenario({ startsAt: '2026-03-29T01:30:00+01:00', pods: [{ behaviour }] }));
  const read = outcome.kind === 'read' ? outcome.scenario : undefined;
  expect({ startsAt: read?.startsAt, rules: read?.rules }).toEqual({
    startsAt: Date.UTC(2026, 2, 29, 0, 30),
    rules: [{ match: {}, behaviour: { runMs: 90_000, exitCode: 3 } }],
  });
});

test.each(['tomorrow', '2026-03-29', '2026-13-29T00:30:00Z'])('startsAt: %s is not a date and time', (startsAt) => {
  const outcome = readScenario(scenario({ startsAt }));
  const messages = outcome.kind === 'mistakes' ? outcome.problems.map(({ message }) => message) : [];
  expect(messages).toEqual([`expected a date and time such as 2026-03-29T00:30:00Z, found ${startsAt}`]);
});
