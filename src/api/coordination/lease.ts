// Twin of ValidateLease and ValidateLeaseCandidate: pkg/apis/coordination/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isConfigMapKey, isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type { Lease, LeaseCandidate } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, validateNonnegative } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { compareSemver } from '../semver.js';

const SPEC = child(undefined, 'spec');
const OLDEST = 'OldestEmulationVersion';

/** A Lease on create. */
export function validateLease(lease: Lease, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(lease.metadata, { namespaced: true, name: isDns1123Subdomain, finalizers: 'any' }, errors);
  const { leaseDurationSeconds: duration, leaseTransitions, strategy, preferredHolder } = lease.spec ?? {};
  if (duration !== undefined && duration <= 0) {
    errors.push(invalid(child(SPEC, 'leaseDurationSeconds'), duration, 'must be greater than 0'));
  }
  validateNonnegative(leaseTransitions, child(SPEC, 'leaseTransitions'), errors);
  // With the gate off the server drops both fields.
  if (!isGateOn('CoordinatedLeaderElection', context.version)) return;
  if (strategy !== undefined) validateStrategy(strategy, child(SPEC, 'strategy'), errors);
  if (preferredHolder && !strategy) {
    errors.push(forbidden(child(SPEC, 'preferredHolder'), 'may only be specified if `strategy` is defined'));
  }
}

/** A LeaseCandidate on create. */
export function validateLeaseCandidate(candidate: LeaseCandidate, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(candidate.metadata, { namespaced: true, name: isConfigMapKey, finalizers: 'any' }, errors);
  const { leaseName = '', binaryVersion = '', emulationVersion = '', strategy = '' } = candidate.spec ?? {};
  if (leaseName === '') errors.push(required(child(SPEC, 'leaseName')));
  const binaryPath = child(SPEC, 'binaryVersion');
  const emulationPath = child(SPEC, 'emulationVersion');
  if (binaryVersion === '') errors.push(required(binaryPath));
  else if (compareSemver(binaryVersion, binaryVersion) === undefined) {
    errors.push(invalid(binaryPath, binaryVersion, 'must be a valid semantic version'));
  }
  if (emulationVersion !== '' && compareSemver(emulationVersion, emulationVersion) === undefined) {
    errors.push(invalid(emulationPath, emulationVersion, 'must be a valid semantic version'));
  }
  const order = compareSemver(binaryVersion, emulationVersion);
  if (order !== undefined && order < 0) {
    errors.push(invalid(binaryPath, binaryVersion, `must be at least \`emulationVersion\` (${emulationVersion})`));
  }
  if (strategy === '') errors.push(required(child(SPEC, 'strategy')));
  else {
    const isZero = compareSemver(emulationVersion, '0.0.0') ?? 0;
    if (strategy === OLDEST && isZero === 0) {
      errors.push(required(emulationPath, `must be specified when \`strategy\` is '${OLDEST}'`));
    }
    validateStrategy(strategy, child(SPEC, 'strategy'), errors);
  }
}

function validateStrategy(strategy: string, path: FieldPath, errors: FieldErrors): void {
  // The server names the field twice.
  const strategyPath = child(path, 'strategy');
  if (strategy.includes('/')) pushInvalid(isQualifiedName(strategy), strategy, strategyPath, errors);
  else if (strategy !== OLDEST) errors.push(notSupported(strategyPath, strategy, [OLDEST]));
}
