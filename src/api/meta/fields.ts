// Small validations of one value that many kinds share.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';

/** A number that is not negative; an absent one is Go's 0. Twin of ValidateNonnegativeField. */
export function validateNonnegative(
  value: number | bigint | undefined,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (value !== undefined && value < 0) errors.push(invalid(path, value, 'must be greater than or equal to 0'));
}

/** A number that is greater than 0. */
export function validatePositive(
  value: number | bigint | undefined,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if ((value ?? 0) <= 0) errors.push(invalid(path, value ?? 0, 'must be greater than 0'));
}

/** Reports each of `details` about `value` at `path`: what a function of `kube/names.ts` said. */
export function pushInvalid(
  details: readonly string[],
  value: unknown,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  for (const detail of details) errors.push(invalid(path, value, detail));
}

/** A domain of at least two labels; a dot at the end is fine. Twin of IsFullyQualifiedDomainName. */
export function validateFullyQualifiedDomainName(
  written: string,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (written === '') {
    errors.push(required(path));
    return;
  }
  const name = written.endsWith('.') ? written.slice(0, -1) : written;
  const details = isDns1123Subdomain(name);
  const labels = name.split('.');
  if (details.length > 0) errors.push(invalid(path, written, details.join(', ')));
  else if (labels.length < 2) errors.push(invalid(path, written, 'should be a domain of at least two labels'));
  else {
    const bad = labels.find((label) => isDns1123Label(label).length > 0);
    if (bad !== undefined) errors.push(invalid(path, bad, isDns1123Label(bad).join(', ')));
  }
}

/** A domain of at least three labels. Twin of IsFullyQualifiedName. */
export function validateFullyQualifiedName(name: string, path: FieldPath | undefined, errors: FieldErrors): void {
  if (name === '') {
    errors.push(required(path));
    return;
  }
  const details = isDns1123Subdomain(name);
  if (details.length > 0) errors.push(invalid(path, name, details.join(', ')));
  else if (name.split('.').length < 3) {
    errors.push(invalid(path, name, 'should be a domain of at least three labels'));
  }
}

/** A domain, `/` and a path, such as `example.com/queue`. Twin of IsDomainPrefixedPath. */
export function validateDomainPrefixedPath(value: string, path: FieldPath | undefined, errors: FieldErrors): void {
  if (value === '') {
    errors.push(required(path));
    return;
  }
  const slash = value.indexOf('/');
  if (slash <= 0 || slash === value.length - 1) {
    errors.push(invalid(path, value, 'must be a path after a domain (such as "acme.io/foo")'));
    return;
  }
  const host = value.slice(0, slash);
  const rest = value.slice(slash + 1);
  pushInvalid(isDns1123Subdomain(host), host, path, errors);
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(rest)) {
    errors.push(invalid(path, rest, "a path has letters, digits and the marks /-._~%!$&'()*+,;=:"));
  }
}

/** A text that may not be empty. */
export function requireText(value: string | undefined, path: FieldPath | undefined, errors: FieldErrors): void {
  if (value === undefined || value === '') errors.push(required(path));
}

/** One of a few values; `undefined` is Go's empty string. */
export function requireOneOf(
  value: string | undefined,
  supported: readonly string[],
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (!supported.includes(value ?? '')) errors.push(notSupported(path, value ?? '', supported));
}

/** Like `requireOneOf`, but an empty value is reported as missing. */
export function requireOneOfOrMissing(
  value: string | undefined,
  supported: readonly string[],
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (value === undefined || value === '') errors.push(required(path));
  else requireOneOf(value, supported, path, errors);
}
