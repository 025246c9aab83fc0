import { expect, test } from 'vitest';
import { reportOf } from '../report/simulation/report-of.js';

const NODES = `
apiVersion: v1
kind: Node
metadata: { name: worker-1, labels: { disk: ssd } }
---
apiVersion: v1
kind: Node
metadata: { name: worker-2 }
status: { allocatable: { cpu: "1", memory: 1Gi, pods: "10" } }
`;

const deployment = (pod: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { ${pod}, containers: [{ name: app, image: "registry.example.com/web:1", resources: { requests: { cpu: 900m } } }] }
`;

const outcome = (pod: string) => {
  const { verdicts, assumptions } = reportOf({ files: { 'app.yaml': `${NODES}---${deployment(pod)}` } });
  const [verdict] = verdicts;
  const nodes = assumptions.find(({ name }) => name === 'nodes')?.value;
  return { outcome: verdict?.outcome, reason: verdict?.reason, nodes };
};

const AS_GIVEN = '2 as given, 1 of them without status.allocatable: 16 CPU, 64Gi, 110 pods';

test('a Node that does not say what it has gets what a kubelet would report', () => {
  expect(outcome('nodeSelector: { kubernetes.io/os: linux }')).toEqual({
    outcome: 'complete',
    reason: '',
    nodes: AS_GIVEN,
  });
});

test('what it says is kept', () => {
  expect(outcome('nodeSelector: { kubernetes.io/hostname: worker-2 }')).toEqual({
    outcome: 'stuck',
    reason:
      "3 of 3 pods updated, 1 available: 2 pods cannot be scheduled (0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector)",
    nodes: AS_GIVEN,
  });
});

test('a spread over a label that no node has says so', () => {
  const constraint =
    '{ maxSkew: 1, topologyKey: rack, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }';
  expect(outcome(`topologySpreadConstraints: [${constraint}]`)).toEqual({
    outcome: 'stuck',
    reason:
      "3 of 3 pods updated, 0 available: 3 pods cannot be scheduled (0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints (missing required label); no node has the label rack)",
    nodes: AS_GIVEN,
  });
});
