// Formats of strings in CRD schemas. Twin of k8s.io/kube-openapi v0.0.0-20250910181357 pkg/validation/strfmt and of
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/formats.go, which says which formats count.
import { parseDuration } from '../kube/duration.js';
import { isDns1123Label, isDns1123Subdomain } from '../kube/names.js';

/** Does a server of the minor look at the format? */
export function isKnownFormat(format: string, minor: number): boolean {
  const name = format.replaceAll('-', '');
  return FORMATS.has(name) && (minor >= NAMES_SINCE || !name.startsWith('k8s'));
}

/** Does the text have the format? `undefined` for a format that the API server does not look at. */
export function hasFormat(format: string, text: string, minor: number): boolean | undefined {
  return isKnownFormat(format, minor) ? FORMATS.get(format.replaceAll('-', ''))?.(text) : undefined;
}

const NAMES_SINCE = 34;

const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['bsonobjectid', (text: string) => /^[0-9a-fA-F]{24}$/.test(text)],
  ['uri', isRequestUri],
  ['email', isEmail],
  ['hostname', isHostname],
  ['ipv4', (text: string) => text.includes('.') && isIp(text)],
  ['ipv6', (text: string) => text.includes(':') && isIpV6(text)],
  ['cidr', isCidr],
  ['mac', isMac],
  ['uuid', (text: string) => uuid('[0-9a-f]{4}', '[0-9a-f]{4}').test(text)],
  ['uuid3', (text: string) => uuid('3[0-9a-f]{3}', '[0-9a-f]{4}').test(text)],
  ['uuid4', (text: string) => uuid('4[0-9a-f]{3}', '[89ab][0-9a-f]{3}').test(text)],
  ['uuid5', (text: string) => uuid('5[0-9a-f]{3}', '[89ab][0-9a-f]{3}').test(text)],
  ['isbn', (text: string) => isIsbn10(text) || isIsbn13(text)],
  ['isbn10', isIsbn10],
  ['isbn13', isIsbn13],
  ['creditcard', isCreditCard],
  ['ssn', (text: string) => /^\d{3}[- ]\d{2}[- ]\d{4}$/.test(text)],
  ['hexcolor', (text: string) => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text)],
  ['rgbcolor', isRgbColor],
  [
    'byte',
    (text: string) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(text),
  ],
  ['password', () => true],
  ['date', isDate],
  ['duration', isDuration],
  ['datetime', isDateTime],
  ['k8sshortname', (text: string) => isDns1123Label(text).length === 0],
  ['k8slongname', (text: string) => isDns1123Subdomain(text).length === 0],
]);

function uuid(version: string, variant: string): RegExp {
  return new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}-?${variant}-?[0-9a-f]{12}$`, 'i');
}

// Go's url.ParseRequestURI: an absolute path or a URI with a scheme.
function isRequestUri(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses exactly these.
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(text.split('?')[0] ?? ''))
    return false;
  if (text === '*' || text.startsWith('/')) return true;
  const match = /^[a-zA-Z][a-zA-Z0-9+.-]*:(.*)$/s.exec(text);
  if (match === null) return false;
  const rest = match[1] ?? '';
  return !rest.startsWith('//') || isAuthority(/^[^/?]*/.exec(rest.slice(2))?.[0] ?? '');
}

function isAuthority(text: string): boolean {
  const host = text.slice(text.lastIndexOf('@') + 1);
  if (host.startsWith('[')) return /^\[[^\]]*\](?::\d*)?$/.test(host);
  return !/[\s"<>\\^`{|}]/.test(host) && /^[^:]*(?::\d*)?$/.test(host);
}

// Go's mail.ParseAddress takes `Name <address>` too.
function isEmail(text: string): boolean {
  const address = /^[^<>]*<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();
  return /^(?:[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+)*|"[^"]*")@(?:[^\s@<>()[\],;:\\"]+|\[[^\]]*\])$/.test(
    address,
  );
}

const HOSTNAME =
  /^(?:[a-zA-Z0-9\p{S}\p{L}](?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?|(?:[a-zA-Z0-9\p{S}\p{L}](?:[a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?\.)+[a-zA-Z\p{L}]{2,63})$/u;

function isHostname(text: string): boolean {
  // The pattern is only asked about texts that are short enough, so that it cannot take long.
  return text.length <= 255 && HOSTNAME.test(text) && text.split('.').every((label) => label.length <= 63);
}

function isIp(text: string): boolean {
  return text.includes(':') ? isIpV6(text) : isIpV4(text);
}

// Leading zeros are tolerated, as before Go 1.17.
function isIpV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,20}$/.test(part) && Number(part) <= 255);
}

function isIpV6(text: string): boolean {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded !== null && !isIpV4(embedded[2] ?? '')) return false;
  const plain = embedded === null ? text : `${embedded[1]}0:0`;
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : halves.length === 1 && groups.length === 8;
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,4}$/.test(bits) || !isIp(address)) return false;
  return Number(bits) <= (address.includes(':') ? 128 : 32);
}

function isMac(text: string): boolean {
  const byBytes = (separator: string): RegExp => new RegExp(`^[0-9a-fA-F]{2}(?:${separator}[0-9a-fA-F]{2})+$`);
  const isWhole = (bytes: number): boolean => bytes === 6 || bytes === 8 || bytes === 20;
  if (byBytes(':').test(text) || byBytes('-').test(text)) return isWhole((text.length + 1) / 3);
  return /^[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+$/.test(text) && isWhole(((text.length + 1) / 5) * 2);
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^(?:[0-9]{9}X|[0-9]{10})$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, at) => total + (at + 1) * (digit === 'X' ? 10 : Number(digit)), 0);
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^[0-9]{13}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 12)].reduce((total, digit, at) => total + (at % 2 === 0 ? 1 : 3) * Number(digit), 0);
  return (10 - (sum % 10)) % 10 === Number(digits[12]);
}

const CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '');
  if (!CARD.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled >= 10 ? (doubled % 10) + 1 : doubled);
  }, 0);
  return sum % 10 === 0;
}

function isRgbColor(text: string): boolean {
  const match = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text);
  return match?.slice(1).every((part) => String(Number(part)) === part && Number(part) <= 255) === true;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isDateTime(text: string): boolean {
  const [date = '', time] = text.toLowerCase().split('t');
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:.[0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})$/.exec(time ?? '');
  if (match === null || !isDate(date)) return false;
  const [hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return hour <= 23 && minute <= 59 && second <= 59;
}

const UNITS = ['ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'hr', 'd', 'w', 'wk'];
const UNIT_PREFIXES = ['nano', 'micro', 'milli', 'sec', 'min', 'hour', 'day', 'week'];

// Go's durations, or Scala's: `2 days`.
function isDuration(text: string): boolean {
  if (parseDuration(text) !== undefined) return true;
  for (const match of text.matchAll(/\d+\s*([A-Za-zµ]+)/g)) {
    const unit = (match[1] ?? '').toLowerCase();
    if (UNITS.includes(unit) || UNIT_PREFIXES.some((prefix) => unit.startsWith(prefix))) return true;
  }
  return false;
}
