// Addresses, time zones, versions and PEM as Go reads them; the answers are Go's own (net.ParseIP, net/netip,
// time.LoadLocation) but where k8s.io/utils differs, which is said.
import { expect, test } from 'vitest';
import { isTimeZoneName } from '../../src/api/batch/time-zones.js';
import { formatIp, parseIp } from '../../src/api/ip-address.js';
import { hasCertificate, pemBlocks } from '../../src/api/pem.js';
import { compareSemver } from '../../src/api/semver.js';

test.each([
  ['10.0.0.1', '10.0.0.1'],
  // net.ParseIP refuses leading zeros, k8s.io/utils/net.ParseIPSloppy does not.
  ['010.0.0.1', '10.0.0.1'],
  ['1.2.3', undefined],
  ['1.2.3.4.5', undefined],
  ['256.0.0.1', undefined],
  [' 1.2.3.4', undefined],
  ['', undefined],
  ['::', '::'],
  ['1::', '1::'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['::1.2.3.4', '::102:304'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['1::2::3', undefined],
  [':1', undefined],
  ['FE80::1', 'fe80::1'],
  ['fe80::1%eth0', undefined],
  ['2001:0db8::0001', '2001:db8::1'],
  ['2001:db8::g', undefined],
])('%j is the address %j', (text, canonical) => {
  const address = parseIp(text);
  expect(address === undefined ? undefined : formatIp(address)).toBe(canonical);
});

test.each([
  ['UTC', true],
  ['Etc/UTC', true],
  ['Europe/Berlin', true],
  ['europe/berlin', false],
  ['US/Pacific', true],
  ['Asia/Calcutta', true],
  ['America/Argentina/Buenos_Aires', true],
  ['EST5EDT', true],
  ['Etc/GMT+1', true],
  ['GMT+1', false],
  ['Mars/Base', false],
  ['../etc', false],
])('time zone %j: %j', (name, exists) => {
  expect(isTimeZoneName(name)).toBe(exists);
});

test.each([
  ['1.2.3', '1.2.3', 0],
  ['1.2.3', '1.10.0', -1],
  ['1.0.0-alpha', '1.0.0', -1],
  ['1.0.0-alpha.2', '1.0.0-alpha.10', -1],
  ['1.0.0-rc', '1.0.0-beta', 1],
  ['1.2', '1.2.0', undefined],
  ['01.2.3', '1.2.3', undefined],
])('%j before %j: %j', (left, right, order) => {
  const compared = compareSemver(left, right);
  expect(compared === undefined ? undefined : Math.sign(compared)).toBe(order);
});

// A sequence of two empty sequences and a bit string of one byte: the shape of a certificate, nothing in it.
const SHAPE = btoa('\x30\x07\x30\x00\x30\x00\x03\x01\x00');
const pem = (type: string, body: string): string => `-----BEGIN ${type}-----\n${body}\n-----END ${type}-----\n`;

test.each([
  ['a certificate', pem('CERTIFICATE', SHAPE), true],
  ['one after something else', `hello\n${pem('KEY', 'AAAA')}${pem('CERTIFICATE', SHAPE)}`, true],
  ['one with headers', pem('CERTIFICATE', `Proc-Type: 4\n\n${SHAPE}`), false],
  ['another type', pem('KEY', SHAPE), false],
  ['bytes that are no certificate', pem('CERTIFICATE', 'AAAA'), false],
  ['a cut off one', pem('CERTIFICATE', SHAPE.slice(0, 8)), false],
  ['an end of another type', pem('CERTIFICATE', SHAPE).replace('END CERTIFICATE', 'END KEY'), false],
  ['nothing but a line end', '\n', false],
])('CA bundle with %s: %j', (_, text, valid) => {
  expect(hasCertificate(btoa(text))).toBe(valid);
});

test('many beginnings without an end are read once', () => {
  expect(pemBlocks('-----BEGIN A-----\n'.repeat(100_000))).toEqual([]);
});
