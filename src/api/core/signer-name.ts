// Twin of pkg/apis/core/validation/names.go, Kubernetes v1.35.4.
import { exceedsBytes } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required, tooLong } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';

const DOMAIN_MAX = 253;
const SIGNER_MAX = 571;

/** Is the signer one that the Kubernetes project keeps for itself? */
export function isKubernetesSignerName(name: string): boolean {
  const host = name.split('/', 1)[0] ?? '';
  return host === 'kubernetes.io' || host.endsWith('.kubernetes.io');
}

/** A signer: a domain of two labels or more, a slash, and a path of subdomains. */
export function validateSignerName(name: string, path: FieldPath, errors: FieldErrors): void {
  if (name === '') {
    errors.push(required(path));
    return;
  }
  const [domain = '', rest = '', ...more] = name.split('/');
  if (!name.includes('/') || more.length > 0) {
    const detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    errors.push(invalid(path, name, detail));
    return;
  }
  if (exceedsBytes(domain, DOMAIN_MAX)) errors.push(tooLong(path, '', DOMAIN_MAX));
  const labels = domain.split('.');
  pushFirst(labels, isDns1123Label, domain, path, errors);
  if (labels.length < 2) errors.push(invalid(path, domain, 'should be a domain of at least two labels'));
  pushFirst(rest.split('.'), isDns1123Subdomain, rest, path, errors);
  if (exceedsBytes(name, SIGNER_MAX)) errors.push(tooLong(path, '', SIGNER_MAX));
}

// Only the first label that is wrong is reported.
function pushFirst(
  labels: readonly string[],
  detailsOf: (label: string) => readonly string[],
  value: string,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const bad = labels.find((label) => detailsOf(label).length > 0);
  if (bad === undefined) return;
  for (const detail of detailsOf(bad)) errors.push(invalid(path, value, `label "${bad}": ${detail}`));
}
