/**
 * VerticalPodAutoscaler: what it does is told of, not played, because its recommendations come from days of usage.
 *
 * Docs: https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler/docs
 * Follows kubernetes/autoscaler vertical-pod-autoscaler-1.4 pkg/apis/autoscaling.k8s.io/v1/types.go and
 * pkg/updater (evictions keep to PodDisruptionBudgets; `--min-replicas` 2 unless updatePolicy says).
 *
 * Not modelled: evictions, changed requests, resizing in place.
 */

import { child, type FieldPath, index } from '../../kube/field-path.js';
import { arrayOf, type Json, objectOf, stringOf } from '../../kube/json.js';
import type { Manifest } from '../admission/manifest.js';
import type { Autoscaler, AutoscalerNote } from './autoscaler.js';

/** What it does to the pods of its target, by its mode. */
export function verticalPodAutoscaler({ object }: Manifest): Autoscaler {
  const spec = objectOf(object.spec) ?? {};
  const target = objectOf(spec.targetRef);
  const name = `${stringOf(target?.kind) ?? 'its target'}/${stringOf(target?.name) ?? ''}`;
  const policy = objectOf(spec.updatePolicy);
  const mode = stringOf(policy?.updateMode) ?? 'Auto';
  const least = typeof policy?.minReplicas === 'number' ? policy.minReplicas : 2;
  const effect = effectOf(mode, name, least);
  if (effect === undefined) return { makes: [], notes: [] };
  const at = child(undefined, 'spec');
  const path = policy?.updateMode === undefined ? at : child(child(at, 'updatePolicy'), 'updateMode');
  return { makes: [], notes: [{ path, effect }, ...bounds(spec.resourcePolicy, child(at, 'resourcePolicy'))] };
}

function effectOf(mode: string, target: string, least: number): string | undefined {
  switch (mode) {
    case 'Off':
      return undefined;
    case 'Initial':
      return `${target}: new pods get other requests than the manifest says, so they may fit elsewhere or nowhere`;
    case 'InPlaceOrRecreate':
      return `${target}: pods are resized while they run, or evicted where their node has no room`;
    default:
      return `${target}: pods are evicted at any time to change their requests, not below ${least} replicas and as PodDisruptionBudgets allow`;
  }
}

/** Between which requests it moves, where it says so. */
function* bounds(policy: Json | undefined, path: FieldPath): Iterable<AutoscalerNote> {
  for (const [place, entry] of (arrayOf(objectOf(policy)?.containerPolicies) ?? []).entries()) {
    const container = objectOf(entry);
    const [low, high] = [objectOf(container?.minAllowed), objectOf(container?.maxAllowed)];
    const names = [...new Set([...Object.keys(low ?? {}), ...Object.keys(high ?? {})])].sort();
    if (names.length === 0 || container?.mode === 'Off') continue;
    const ranges = names.map((name) => `${name} ${String(low?.[name] ?? 0)} to ${String(high?.[name] ?? 'any')}`);
    yield {
      path: index(child(path, 'containerPolicies'), place),
      effect: `container ${stringOf(container?.containerName) ?? '*'} requests ${ranges.join(', ')}`,
    };
  }
}
