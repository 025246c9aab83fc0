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
    says: ['spec.steps[0]: apply and wait are 2 steps: each is an item of the list'],
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
      'spec.steps[0].scale: expected a map with target, replicas, currentReplicas, resourceVersion, timeout, found "deployment/web"',
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
    says: ['spec.cluster.nodes[0].cpu: expected a quantity such as 4 or 8Gi, found []'],
  },
  {
    name: 'a memory with a unit that Kubernetes does not have',
    spec: { cluster: { nodes: [{ memory: '8GB' }] } },
    says: ['spec.cluster.nodes[0].memory: expected a quantity such as 4 or 8Gi, found "8GB"'],
  },
  {
    name: 'an effect that no taint has',
    spec: { cluster: { nodes: [{ taints: ['disk=full:NoSchedul', { key: 'disk', effect: 'Never' }] }] } },
    says: [
      'spec.cluster.nodes[0].taints[0]: expected a taint such as disk=full:NoSchedule, found "disk=full:NoSchedul"',
      'spec.cluster.nodes[0].taints[1].effect: expected NoSchedule, PreferNoSchedule, NoExecute, found "Never"',
    ],
  },
  {
    name: 'more nodes than any cluster has',
    spec: { cluster: { nodes: [{ count: 1_000_000 }] } },
    says: ['spec.cluster.nodes[0].count: expected at most 100000 nodes, found 1000000'],
  },
  {
    name: 'a node to add whose CPU is no quantity',
    spec: { steps: [{ 'add-node': { name: 'node-9', cpu: 'lots' } }] },
    says: ['spec.steps[0].add-node.cpu: expected a quantity such as 4 or 8Gi, found "lots"'],
  },
  {
    name: 'a selector of behaviours that does not end',
    spec: { pods: [{ match: { selector: 'app in (web' }, behaviour: { ready: 'never' } }] },
    says: ['spec.pods[0].match.selector: the end where "," or ")" is expected'],
  },
  {
    name: 'pods without behaviour',
    spec: { pods: [{ match: {} }, { behaviour: { exit: { code: 1 } } }] },
    says: ['spec.pods[0].behaviour: behaviour is missing', 'spec.pods[1].behaviour.exit.after: after is missing'],
  },
  {
    name: 'a field that is not there because it is misspelt: said once',
    spec: { steps: [{ scale: { target: 'deployment/web', replica: 3 } }, { rollout: { und: 'deployment/web' } }] },
    says: [
      'spec.steps[0].scale.replica: unknown field replica: did you mean replicas?',
      'spec.steps[1].rollout.und: unknown field und: did you mean undo?',
    ],
  },
  {
    name: 'a flag of rollout that is misspelt',
    spec: { steps: [{ rollout: { undo: 'deployment/web', toRevison: 3 } }] },
    says: ['spec.steps[0].rollout.toRevison: unknown field toRevison: did you mean toRevision?'],
  },
  {
    name: 'two verbs of rollout',
    spec: { steps: [{ rollout: { pause: 'deployment/web', resume: 'deployment/web' } }] },
    says: ['spec.steps[0].rollout.resume: pause and resume are two steps'],
  },
  {
    name: 'a kind that is misspelt',
    spec: { steps: [{ scale: { target: 'deploymnt/web', replicas: 3 } }] },
    says: [
      'spec.steps[0].scale.target: deploymnt/web: objects of kind deploymnt are not simulated; did you mean deployment?',
    ],
  },
  {
    name: 'a number in quotes',
    spec: { steps: [{ scale: { target: 'deployment/web', replicas: '3' } }] },
    says: ['spec.steps[0].scale.replicas: expected a whole number from 0 to 1000000, found "3"'],
  },
  {
    name: 'a value that is much too long',
    spec: { steps: [{ wait: '9'.repeat(1000) }] },
    says: [`spec.steps[0].wait: expected a duration such as 30s or 1m30s, found "${'9'.repeat(59)}…`],
  },
  {
    name: 'two steps in one',
    spec: { steps: [{ apply: 'web.yaml', drain: 'node-1' }] },
    says: ['spec.steps[0]: apply and drain are 2 steps: each is an item of the list'],
  },
  {
    name: 'a file in place of a step',
    spec: { steps: ['web.yaml'] },
    says: ['spec.steps[0]: expected a step such as apply: "web.yaml", found a text'],
  },
  {
    name: 'a step that would start before an earlier one',
    spec: { steps: [{ wait: '1s', at: '5m' }, { wait: '1s' }, { wait: '1s', at: '1m' }] },
    says: ['spec.steps[2].at: 60s is before the start of an earlier step, 300s'],
  },
  {
    name: 'a label that no server takes',
    spec: { steps: [{ relabel: { pod: 'web-1', labels: { app: 'not this' } } }] },
    says: [
      "spec.steps[0].relabel.labels.app: no valid label: app=not this: a label's value is empty or has letters, digits, '-', '_' and '.', and starts and ends with a letter or digit (such as 'MyName', 'my.name' or '123-abc')",
    ],
  },
  {
    name: 'a taint that is not said',
    spec: { steps: [{ taint: { node: 'node-1' } }, { taint: { node: 'node-1', taint: 'a=b:NoExecute' } }] },
    says: [
      'spec.steps[0].taint.taints: taints is missing',
      'spec.steps[1].taint.taint: unknown field taint: did you mean taints?',
    ],
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
  {
    text: 'deploymnt/web completes',
    says: 'deploymnt/web: objects of kind deploymnt are not simulated; did you mean deployment?',
  },
  { text: 'deployment/web completes in 5m', says: 'expected within after completes, found in 5m' },
  {
    text: 'deployment/web is',
    says: 'expected complete, paused, suspended, stuck, failed, rejected, running, unknown, found nothing',
  },
  {
    text: 'deployment/web minAvail >= 3',
    says: 'expected minAvailable, maxPods, maxPodsWithTerminating, maxUnavailable, desired, unavailableSeconds, emptySeconds, durationSeconds, restarts, completes or is, found minAvail',
  },
  {
    text: 'deployment/web complete',
    says: 'expected minAvailable, maxPods, maxPodsWithTerminating, maxUnavailable, desired, unavailableSeconds, emptySeconds, durationSeconds, restarts, completes or is, found complete; did you mean completes?',
  },
  { text: 'deployment/web maxPods => 3', says: 'expected one of >= <= == != > <, found =>; did you mean >=?' },
  { text: 'deployment/web maxPods = 3', says: 'expected one of >= <= == != > <, found =; did you mean ==?' },
  { text: 'deployment/web maxPods ~ 3', says: 'expected one of >= <= == != > <, found ~' },
  { text: 'deployment/web maxPods <', says: 'expected a number, found nothing' },
];

describe('an assertion', () => {
  test.each(assertions)('$text', ({ text, says }) => {
    const assertion = parseAssertion(text, 'default');
    expect(typeof assertion === 'string' ? assertion : undefined).toBe(says);
  });
});
