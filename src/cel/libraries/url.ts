// URLs. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/urls.go.
import { fn, type Library, member, plain } from '../declaration.js';
import { BOOL, listOf, mapOf, STRING, struct } from '../type.js';
import { failure, isOpaque, mapFrom, NO_SUCH_OVERLOAD, type Value } from '../value.js';
import { type GoUrl, hostname, parseRequestUri, parseUrl, port, queryValues } from './go-url.js';

const URL_TYPE = struct('kubernetes.URL');

function part(name: string, id: string, pick: (url: GoUrl) => Value, result = STRING) {
  return fn(
    name,
    member(id, [URL_TYPE], result, (value = null) =>
      // Trusted: values of this type hold what this file puts into them.
      isOpaque(value) && value.type === URL_TYPE ? pick(value.data as GoUrl) : NO_SUCH_OVERLOAD,
    ),
  );
}

function toUrl(text: string): Value {
  const request = parseRequestUri(text);
  const url = 'error' in request ? request : parseUrl(text);
  if ('error' in url) return failure(`URL parse error during conversion from string: ${url.error}`);
  const same = JSON.stringify(url);
  return { kind: 'opaque', type: URL_TYPE, data: url, equals: (other) => JSON.stringify(other.data) === same };
}

/** The URL library. */
export const URLS: Library = {
  functions: [
    fn(
      'url',
      plain('string_to_url', [STRING], URL_TYPE, (text) => toUrl(String(text))),
    ),
    part('getScheme', 'url_get_scheme', (url) => url.scheme),
    part('getHost', 'url_get_host', (url) => url.host),
    part('getHostname', 'url_get_hostname', hostname),
    part('getPort', 'url_get_port', port),
    part('getEscapedPath', 'url_get_escaped_path', (url) => url.path),
    part('getQuery', 'url_get_query', (url) => mapFrom(queryValues(url)), mapOf(STRING, listOf(STRING))),
    fn(
      'isURL',
      plain('is_url_string', [STRING], BOOL, (text) => !('error' in parseRequestUri(String(text)))),
    ),
  ],
};
