// Twin of ValidateCertificateSigningRequestCreate and ValidateClusterTrustBundle:
// pkg/apis/certificates/validation/validation.go, Kubernetes v1.35.4.
// Not checked: the contents of the PEM blocks, such as a request's signature.
import { duplicate, type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { CertificateSigningRequest, ClusterTrustBundle } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateSignerName } from '../core/signer-name.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSigned, pemBlocks, textOfBase64 } from '../pem.js';

const SPEC = child(undefined, 'spec');
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const MIN_EXPIRATION_SECONDS = 600;
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

/** A CertificateSigningRequest on create. */
export function validateCertificateSigningRequest(
  request: CertificateSigningRequest,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(request.metadata, { namespaced: false, name: () => [] }, errors);
  const { usages = [], signerName = '', expirationSeconds } = request.spec ?? {};
  const problem = pemProblem(request.spec?.request ?? '');
  if (problem !== undefined) errors.push(invalid(child(SPEC, 'request'), undefined, problem));
  validateUsages(usages, child(SPEC, 'usages'), errors);
  const signerPath = child(SPEC, 'signerName');
  if (signerName === LEGACY_SIGNER) {
    errors.push(invalid(signerPath, signerName, 'the legacy signerName is not allowed via this API version'));
  } else validateSignerName(signerName, signerPath, errors);
  if (expirationSeconds !== undefined && expirationSeconds < MIN_EXPIRATION_SECONDS) {
    const detail = `may not specify a duration less than ${MIN_EXPIRATION_SECONDS} seconds (10 minutes)`;
    errors.push(invalid(child(SPEC, 'expirationSeconds'), expirationSeconds, detail));
  }
}

function validateUsages(usages: readonly string[], path: FieldPath, errors: FieldErrors): void {
  if (usages.length === 0) errors.push(required(path));
  for (const [at, usage] of usages.entries()) {
    if (!USAGES.includes(usage)) errors.push(notSupported(index(path, at), usage, USAGES));
    if (usages.indexOf(usage) < at) errors.push(duplicate(index(path, at), usage));
  }
}

function pemProblem(base64: string): string | undefined {
  const [block] = pemBlocks(textOfBase64(base64));
  if (block?.type !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST';
  return isSigned(block.bytes) ? undefined : 'the block is no certificate request';
}

/** A ClusterTrustBundle on create: its name begins with its signer's, `/` replaced by `:`. */
export function validateClusterTrustBundle(
  bundle: ClusterTrustBundle,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  const { signerName = '', trustBundle = '' } = bundle.spec ?? {};
  const prefix = signerName === '' ? '' : `${signerName.replaceAll('/', ':')}:`;
  const name = (value: string): readonly string[] => {
    if (prefix === '')
      return value.includes(':') ? ['without a signer, must not contain ":"'] : isDns1123Subdomain(value);
    if (!value.startsWith(prefix)) return [`must begin with the signer's name, here ${prefix}`];
    return isDns1123Subdomain(value.slice(prefix.length));
  };
  validateObjectMeta(bundle.metadata, { namespaced: false, name }, errors);
  if (signerName !== '') validateSignerName(signerName, child(SPEC, 'signerName'), errors);
  const blocks = pemBlocks(trustBundle);
  const bundlePath = child(SPEC, 'trustBundle');
  if (blocks.length === 0) errors.push(invalid(bundlePath, undefined, 'at least one trust anchor must be provided'));
  for (const { type, hasHeaders, bytes } of blocks) {
    if (type !== 'CERTIFICATE') errors.push(invalid(bundlePath, undefined, `has a block of type ${type}`));
    else if (hasHeaders) errors.push(invalid(bundlePath, undefined, 'has a block with PEM block headers'));
    else if (!isSigned(bytes)) errors.push(invalid(bundlePath, undefined, 'has a block that is no certificate'));
  }
}
