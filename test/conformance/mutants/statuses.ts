import type { Dice } from './dice.js';
import type { Tree } from './tree.js';

// What controllers and kubelets write that later changes depend on.
const STATUSES: Readonly<Record<string, readonly Tree[]>> = {
  PersistentVolumeClaim: [
    { phase: 'Bound' },
    { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } },
    { phase: 'Bound', capacity: { storage: '5Mi' } },
    { phase: 'Pending' },
    { phase: 'Lost' },
  ],
  PersistentVolume: [{ phase: 'Bound' }, { phase: 'Released' }],
  Job: [
    { startTime: '2024-01-01T00:00:00Z', active: 1 },
    { startTime: '2024-01-01T00:00:00Z', active: 0, ready: 0 },
    { active: 1, ready: 0 },
    {
      startTime: '2024-01-01T00:00:00Z',
      completionTime: '2024-01-01T00:01:00Z',
      succeeded: 1,
      uncountedTerminatedPods: {},
      conditions: [
        {
          type: 'SuccessCriteriaMet',
          status: 'True',
          lastTransitionTime: '2024-01-01T00:01:00Z',
          lastProbeTime: '2024-01-01T00:01:00Z',
        },
        {
          type: 'Complete',
          status: 'True',
          lastTransitionTime: '2024-01-01T00:01:00Z',
          lastProbeTime: '2024-01-01T00:01:00Z',
        },
      ],
    },
    { conditions: [{ type: 'Suspended', status: 'True' }] },
    { conditions: [{ type: 'Suspended', status: 'False' }], startTime: '2024-01-01T00:00:00Z' },
  ],
  Pod: [
    { phase: 'Running' },
    { phase: 'Succeeded' },
    { phase: 'Pending' },
    { phase: 'Running', podIPs: [{ ip: '10.1.1.1' }], podIP: '10.1.1.1' },
  ],
  StatefulSet: [{ replicas: 2, readyReplicas: 1 }],
  Deployment: [{ replicas: 2, readyReplicas: 1, observedGeneration: 1 }],
  Service: [{ loadBalancer: { ingress: [{ ip: '10.1.1.1' }] } }],
  Namespace: [{ phase: 'Active' }],
};

/** A status that an object of the kind may have, `undefined` for kinds whose changes do not depend on it. */
export function statusOf(kind: string, dice: Dice): Tree | undefined {
  const statuses = Object.hasOwn(STATUSES, kind) ? STATUSES[kind] : undefined;
  return statuses === undefined ? undefined : dice.pick(statuses);
}
