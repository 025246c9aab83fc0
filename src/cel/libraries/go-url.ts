// URLs as Go's net/url reads them (Go 1.26 net/url/url.go), as far as CEL can ask for their parts.

/** A parsed URL. */
export interface GoUrl {
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  readonly opaque: string;
  /** Escaped, as written where that is valid. */
  readonly path: string;
  readonly query: string;
  readonly user: string;
}

type Parsed = GoUrl | { readonly error: string };

/** `url.ParseRequestURI`: an absolute URL or an absolute path. */
export function parseRequestUri(text: string): Parsed {
  const parsed = parse(text, true);
  return 'error' in parsed ? { error: `parse "${text}": ${parsed.error}` } : parsed;
}

/** `url.Parse`: the fragment is cut off first. */
export function parseUrl(text: string): Parsed {
  const hash = text.indexOf('#');
  const parsed = parse(hash === -1 ? text : text.slice(0, hash), false);
  return 'error' in parsed ? { error: `parse "${text}": ${parsed.error}` } : parsed;
}

function parse(text: string, viaRequest: boolean): Parsed {
  if ([...text].some((character) => character < ' ' || character === '\x7f'))
    return { error: 'net/url: invalid control character in URL' };
  if (text === '' && viaRequest) return { error: 'empty url' };
  const empty: GoUrl = { scheme: '', host: '', opaque: '', path: '', query: '', user: '' };
  if (text === '*') return { ...empty, path: '*' };
  if (text.startsWith(':')) return { error: 'missing protocol scheme' };
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1] ?? '';
  const afterScheme = scheme === '' ? text : text.slice(scheme.length + 1);
  const question = afterScheme.indexOf('?');
  const query = question === -1 ? '' : afterScheme.slice(question + 1);
  const rest = question === -1 ? afterScheme : afterScheme.slice(0, question);
  const base = { ...empty, scheme: scheme.toLowerCase(), query };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...base, opaque: rest };
    if (viaRequest) return { error: 'invalid URI for request' };
    if ((rest.split('/')[0] ?? '').includes(':')) return { error: 'first path segment in URL cannot contain colon' };
  }
  const hasAuthority = (scheme !== '' || (!viaRequest && !rest.startsWith('///'))) && rest.startsWith('//');
  if (!hasAuthority) return withPath(base, rest);
  const slash = rest.indexOf('/', 2);
  const authority = parseAuthority(rest.slice(2, slash === -1 ? rest.length : slash));
  if ('error' in authority) return authority;
  return withPath({ ...base, ...authority }, slash === -1 ? '' : rest.slice(slash));
}

function withPath(url: GoUrl, path: string): Parsed {
  const bad = badEscape(path);
  if (bad !== undefined) return { error: `invalid URL escape "${bad}"` };
  return { ...url, path: isValidEncoded(path) ? path : escapePath(path) };
}

function badEscape(text: string): string | undefined {
  return /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text)?.[0];
}

const PATH_CHARACTERS = /^[a-zA-Z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/;

function isValidEncoded(path: string): boolean {
  return PATH_CHARACTERS.test(path);
}

function escapePath(path: string): string {
  const decoded = decode(path);
  return decoded.replace(/[^a-zA-Z0-9\-_.~$&+,/:;=@]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

function decode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const decoded: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x25) {
      decoded.push(Number.parseInt(String.fromCharCode(bytes[i + 1] ?? 0x30, bytes[i + 2] ?? 0x30), 16));
      i += 2;
    } else decoded.push(bytes[i] ?? 0);
  }
  return new TextDecoder().decode(Uint8Array.from(decoded));
}

function parseAuthority(
  authority: string,
): { readonly host: string; readonly user: string } | { readonly error: string } {
  const at = authority.lastIndexOf('@');
  const user = at === -1 ? '' : authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return { error: 'net/url: invalid userinfo' };
  const badUser = badEscape(user);
  if (badUser !== undefined) return { error: `invalid URL escape "${badUser}"` };
  const host = parseHost(authority.slice(at + 1));
  return 'error' in host ? host : { host: host.host, user };
}

function parseHost(host: string): { readonly host: string } | { readonly error: string } {
  const bracket = host.lastIndexOf(']');
  if (host.startsWith('[')) {
    if (bracket === -1) return { error: "missing ']' in host" };
    const port = host.slice(bracket + 1);
    if (!isOptionalPort(port)) return { error: `invalid port "${port}" after host` };
  } else {
    const colon = host.lastIndexOf(':');
    const port = colon === -1 ? '' : host.slice(colon);
    if (!isOptionalPort(port)) return { error: `invalid port "${port}" after host` };
  }
  const bad = badEscape(host);
  if (bad !== undefined) return { error: `invalid URL escape "${bad}"` };
  // In a host only non-ASCII bytes may be escaped, and %25 before a zone.
  const ascii = /%[0-7][0-9a-fA-F]/.exec(host)?.[0];
  if (ascii !== undefined && ascii !== '%25') return { error: `invalid URL escape "${ascii}"` };
  const invalid = /[^a-zA-Z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\u{10ffff}]/u.exec(host)?.[0];
  if (invalid !== undefined) return { error: `invalid character ${JSON.stringify(invalid)} in host name` };
  return { host: decode(host) };
}

function isOptionalPort(port: string): boolean {
  return /^(:\d*)?$/.test(port);
}

/** The host without port and brackets. */
export function hostname({ host }: GoUrl): string {
  const withoutPort = portOf(host) === undefined ? host : host.slice(0, host.lastIndexOf(':'));
  return withoutPort.startsWith('[') && withoutPort.endsWith(']') ? withoutPort.slice(1, -1) : withoutPort;
}

/** The port, or an empty text. */
export function port({ host }: GoUrl): string {
  return portOf(host) ?? '';
}

function portOf(host: string): string | undefined {
  const colon = host.lastIndexOf(':');
  return colon !== -1 && isOptionalPort(host.slice(colon)) ? host.slice(colon + 1) : undefined;
}

/** `url.Query`: the values of each key; pairs that are malformed are left out. */
export function queryValues({ query }: GoUrl): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';') || badEscape(pair) !== undefined) continue;
    const [key = '', ...rest] = pair.replaceAll('+', ' ').split('=');
    const name = decode(key);
    values.set(name, [...(values.get(name) ?? []), decode(rest.join('='))]);
  }
  return values;
}
