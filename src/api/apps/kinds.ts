import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateControllerRevision } from './controller-revision.js';
import { validateDaemonSet } from './daemon-set.js';
import {
  withDaemonSetDefaults,
  withDeploymentDefaults,
  withReplicaSetDefaults,
  withStatefulSetDefaults,
} from './defaults.js';
import { validateDeployment } from './deployment.js';
import { preparedStatefulSet, preparedWorkload } from './prepare.js';
import { validateReplicaSet } from './replica-set.js';
import { validateStatefulSet } from './stateful-set.js';

/** The kinds of apps/v1. */
export const appsKinds: Kinds = new Map([
  ['ControllerRevision', kindOf<ControllerRevision>({ namespaced: true, validate: validateControllerRevision })],
  [
    'DaemonSet',
    kindOf<DaemonSet>({
      namespaced: true,
      defaults: withDaemonSetDefaults,
      prepare: preparedWorkload,
      validate: validateDaemonSet,
    }),
  ],
  [
    'Deployment',
    kindOf<Deployment>({
      namespaced: true,
      defaults: withDeploymentDefaults,
      prepare: preparedWorkload,
      validate: validateDeployment,
    }),
  ],
  [
    'ReplicaSet',
    kindOf<ReplicaSet>({
      namespaced: true,
      defaults: withReplicaSetDefaults,
      prepare: preparedWorkload,
      validate: validateReplicaSet,
    }),
  ],
  [
    'StatefulSet',
    kindOf<StatefulSet>({
      namespaced: true,
      defaults: withStatefulSetDefaults,
      prepare: preparedStatefulSet,
      validate: validateStatefulSet,
    }),
  ],
]);
