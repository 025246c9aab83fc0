// Twin of ValidatePriorityLevelConfiguration: pkg/apis/flowcontrol/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  LimitedPriorityLevelConfiguration,
  LimitResponse,
  PriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
  QueuingConfiguration,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { MANDATORY_PRIORITY_LEVELS, sameValue } from './mandatory.js';

const SPEC = child(undefined, 'spec');
const MAX_QUEUES = 10_000_000;
const MAX_HASH_BITS = 60;
const ZERO_SHARES = 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares';

/** A PriorityLevelConfiguration, on create and on update. */
export function validatePriorityLevel(
  level: PriorityLevelConfiguration,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(level.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { name = '', annotations = {} } = level.metadata ?? {};
  if (Object.hasOwn(annotations, ZERO_SHARES)) {
    errors.push(forbidden(child(undefined, 'metadata', 'annotations'), `annotation '${ZERO_SHARES}' is forbidden`));
  }
  const spec = level.spec ?? {};
  validateSpec(spec, name, context, errors);
  validateMandatory(spec, name, errors);
}

function validateMandatory(spec: PriorityLevelConfigurationSpec, name: string, errors: FieldErrors): void {
  const fixed = MANDATORY_PRIORITY_LEVELS.get(name);
  if (fixed === undefined) return;
  if (name === 'exempt') {
    if (!sameValue({ ...spec, exempt: fixed.exempt }, fixed)) {
      const detail = "spec of 'exempt' except the 'spec.exempt' field must equal the fixed value";
      errors.push(invalid(SPEC, undefined, detail));
    }
  } else if (!sameValue(spec, fixed)) {
    errors.push(invalid(SPEC, undefined, `spec of '${name}' must equal the fixed value`));
  }
}

function validateSpec(
  spec: PriorityLevelConfigurationSpec,
  name: string,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { type = '', limited, exempt } = spec;
  const typePath = child(SPEC, 'type');
  if ((name === 'exempt') !== (type === 'Exempt')) {
    errors.push(invalid(typePath, type, "must be 'Exempt' if and only if `name` is 'exempt'"));
  }
  switch (type) {
    case 'Exempt':
      if (limited !== undefined) {
        errors.push(forbidden(child(SPEC, 'limited'), 'must be nil if the type is not Limited'));
      }
      if (exempt !== undefined) validateShares(exempt, child(SPEC, 'exempt'), errors);
      return;
    case 'Limited':
      if (exempt !== undefined) errors.push(forbidden(child(SPEC, 'exempt'), 'must be nil if the type is Limited'));
      if (limited === undefined) {
        errors.push(required(child(SPEC, 'limited'), 'must not be empty when type is Limited'));
      } else validateLimited(limited, child(SPEC, 'limited'), context, errors);
      return;
    default:
      if (type === '' && isSince('priorityLevelTypesRequired', context.version)) errors.push(required(typePath));
      else errors.push(notSupported(typePath, type, ['Exempt', 'Limited']));
  }
}

function validateShares(
  shares: { readonly nominalConcurrencyShares?: number | undefined; readonly lendablePercent?: number | undefined },
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { nominalConcurrencyShares = 0, lendablePercent = 0 } = shares;
  if (nominalConcurrencyShares < 0) {
    const sharesPath = child(path, 'nominalConcurrencyShares');
    errors.push(invalid(sharesPath, nominalConcurrencyShares, 'must be a non-negative integer'));
  }
  if (lendablePercent < 0 || lendablePercent > 100) {
    errors.push(invalid(child(path, 'lendablePercent'), lendablePercent, 'must be between 0 and 100, inclusive'));
  }
}

function validateLimited(
  limited: LimitedPriorityLevelConfiguration,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateShares(limited, path, errors);
  validateLimitResponse(limited.limitResponse ?? {}, child(path, 'limitResponse'), context, errors);
  const { borrowingLimitPercent: borrowed = 0 } = limited;
  if (borrowed < 0) {
    const borrowedPath = child(path, 'borrowingLimitPercent');
    errors.push(invalid(borrowedPath, borrowed, 'if specified, must be a non-negative integer'));
  }
}

function validateLimitResponse(
  response: LimitResponse,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { type = '', queuing } = response;
  const queuingPath = child(path, 'queuing');
  switch (type) {
    case 'Reject':
      if (queuing !== undefined) errors.push(forbidden(queuingPath, 'must be nil if the type is Reject'));
      return;
    case 'Queue':
      if (queuing === undefined) errors.push(required(queuingPath, 'must not be empty if the type is Queue'));
      else validateQueuing(queuing, queuingPath, errors);
      return;
    default:
      if (type === '' && isSince('priorityLevelTypesRequired', context.version)) {
        errors.push(required(child(path, 'type')));
      } else errors.push(notSupported(child(path, 'type'), type, ['Queue', 'Reject']));
  }
}

function validateQueuing(queuing: QueuingConfiguration, path: FieldPath, errors: FieldErrors): void {
  const { queueLengthLimit = 0, queues = 0, handSize = 0 } = queuing;
  if (queueLengthLimit <= 0)
    errors.push(invalid(child(path, 'queueLengthLimit'), queueLengthLimit, 'must be positive'));
  const queuesPath = child(path, 'queues');
  if (queues <= 0) errors.push(invalid(queuesPath, queues, 'must be positive'));
  else if (queues > MAX_QUEUES) errors.push(invalid(queuesPath, queues, `must not be greater than ${MAX_QUEUES}`));
  const handPath = child(path, 'handSize');
  // Bits that it takes to deal a hand of queues (pkg/util/shufflesharding RequiredEntropyBits).
  const entropy = Math.ceil(Math.log2(queues) * handSize);
  if (handSize <= 0) errors.push(invalid(handPath, handSize, 'must be positive'));
  else if (handSize > queues) {
    errors.push(invalid(handPath, handSize, `should not be greater than queues (${queues})`));
  } else if (entropy > MAX_HASH_BITS) {
    const detail = `required entropy bits of deckSize ${queues} and handSize ${handSize} are more than ${MAX_HASH_BITS}`;
    errors.push(invalid(handPath, handSize, detail));
  }
}
