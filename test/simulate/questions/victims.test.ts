/** 21. Which pods go when a Deployment is scaled down. `oracle:` rs-scale-down-choice */

import { expect, test } from 'vitest';
import { web } from '../forecast-of.js';
import { ask, words } from './ask.js';

/** Pods by the order in which they came: `#1`. */
function ask6to4(steps: string, nodes = 6) {
  const answer = ask({
    files: { 'web.yaml': [web({ replicas: 6 })] },
    scenario: `cluster: { nodes: [{ count: ${nodes} }] }
steps:
- apply: web.yaml
${steps}- scale: { target: deployment/web, replicas: 4 }`,
  });
  const { pods, events } = answer.forecast.timeline;
  const gone = pods.flatMap(({ deleting }, place) => (deleting === undefined ? [] : [`#${place + 1}`]));
  const rules = new Set(events.filter(({ reason }) => reason === 'SuccessfulDelete').map(({ because }) => because));
  return { answer, gone, rules: [...rules] };
}

const behave = (index: number, behaviour: string) =>
  `- behave: { pod: { selector: app=web, order: oldest, index: ${index} }, behaviour: ${behaviour} }\n`;

test('one that is not ready goes first', () => {
  const { gone, rules } = ask6to4(`${behave(0, '{ unready: true }')}${behave(1, '{ unready: true }')}`);
  expect([gone.length, rules]).toEqual([2, ['spec.replicas: 4; not ready first']]);
});

test('then a lower pod-deletion-cost', () => {
  const cost = (index: number) =>
    `- relabel: { pod: { selector: app=web, index: ${index} }, annotations: { controller.kubernetes.io/pod-deletion-cost: "-1" } }\n`;
  const { gone, rules } = ask6to4(`${cost(0)}${cost(1)}`);
  expect([gone.length, rules]).toEqual([2, ['spec.replicas: 4; lower pod-deletion-cost first']]);
});

test('then those with more of the same workload on their nodes: four of six are in question', () => {
  const { gone, rules, answer } = ask6to4('', 4);
  const { pods } = answer.forecast.timeline;
  const crowded = pods.filter(({ node }) => pods.filter((other) => other.node === node).length > 1);
  const note = words(answer, 'Deployment/web').note ?? '';
  expect([gone.length, rules]).toEqual([2, ['spec.replicas: 4; nothing tells them apart']]);
  expect([crowded.length, crowded.every(({ name }) => note.includes(name))]).toEqual([4, true]);
});

test('pods that came together are alike: the answer is a set, and the seed picks', () => {
  const { gone, rules, answer } = ask6to4('');
  const names = answer.forecast.timeline.pods.map(({ name }) => name);
  const note = words(answer, 'Deployment/web').note ?? '';
  expect([gone.length, rules]).toEqual([2, ['spec.replicas: 4; nothing tells them apart']]);
  expect(note.replace(/\(.*\)/, '(…)')).toBe(
    'scaled down to 4: chance picks among 6 pods that nothing tells apart (…), a cluster may pick others than the forecast',
  );
  expect(names.filter((name) => note.includes(name)).length).toBe(4);
});

test('pods of much different ages are not: the newer ones go', () => {
  const answer = ask({
    files: { 'web.yaml': [web({ replicas: 4 })] },
    scenario: `cluster: { nodes: [{ count: 6 }] }
steps:
- apply: web.yaml
- wait: 10m
- scale: { target: deployment/web, replicas: 6 }
- scale: { target: deployment/web, replicas: 4 }`,
  });
  const gone = answer.forecast.timeline.pods.flatMap(({ deleting }, place) =>
    deleting === undefined ? [] : [place + 1],
  );
  expect([gone, words(answer, 'Deployment/web').note]).toEqual([[5, 6], undefined]);
});

test('pods of about the same age are alike, as the logarithm of the age has it', () => {
  const answer = ask({
    files: { 'web.yaml': [web({ replicas: 4 })] },
    scenario: `cluster: { nodes: [{ count: 6 }] }
steps:
- apply: web.yaml
- scale: { target: deployment/web, replicas: 6 }
- wait: 1h
- scale: { target: deployment/web, replicas: 4 }`,
  });
  expect(words(answer, 'Deployment/web').note?.replace(/\(.*\)/, '(…)')).toBe(
    'scaled down to 4: chance picks among 6 pods that nothing tells apart (…), a cluster may pick others than the forecast',
  );
});
