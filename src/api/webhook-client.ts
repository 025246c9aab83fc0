// Where the API server calls a webhook: k8s.io/apiserver v0.35.4 pkg/util/webhook/validation.go.
import { type FieldErrors, invalid, required } from '../kube/field-error.js';
import { child, type FieldPath } from '../kube/field-path.js';
import { isDns1123Subdomain, isValidPortNumber } from '../kube/names.js';
import type { ServiceReference } from '../kube/types.generated.js';
import { pushInvalid } from './meta/fields.js';

const FORM = '; desired format: https://host[/path]';

/** The client configuration of a webhook: a URL or a Service, not both. */
export function validateWebhookClient(
  client: { readonly url?: string | undefined; readonly service?: ServiceReference | undefined },
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { url, service } = client;
  if ((url === undefined) === (service === undefined)) {
    errors.push(required(path, 'exactly one of url or service is required'));
  } else if (url !== undefined) validateUrl(url, child(path, 'url'), errors);
  else if (service !== undefined) validateService(service, child(path, 'service'), errors);
}

function validateUrl(text: string, path: FieldPath, errors: FieldErrors): void {
  const url = parseUrl(text);
  if (typeof url === 'string') {
    errors.push(required(path, `url must be a valid URL: ${url}${FORM}`));
    return;
  }
  if (url.scheme !== 'https') errors.push(invalid(path, url.scheme, `'https' is the only allowed URL scheme${FORM}`));
  if (url.host === '') errors.push(invalid(path, url.host, `host must be specified${FORM}`));
  if (url.user !== undefined) errors.push(invalid(path, url.user, 'user information is not permitted in the URL'));
  if (url.fragment !== '') errors.push(invalid(path, url.fragment, 'fragments are not permitted in the URL'));
  if (url.query !== '') errors.push(invalid(path, url.query, 'query parameters are not permitted in the URL'));
}

interface Url {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly host: string;
  readonly query: string;
  readonly fragment: string;
}

/** Reads a URL as Go's net/url does, which takes much that WHATWG's does not; a string says what is wrong. */
function parseUrl(text: string): Url | string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\x00-\x1f\x7f]/.test(text)) return 'invalid control character in URL';
  const [beforeFragment = '', ...fragments] = text.split('#');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment)?.[1];
  if (scheme === undefined && beforeFragment.startsWith(':')) return 'missing protocol scheme';
  const rest = scheme === undefined ? beforeFragment : beforeFragment.slice(scheme.length + 1);
  const question = rest.indexOf('?');
  const query = question === -1 ? '' : rest.slice(question + 1);
  const beforeQuery = question === -1 ? rest : rest.slice(0, question);
  const parts = { scheme: (scheme ?? '').toLowerCase(), query, fragment: fragments.join('#') };
  if (!beforeQuery.startsWith('//')) {
    const isOpaque = scheme !== undefined && !beforeQuery.startsWith('/');
    const [first = ''] = beforeQuery.split('/');
    if (scheme === undefined && first.includes(':')) return 'first path segment in URL cannot contain colon';
    if (!isOpaque && hasBadEscape(beforeQuery)) return 'invalid URL escape';
    return { ...parts, user: undefined, host: '' };
  }
  const slash = beforeQuery.indexOf('/', 2);
  const authority = slash === -1 ? beforeQuery.slice(2) : beforeQuery.slice(2, slash);
  if (slash !== -1 && hasBadEscape(beforeQuery.slice(slash))) return 'invalid URL escape';
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const problem = hostProblem(host);
  return problem ?? { ...parts, user: at === -1 ? undefined : authority.slice(0, at), host };
}

function hasBadEscape(text: string): boolean {
  return /%(?![0-9A-Fa-f]{2})/.test(text);
}

function hostProblem(host: string): string | undefined {
  const port = host.startsWith('[') ? /^\[[^\]]*\](.*)$/.exec(host)?.[1] : /:[^:]*$/.exec(host)?.[0];
  if (host.startsWith('[') && port === undefined) return "missing ']' in host";
  if (port !== undefined && port !== '' && !/^:[0-9]*$/.test(port)) return `invalid port "${port}" after host`;
  if (/[ \\^`{|}]/.test(host)) return 'invalid character in host name';
  return /%(?!25|[89A-Fa-f][0-9A-Fa-f])/.test(host) ? 'invalid URL escape' : undefined;
}

function validateService(service: ServiceReference, path: FieldPath, errors: FieldErrors): void {
  const { name = '', namespace = '', path: urlPath = '', port = 0 } = service;
  // The server mixes the two up: it asks for `namespace` when the name is missing.
  if (namespace === '') {
    errors.push({ ...required(child(path, 'name'), 'the namespace of the Service is missing'), spot: { path } });
  }
  if (name === '') errors.push(required(child(path, 'namespace'), 'the name of the Service is missing'));
  for (const detail of isValidPortNumber(port)) errors.push(invalid(child(path, 'port'), port, detail));
  if (urlPath !== '' && urlPath !== '/') validatePath(urlPath, child(path, 'path'), errors);
}

function validatePath(urlPath: string, path: FieldPath, errors: FieldErrors): void {
  if (urlPath === '//') {
    errors.push(invalid(path, urlPath, 'segment[0] may not be empty'));
    return;
  }
  if (!urlPath.startsWith('/')) errors.push(invalid(path, urlPath, "must start with a '/'"));
  const steps = urlPath.slice(1).replace(/\/$/, '').split('/');
  for (const [at, step] of steps.entries()) {
    if (step === '') errors.push(invalid(path, urlPath, `segment[${at}] may not be empty`));
    else {
      const details = isDns1123Subdomain(step).map((detail) => `segment[${at}]: ${detail}`);
      pushInvalid(details, urlPath, path, errors);
    }
  }
}
