// Twin of ValidateStatefulSetUpdate: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { StatefulSet, StatefulSetSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { isSince } from '../since.js';
import { validateStatefulSetSpec } from './stateful-set.js';

const SPEC = child(undefined, 'spec');

const MUTABLE = ['replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy'] as const;

/** A StatefulSet on update: few fields may change, and what may not is one error, whichever field it is. */
export function validateStatefulSetUpdate(
  to: StatefulSet,
  from: StatefulSet,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  // What was stored before a check existed passes.
  const stored: FieldErrors = [];
  validateStatefulSetSpec(old, IMMUTABLE_PARTS, SPEC, context, stored);
  validateStatefulSetSpec(spec, { ...IMMUTABLE_PARTS, podTemplate: stored.length > 0 }, SPEC, context, errors);
  const mutable = mutableFields(context);
  if (isSame(without(spec, mutable), without(old, mutable), 'spec')) return;
  const names = mutable.map((name) => `'${name}'`).join(', ');
  errors.push(forbidden(SPEC, `only ${names} may change in the spec of a StatefulSet`));
}

const IMMUTABLE_PARTS = { invalidServiceName: true, volumeClaimTemplates: true } as const;

function mutableFields(context: ApiContext): readonly (keyof StatefulSetSpec)[] {
  const history = isSince('statefulSetHistoryLimitMayChange', context.version) ? ['revisionHistoryLimit' as const] : [];
  return [...MUTABLE, ...history, 'minReadySeconds'];
}

// Claim templates lose their apiVersion and kind in conversion.
function without(spec: StatefulSetSpec, fields: readonly (keyof StatefulSetSpec)[]): StatefulSetSpec {
  const rest: { -readonly [Field in keyof StatefulSetSpec]: StatefulSetSpec[Field] } = { ...spec };
  for (const field of fields) delete rest[field];
  rest.volumeClaimTemplates = spec.volumeClaimTemplates?.map(({ apiVersion: _, kind: __, ...claim }) => claim);
  return rest;
}
