import { describe, expect, test } from 'vitest';
import { hasFormat } from '../../src/schema/formats.js';
import { isMicroTime, isTime } from '../../src/schema/go-time.js';

describe('formats of custom resources', () => {
  // Format, texts that have it, texts that do not.
  test.each<[string, string[], string[]]>([
    [
      'uri',
      ['https://example.com/a?b#c', '/path', 'mailto:a@b', 'http://[::1]:80/'],
      ['', 'example.com', 'http://a b/', ':x', '/%zz'],
    ],
    ['email', ['a@example.com', 'Ann <ann@example.com>'], ['a', 'a@', '@b', 'a b@c']],
    ['hostname', ['web', 'web.example.com', '1.example.com'], ['-a', 'a_b', 'a.', `${'a'.repeat(64)}.com`]],
    ['ipv4', ['10.0.0.1', '010.0.0.1'], ['10.0.0', '10.0.0.256', '::1']],
    ['ipv6', ['::1', '2001:db8::8:800:200c:417a', '::ffff:10.0.0.1'], ['10.0.0.1', ':::', '1:2:3:4:5:6:7', '12345::']],
    ['cidr', ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/8/8']],
    ['mac', ['01:23:45:67:89:ab', '0123.4567.89ab', '01-23-45-67-89-ab-cd-ef'], ['01:23', '01:23:45:67:89:zz']],
    ['uuid', ['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'], ['a0eebc99-9c0b-4ef8-bb6d']],
    ['isbn', ['0321751043', '978-0321751041'], ['0321751044', '123']],
    ['hexcolor', ['#fff', '00ff00'], ['#ffff', 'red']],
    ['rgbcolor', ['rgb(0, 10,255)'], ['rgb(0,0,256)', 'rgb(00,0,0)']],
    ['byte', ['YQ=='], ['YQ', '']],
    ['date', ['2024-02-29'], ['2023-02-29', '2024-2-9']],
    ['date-time', ['2024-02-29T10:00:00Z', '2024-02-29t10:00:00.5+02:00'], ['2024-02-29', '2024-02-29T25:00:00Z']],
    ['duration', ['1h30m', '2 days', '3 weeks'], ['soon', '5']],
    ['creditcard', ['4111 1111 1111 1111'], ['4111 1111 1111 1112']],
    ['ssn', ['078-05-1120'], ['078051120']],
    ['k8s-short-name', ['web-1'], ['Web', '-a']],
  ])('%s', (format, right, wrong) => {
    expect([right, wrong].map((texts) => texts.map((text) => hasFormat(format, text, 35)))).toEqual([
      right.map(() => true),
      wrong.map(() => false),
    ]);
  });

  test('unknown formats, and those of later versions, are not looked at', () => {
    expect([
      hasFormat('furlong', 'x', 35),
      hasFormat('int32', 'x', 35),
      hasFormat('k8s-short-name', 'Web', 33),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('times', () => {
  test.each([
    ['2024-01-31T10:00:00Z', true, false],
    ['2024-01-31T10:00:00.000001+02:00', true, true],
    ['2024-01-31T1:00:00Z', true, false],
    ['2024-01-31T10:00:00,5Z', true, false],
    ['2023-02-29T10:00:00Z', false, false],
    ['2024-01-31T24:00:00Z', false, false],
    ['2024-01-31 10:00:00Z', false, false],
    ['2024-01-31T10:00:00', false, false],
    ['2024-01-31t10:00:00z', false, false],
  ])('%s', (text, time, microTime) => {
    expect([isTime(text), isMicroTime(text)]).toEqual([time, microTime]);
  });
});
