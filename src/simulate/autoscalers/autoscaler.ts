import type { FieldPath } from '../../kube/field-path.js';
import type { JsonObject } from '../../kube/json.js';
import type { Manifest } from '../admission/manifest.js';
import { scaledJob, scaledObject } from './keda.js';
import { verticalPodAutoscaler } from './vertical.js';

/** What an autoscaler that is no part of Kubernetes comes to here. */
export interface Autoscaler {
  /** Objects that its operator makes, as far as they can be known. */
  readonly makes: readonly { readonly apiVersion: string; readonly kind: string; readonly object: JsonObject }[];
  /** What it does that nobody can know from here. */
  readonly notes: readonly AutoscalerNote[];
  /** The object itself is in the simulation, too. */
  readonly isFollowed?: true;
}

/** Something that an autoscaler does at times or with numbers that are not in a manifest. */
export interface AutoscalerNote {
  /** `undefined` is the whole object. */
  readonly path: FieldPath | undefined;
  readonly effect: string;
  /** It makes pods itself: it is a workload whose outcome is unknown. */
  readonly isWorkload?: true;
}

const READERS: ReadonlyMap<string, (manifest: Manifest) => Autoscaler> = new Map([
  ['keda.sh ScaledObject', scaledObject],
  ['keda.sh ScaledJob', scaledJob],
  ['autoscaling.k8s.io VerticalPodAutoscaler', verticalPodAutoscaler],
]);

/** Reads a VerticalPodAutoscaler or what KEDA scales by; `undefined` for everything else. */
export function autoscalerOf(manifest: Manifest): Autoscaler | undefined {
  const [group = ''] = manifest.apiVersion.split('/');
  return READERS.get(`${group} ${manifest.kind}`)?.(manifest);
}
