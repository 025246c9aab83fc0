import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/kube/field-path.js';
import type { Json } from '../../src/kube/json.js';
import { parseAssertion } from '../../src/simulate/scenario/assertions.js';
import { readScenario } from '../../src/simulate/scenario/read-scenario.js';

function mistakes(spec: Json): string[] {
  const outcome = readScenario({ apiVersion: 'rollcast.dev/v1', kind: 'Scenario', spec });
  return outcome.kind === 'read' ? [] : outcome.problems.map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

const wrong: readonly { readonly name: string; readonly spec: Json; readonly says: readonly string[] }[] = [
  { name: 'nothing wrong', spec: { steps: [{ apply: 'v1.yaml' }, { wait: '5m' }] }, says: [] },
  { name: 'no map', spec: [], says: ['spec: expected a map'] },
  {
    name: 'a step with two words',
    spec: { steps: [{ apply: 'a', wait: '1s' }] },
    says: [
      'spec.steps[0]: expected exactly one of apply, create, replace, create-job, scale, set-image, rollout, delete, relabel, patch, behave, evict, drain, cordon, uncordon, taint, fail-node, pressure, add-node, remove-node, load, get, describe, dns, reach, wait',
    ],
  },
  {
    name: 'an unknown kind',
    spec: { steps: [{ scale: { target: 'gadget/x', replicas: 1 } }] },
    says: ['spec.steps[0].scale.target: gadget/x: objects of kind gadget are not simulated'],
  },
  {
    name: 'a verb of rollout without rollout',
    spec: { steps: [{ undo: 'deployment/web' }] },
    says: ['spec.steps[0].undo: unknown field undo: did you mean rollout: { undo: deployment/web }?'],
  },
  {
    name: 'a word where a map belongs',
    spec: { steps: [{ scale: 'deployment/web' }] },
    says: [
      'spec.steps[0].scale: expected a map with target, replicas, currentReplicas, resourceVersion, timeout, found deployment/web',
    ],
  },
  {
    name: 'a node alone',
    spec: { steps: [{ drain: 'node-1' }, { cordon: 'node-1' }, { 'fail-node': 'node-1' }] },
    says: [],
  },
  {
    name: 'a negative count',
    spec: { steps: [{ scale: { target: 'deployment/x', replicas: -1 } }] },
    says: ['spec.steps[0].scale.replicas: expected a whole number from 0 to 1000000, found -1'],
  },
  {
    name: 'a rollout without a verb',
    spec: { steps: [{ rollout: { toRevision: 1 } }] },
    says: ['spec.steps[0].rollout: expected one of undo, pause, resume, restart, status, history'],
  },
  {
    name: 'a delete that cascades to nowhere',
    spec: { steps: [{ delete: { target: 'deployment/x', cascade: 'up' } }] },
    says: ['spec.steps[0].delete.cascade: expected background, foreground or orphan'],
  },
  {
    name: 'a bad selector',
    spec: { steps: [{ relabel: { pod: { selector: 'app in web' }, labels: {} } }] },
    says: ['spec.steps[0].relabel.pod.selector: "web" where "(" is expected'],
  },
  {
    name: 'a bad order',
    spec: { steps: [{ delete: { pod: { selector: 'app=web', order: 'size' } } }] },
    says: ['spec.steps[0].delete.pod.order: expected name, oldest or newest'],
  },
  {
    name: 'a delay that is no duration',
    spec: { pods: [{ behaviour: { ready: 'soon' } }] },
    says: ['spec.pods[0].behaviour.ready: expected a duration such as 30s or 1m30s, found "soon"'],
  },
  {
    name: 'a flag that is no flag',
    spec: { pods: [{ behaviour: { unready: 'yes' } }] },
    says: ['spec.pods[0].behaviour.unready: expected true or false, found "yes"'],
  },
  {
    name: 'a patch that is no map',
    spec: { steps: [{ patch: { target: 'deployment/x', patch: 1 } }] },
    says: ['spec.steps[0].patch.patch: expected a map'],
  },
  {
    name: 'a missing file name',
    spec: { steps: [{ apply: '' }] },
    says: ['spec.steps[0].apply: expected a text, found ""'],
  },
  { name: 'steps that are no list', spec: { steps: {} }, says: ['spec.steps: expected a list'] },
  {
    name: 'labels that are no map',
    spec: { cluster: { nodes: [{ labels: 'x' }] } },
    says: ['spec.cluster.nodes[0].labels: expected a map of texts'],
  },
  {
    name: 'a CPU that is no quantity',
    spec: { cluster: { nodes: [{ cpu: [] }] } },
    says: ['spec.cluster.nodes[0].cpu: expected a quantity such as 4 or 8Gi'],
  },
];

describe('mistakes in a scenario', () => {
  test.each(wrong)('$name', ({ spec, says }) => {
    expect(mistakes(spec)).toEqual(says);
  });
});

const assertions: readonly { readonly text: string; readonly says: string | undefined }[] = [
  { text: 'deployment/web minAvailable >= 3', says: undefined },
  { text: 'deploy/web completes within 5m', says: undefined },
  { text: 'shop/deployment/web is stuck', says: undefined },
  { text: 'web minAvailable >= 3', says: 'expected KIND/NAME such as deployment/web, found web' },
  { text: 'deployment/web completes within soon', says: 'expected a duration such as 5m, found soon' },
  {
    text: 'deployment/web is late',
    says: 'expected complete, paused, suspended, stuck, failed, rejected, running, unknown, found late',
  },
  {
    text: 'deployment/web pods > 3',
    says: 'expected minAvailable, maxPods, maxPodsWithTerminating, maxUnavailable, desired, unavailableSeconds, emptySeconds, durationSeconds, restarts, completes or is, found pods',
  },
  { text: 'deployment/web maxPods ~ 3', says: 'expected one of >= <= == != > <, found ~' },
  { text: 'deployment/web maxPods <', says: 'expected a number, found nothing' },
];

describe('an assertion', () => {
  test.each(assertions)('$text', ({ text, says }) => {
    const assertion = parseAssertion(text, 'default');
    expect(typeof assertion === 'string' ? assertion : undefined).toBe(says);
  });
});
