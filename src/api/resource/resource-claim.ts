// Twins of ValidateResourceClaim, ValidateResourceClaimTemplate and ValidateDeviceClass:
// pkg/apis/resource/validation/validation.go; pkg/apis/resource/v1/defaults.go; pkg/api/resourceclaimspec/util.go,
// Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  DeviceClass,
  DeviceSubRequest,
  ExactDeviceRequest,
  ResourceClaimSpec,
  ResourceClaimTemplate,
  ResourceClaimV1,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isExtendedResource } from '../core/resource-names.js';
import { validateTemplateMetadata } from '../core/volume-kinds.js';
import { withFirstGeneration } from '../first-generation.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { validateAdminAccess, validateDeviceClaim } from './device-claim.js';
import { validateDeviceConfiguration } from './device-configuration.js';
import { validateSelectors } from './device-selector.js';
import { validateItems } from './limits.js';

const SPEC = child(undefined, 'spec');
const MAX_CONFIGURATIONS = 32;

type Wanted = ExactDeviceRequest | DeviceSubRequest;

/** A claim's spec with every request changed. */
function withRequests(spec: ResourceClaimSpec, change: <T extends Wanted>(wanted: T) => T): ResourceClaimSpec {
  const requests = spec.devices?.requests?.map((request) => ({
    ...request,
    ...(request.exactly !== undefined && { exactly: change(request.exactly) }),
    ...(request.firstAvailable !== undefined && { firstAvailable: request.firstAvailable.map(change) }),
  }));
  return requests === undefined ? spec : { ...spec, devices: { ...spec.devices, requests } };
}

function withDefaults(spec: ResourceClaimSpec): ResourceClaimSpec {
  return withRequests(spec, (wanted) => {
    const allocationMode = wanted.allocationMode || 'ExactCount';
    const count = wanted.count ?? 0;
    return { ...wanted, allocationMode, count: allocationMode === 'ExactCount' && Number(count) === 0 ? 1 : count };
  });
}

// Without the fields whose feature gate is off.
function gated(spec: ResourceClaimSpec, { version }: ApiContext): ResourceClaimSpec {
  const [hasTaints, hasCapacity] = [isGateOn('DRADeviceTaints', version), isGateOn('DRAConsumableCapacity', version)];
  const kept = withRequests(spec, (wanted) => ({
    ...wanted,
    ...(!hasTaints && { tolerations: undefined }),
    ...(!hasCapacity && { capacity: undefined }),
  }));
  if (hasCapacity || kept.devices?.constraints === undefined) return kept;
  const constraints = kept.devices.constraints.map((constraint) => ({ ...constraint, distinctAttribute: undefined }));
  return { ...kept, devices: { ...kept.devices, constraints } };
}

/** A ResourceClaim with the server's defaults. */
export function withResourceClaimDefaults(claim: ResourceClaimV1): ResourceClaimV1 {
  return { ...claim, spec: withDefaults(claim.spec ?? {}) };
}

/** A ResourceClaim as the server validates it. */
export function preparedResourceClaim(claim: ResourceClaimV1, context: ApiContext): ResourceClaimV1 {
  return { ...claim, spec: gated(claim.spec ?? {}, context) };
}

/** A ResourceClaim on create. */
export function validateResourceClaim(claim: ResourceClaimV1, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(claim.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateAdminAccess(claim.spec?.devices?.requests ?? [], errors);
  validateDeviceClaim(claim.spec?.devices ?? {}, child(SPEC, 'devices'), context, errors);
}

/** A ResourceClaimTemplate with the server's defaults. */
export function withResourceClaimTemplateDefaults(template: ResourceClaimTemplate): ResourceClaimTemplate {
  return { ...template, spec: { ...template.spec, spec: withDefaults(template.spec?.spec ?? {}) } };
}

/** A ResourceClaimTemplate as the server validates it. */
export function preparedResourceClaimTemplate(
  template: ResourceClaimTemplate,
  context: ApiContext,
): ResourceClaimTemplate {
  return { ...template, spec: { ...template.spec, spec: gated(template.spec?.spec ?? {}, context) } };
}

/** A ResourceClaimTemplate on create. */
export function validateNewResourceClaimTemplate(
  template: ResourceClaimTemplate,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateAdminAccess(template.spec?.spec?.devices?.requests ?? [], errors);
  validateResourceClaimTemplate(template, context, errors);
}

/** What a ResourceClaimTemplate has to fulfil on create and on update. */
export function validateResourceClaimTemplate(
  template: ResourceClaimTemplate,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(template.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateTemplateMetadata(template.spec?.metadata ?? {}, child(SPEC, 'metadata'), errors);
  validateDeviceClaim(template.spec?.spec?.devices ?? {}, child(SPEC, 'spec', 'devices'), context, errors);
}

/** A DeviceClass as the server validates it. */
export function preparedDeviceClass(deviceClass: DeviceClass, context: ApiContext): DeviceClass {
  if (isGateOn('DRAExtendedResource', context.version)) return withFirstGeneration(deviceClass);
  return withFirstGeneration({ ...deviceClass, spec: { ...deviceClass.spec, extendedResourceName: undefined } });
}

/** A DeviceClass on create and on update. */
export function validateDeviceClass(deviceClass: DeviceClass, context: ApiContext, errors: FieldErrors): void {
  const rules = { namespaced: false, name: isDns1123Subdomain };
  const anyPrefix = isSince('madeNameAlone', context.version);
  validateObjectMeta(deviceClass.metadata, anyPrefix ? { ...rules, generateName: 'any' } : rules, errors);
  const { selectors = [], config = [], extendedResourceName: name } = deviceClass.spec ?? {};
  validateSelectors(selectors, child(SPEC, 'selectors'), context, errors);
  validateItems(config, MAX_CONFIGURATIONS, child(SPEC, 'config'), errors, ({ opaque }, at) =>
    validateDeviceConfiguration(opaque, at, context, errors),
  );
  if (name !== undefined && !isExtendedResource(name)) {
    errors.push(invalid(child(SPEC, 'extendedResourceName'), name, 'must be a valid extended resource name'));
  }
}
