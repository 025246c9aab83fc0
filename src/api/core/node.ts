// Twin of ValidateNode: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { exceedsBytes } from '../../kube/byte-length.js';
import { duplicate, type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain, isValidLabelValue } from '../../kube/names.js';
import type { Node, Taint } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseCidr } from '../ip-address.js';
import { validateLegacyCidr } from '../ip-validation.js';
import { requireOneOfOrMissing, validatePositive } from '../meta/fields.js';
import { validateLabelName } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { parsedAmounts, validateResourceAmount } from './resource-requirements.js';
import { TAINT_EFFECTS } from './tolerations.js';

const METADATA = child(undefined, 'metadata');
const STATUS = child(undefined, 'status');
const POD_CIDRS = child(undefined, 'spec', 'podCIDRs');
const TAINTS_ANNOTATION = 'scheduler.alpha.kubernetes.io/taints';
const FEATURE = /^[A-Z][a-zA-Z0-9]*(?:\/[a-zA-Z][a-zA-Z0-9]*)*$/;

/** A Node with its defaults: all its capacity can be allocated. */
export function withNodeDefaults(node: Node): Node {
  const { status } = node;
  if (status?.capacity === undefined || status.allocatable !== undefined) return node;
  return { ...node, status: { ...status, allocatable: status.capacity } };
}

/** A Node on create. Its status may be given, too. */
export function validateNode(node: Node, context: ApiContext, errors: FieldErrors): void {
  const { metadata = {}, spec = {}, status = {} } = node;
  validateObjectMeta(metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const annotation = new Map(Object.entries(metadata.annotations ?? {})).get(TAINTS_ANNOTATION) ?? '';
  if (annotation !== '') validateTaintsAnnotation(annotation, errors);
  // Upstream reports taints and swap below `metadata`.
  validateTaints(spec.taints ?? [], child(METADATA, 'taints'), errors);
  for (const field of ['capacity', 'allocatable'] as const) {
    for (const [name, amount] of parsedAmounts(status[field])) {
      validateResourceAmount(name, amount, child(STATUS, field, name), errors);
    }
  }
  const swap = status.nodeInfo?.swap?.capacity;
  if (swap !== undefined) validatePositive(swap, child(METADATA, 'nodeSwapStatus', 'capacity'), errors);
  if (isGateOn('NodeDeclaredFeatures', context.version)) validateFeatures(status.declaredFeatures ?? [], errors);
  validatePodCidrs(podCidrsOf(node), context, errors);
}

function validateTaintsAnnotation(text: string, errors: FieldErrors): void {
  const path = child(METADATA, 'annotations');
  const taints = parseTaints(text);
  if (taints === undefined) errors.push(invalid(path, TAINTS_ANNOTATION, 'is not a list of taints in JSON'));
  else validateTaints(taints, child(path, TAINTS_ANNOTATION), errors);
}

function parseTaints(text: string): readonly Taint[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return [];
    if (!Array.isArray(value)) return undefined;
    const isTaint = (item: unknown): item is Taint => typeof item === 'object' && item !== null && !Array.isArray(item);
    return value.every(isTaint) ? value : undefined;
  } catch (error) {
    // JSON.parse has no other way to say that it is no JSON.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function validateTaints(taints: readonly Taint[], path: FieldPath, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [at, { key = '', value = '', effect = '' }] of taints.entries()) {
    const taintPath = index(path, at);
    validateLabelName(key, child(taintPath, 'key'), errors);
    const details = isValidLabelValue(value);
    if (details.length > 0) errors.push(invalid(child(taintPath, 'value'), value, details.join('; ')));
    requireOneOfOrMissing(effect, TAINT_EFFECTS, child(taintPath, 'effect'), errors);
    const pair = `${effect} ${key}`;
    if (seen.has(pair)) errors.push(duplicate(taintPath, { key, value, effect }));
    seen.add(pair);
  }
}

function validateFeatures(features: readonly string[], errors: FieldErrors): void {
  const path = child(STATUS, 'declaredFeatures');
  for (const [at, feature] of features.entries()) {
    if (exceedsBytes(feature, 253) || !FEATURE.test(feature)) {
      errors.push(
        invalid(index(path, at), feature, 'must be names of letters and digits joined by `/`, capital first'),
      );
    }
    const next = features[at + 1];
    if (next === feature) errors.push(duplicate(index(path, at + 1), next));
    else if (next !== undefined && feature > next) {
      errors.push(invalid(index(path, at + 1), next, 'list must be sorted alphabetically'));
    }
  }
}

// Conversion: the old field stands in for the new one, and is its first item otherwise.
function podCidrsOf(node: Node): readonly string[] {
  const { podCIDR = '', podCIDRs = [] } = node.spec ?? {};
  if (podCIDR === '') return podCIDRs;
  return podCIDRs.length === 0 || podCIDRs[0] !== podCIDR ? [podCIDR] : podCIDRs;
}

function validatePodCidrs(cidrs: readonly string[], context: ApiContext, errors: FieldErrors): void {
  for (const [at, cidr] of cidrs.entries()) validateLegacyCidr(cidr, index(POD_CIDRS, at), context, errors);
  if (cidrs.length < 2) return;
  if (!isSince('podCidrRepeats', context.version)) {
    for (const [at, cidr] of cidrs.entries()) {
      if (cidrs.indexOf(cidr) < at) errors.push(duplicate(index(POD_CIDRS, at), cidr));
    }
  }
  if (cidrs.some((cidr) => parseCidr(cidr) === undefined)) {
    errors.push({
      type: 'Internal',
      path: POD_CIDRS,
      value: cidrs,
      detail: 'the families of the CIDRs cannot be told',
    });
  }
  const families = new Set(cidrs.map((cidr) => (cidr.includes(':') ? 6 : 4)));
  if (families.size === 2 && cidrs.length === 2) return;
  errors.push(invalid(POD_CIDRS, cidrs, 'may specify no more than one CIDR for each IP family'));
}
