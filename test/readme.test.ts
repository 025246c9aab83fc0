import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

// The README shows what the program prints: each console block is run, and every run of lines between `…` has to be there.
const blocks = [
  ...readFileSync('README.md', 'utf8').matchAll(/```console\n\$ npx rollcast ([^\n]+)\n([\s\S]*?)```/g),
].map(([, command = '', shown = '']) => ({ command, shown: shown.trimEnd().split('\n…\n') }));

describe('README', () => {
  test('has examples of both halves', () => {
    expect(blocks.map(({ command }) => command.split(' ')[0])).toEqual(['lint', 'simulate']);
  });

  test.each(blocks)('$command prints what it shows', ({ command, shown }) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const { stdout } = spawnSync(process.execPath, ['dist/main.js', ...command.split(' ')], { env, encoding: 'utf8' });
    let rest = stdout;
    for (const part of shown) {
      expect(rest).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
  });
});
