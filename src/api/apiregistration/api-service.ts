// Twin of ValidateAPIService: k8s.io/kube-aggregator v0.35.4 pkg/apis/apiregistration/validation/validation.go.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1035Label, isDns1123Subdomain, isValidPortNumber } from '../../kube/names.js';
import type { APIService, APIServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

const SPEC = child(undefined, 'spec');
const MAX_GROUP_PRIORITY = 20_000;
const MAX_VERSION_PRIORITY = 1000;

/** An APIService, on create and on update. */
export function validateApiService(apiService: APIService, _context: ApiContext, errors: FieldErrors): void {
  const spec = apiService.spec ?? {};
  const { group = '', version = '' } = spec;
  const name = (value: string): readonly string[] => {
    const details = pathSegmentErrors(value);
    if (details.length > 0) return details;
    return value === `${version}.${group}` ? [] : [`must be spec.version+"."+spec.group, here ${version}.${group}`];
  };
  validateObjectMeta(apiService.metadata, { namespaced: false, name, finalizers: 'any' }, errors);
  if (group === '' && version !== 'v1') errors.push(required(child(SPEC, 'group'), 'only v1 may have an empty group'));
  if (group !== '') pushInvalid(isDns1123Subdomain(group), group, child(SPEC, 'group'), errors);
  pushInvalid(isDns1035Label(version), version, child(SPEC, 'version'), errors);
  validatePriorities(spec, errors);
  validateTarget(spec, errors);
}

function validatePriorities(spec: APIServiceSpec, errors: FieldErrors): void {
  const limits = { groupPriorityMinimum: MAX_GROUP_PRIORITY, versionPriority: MAX_VERSION_PRIORITY };
  for (const field of ['groupPriorityMinimum', 'versionPriority'] as const) {
    const value = spec[field] ?? 0;
    if (value > 0 && value <= limits[field]) continue;
    errors.push(invalid(child(SPEC, field), value, `must be positive and at most ${limits[field]}`));
  }
}

function validateTarget(spec: APIServiceSpec, errors: FieldErrors): void {
  const { service, caBundle = '', insecureSkipTLSVerify = false } = spec;
  const insecurePath = child(SPEC, 'insecureSkipTLSVerify');
  if (service === undefined) {
    if (caBundle !== '') {
      errors.push(invalid(child(SPEC, 'caBundle'), undefined, 'local APIServices may not have a caBundle'));
    }
    if (insecureSkipTLSVerify) {
      errors.push(invalid(insecurePath, true, 'local APIServices may not have insecureSkipTLSVerify'));
    }
    return;
  }
  const path = child(SPEC, 'service');
  for (const field of ['namespace', 'name'] as const) {
    if ((service[field] ?? '') === '') errors.push(required(child(path, field)));
  }
  const port = service.port ?? 0;
  pushInvalid(isValidPortNumber(port), port, child(path, 'port'), errors);
  if (insecureSkipTLSVerify && caBundle !== '') {
    errors.push(invalid(insecurePath, true, 'may not be true if caBundle is present'));
  }
}

/** An APIService with the server's defaults: port 443. */
export function withApiServiceDefaults(apiService: APIService): APIService {
  const service = apiService.spec?.service;
  if (service === undefined || service.port !== undefined) return apiService;
  return { ...apiService, spec: { ...apiService.spec, service: { ...service, port: 443 } } };
}
