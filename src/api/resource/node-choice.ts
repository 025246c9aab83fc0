// On which nodes a slice or device is: validateResourceSliceSpec and validateDevice in
// pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { NodeSelector } from '../../kube/types.generated.js';
import { validateNodeSelector } from '../core/node-selector.js';
import { pushInvalid } from '../meta/fields.js';

/** Exactly one of the fields is there; `perDevice` is one more of a slice, and absent for a device. */
export function validateNodeChoice(
  place: {
    readonly nodeName?: string | undefined;
    readonly nodeSelector?: NodeSelector | undefined;
    readonly allNodes?: boolean | undefined;
  },
  perDevice: { readonly perDeviceNodeSelection: boolean | undefined } | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const chosen: string[] = [];
  const { nodeName, nodeSelector } = place;
  if (nodeName !== undefined && nodeName !== '') {
    chosen.push('nodeName');
    pushInvalid(isDns1123Subdomain(nodeName), nodeName, child(path, 'nodeName'), errors);
  } else if (nodeName === '') {
    errors.push(invalid(child(path, 'nodeName'), '', 'must be either unset or set to a non-empty string'));
  }
  if (nodeSelector !== undefined) {
    chosen.push('nodeSelector');
    const selectorPath = child(path, 'nodeSelector');
    validateNodeSelector(nodeSelector, selectorPath, errors);
    // Selectors of several slices are merged, which is simple with one term each.
    const terms = nodeSelector.nodeSelectorTerms ?? [];
    if (perDevice !== undefined && terms.length !== 1) {
      errors.push(invalid(child(selectorPath, 'nodeSelectorTerms'), terms, 'must have exactly one node selector term'));
    }
  }
  for (const [field, value] of Object.entries({ allNodes: place.allNodes, ...perDevice })) {
    if (value === true) chosen.push(field);
    else if (value === false) errors.push(invalid(child(path, field), false, 'must be either unset or set to true'));
  }
  const names = ['nodeName', 'nodeSelector', 'allNodes', ...Object.keys(perDevice ?? {})];
  const what = `exactly one of ${names.map((name) => `\`${name}\``).join(', ')} is required`;
  if (chosen.length === 0) errors.push(required(path, what));
  else if (chosen.length > 1) errors.push(invalid(path, chosen.join(', '), `${what}, but multiple fields are set`));
}
