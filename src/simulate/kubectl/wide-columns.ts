/**
 * What `kubectl get -o wide` prints besides. Follows kubernetes@v1.35.4 pkg/printers/internalversion/printers.go.
 *
 * Not modelled: addresses of pods (`<unknown>`) and what machines say of themselves.
 */

import type { LabelSelector, PodTemplateSpec } from '../../kube/types.generated.js';
import { statusWord } from '../kubelet/pod-status.js';
import type { Kind, Kinds } from '../objects/kinds.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { selectorText } from './selector-text.js';

/** A cell of a row, by the column's heading; NAME and AGE are the same for all kinds. */
export type Columns<K extends Kind> = Readonly<Record<string, (object: Kinds[K], world: World) => string | number>>;

interface Templated {
  readonly spec: { readonly template: PodTemplateSpec };
}

const CONTAINERS = {
  CONTAINERS: ({ spec }: Templated) => namesIn(spec.template),
  IMAGES: ({ spec }: Templated) => imagesIn(spec.template),
};

const SELECTED = {
  ...CONTAINERS,
  SELECTOR: ({ spec }: { readonly spec: { readonly selector: LabelSelector | undefined } }) =>
    selectorText(spec.selector),
};

/** The columns behind AGE of the kinds that have more. */
export const WIDE_COLUMNS: { readonly [K in Kind]?: Columns<K> } = {
  Pod: {
    IP: (pod) => (pod.node === undefined || statusWord(pod) === 'ContainerCreating' ? '<none>' : '<unknown>'),
    NODE: ({ node }) => node ?? '<none>',
    'NOMINATED NODE': ({ status }) => status.nominatedNode ?? '<none>',
    'READINESS GATES': readinessGates,
  },
  Deployment: SELECTED,
  ReplicaSet: SELECTED,
  ReplicationController: SELECTED,
  DaemonSet: SELECTED,
  StatefulSet: CONTAINERS,
  Service: { SELECTOR: ({ spec }) => selectorText({ matchLabels: spec.selector ?? {} }) },
  PersistentVolume: { VOLUMEMODE: ({ spec }) => spec.volumeMode ?? 'Filesystem' },
  PersistentVolumeClaim: { VOLUMEMODE: ({ spec }) => spec.volumeMode ?? 'Filesystem' },
  Job: SELECTED,
  CronJob: {
    CONTAINERS: ({ spec }) => namesIn(spec.jobTemplate.spec?.template),
    IMAGES: ({ spec }) => imagesIn(spec.jobTemplate.spec?.template),
    SELECTOR: ({ spec }) => selectorText(spec.jobTemplate.spec?.selector),
  },
};

function namesIn(template: PodTemplateSpec | undefined): string {
  return (template?.spec?.containers ?? []).map(({ name = '' }) => name).join(',');
}

function imagesIn(template: PodTemplateSpec | undefined): string {
  return (template?.spec?.containers ?? []).map(({ image = '' }) => image).join(',');
}

/** How many of them are True. */
function readinessGates({ spec, life }: Pod): string {
  const { length } = spec.readinessGates ?? [];
  return length === 0 ? '<none>' : `${life.gates?.areOpen === true ? length : 0}/${length}`;
}
