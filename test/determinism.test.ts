import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

// Same input, same bytes: whatever the time zone, the locale and the order in which files are named.

const FILES = ['config', 'jobs', 'namespace', 'network-policies', 'orders', 'payments-db', 'web', 'worker'];
const paths = (folder: string, names: readonly string[]) => names.map((name) => `samples/${folder}/${name}.yaml`);
const BROKEN = ['orders', 'web'];

const output = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { stdout, status } = spawnSync(process.execPath, ['dist/main.js', ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  return { stdout, status };
};

const runs: readonly [string, readonly string[], readonly string[]][] = [
  ['lint', ['lint', '--format', 'json'], paths('broken', BROKEN)],
  ['lint, for people', ['lint', '-v'], paths('shop', FILES)],
  ['simulate', ['simulate', '--format', 'json', '--no-what-if'], paths('shop', FILES)],
  ['simulate, for people', ['simulate', '--no-what-if', '--seeds', '1'], paths('shop', FILES)],
  ['plan', ['plan', '--from', 'samples/rollouts/v1', '--to', 'samples/rollouts/v2', '--format', 'json'], []],
];

describe.each(runs)('%s gives the same bytes', (_title, command, files) => {
  const usual = output([...command, ...files], { TZ: 'UTC' });

  test.each([
    ['in another time zone and locale', { TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
    ['in a zone with daylight saving', { TZ: 'America/New_York' }],
  ] as const)('%s', (_where, env) => {
    expect(usual.stdout).not.toBe('');
    expect(output([...command, ...files], env)).toEqual(usual);
  });

  test('in another order of files', () => {
    expect(output([...command, ...[...files].reverse()], { TZ: 'UTC' })).toEqual(usual);
  });
});
