import { execFileSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFile } from '../../src/cli/write-file.js';
import { folderWith } from '../source/folder.js';

test.each([
  { name: 'a new file', files: {} },
  { name: 'a file that is there', files: { 'report.html': 'old' } },
])('$name', ({ files }) => {
  const cwd = folderWith(files);
  expect(writeFile(cwd, 'report.html', 'new')).toBeUndefined();
  expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toBe('new');
  expect(readdirSync(cwd)).toEqual(['report.html']);
});

test('a link stays a link', () => {
  const cwd = folderWith({ 'kept/report.html': 'old' });
  symlinkSync('kept/report.html', join(cwd, 'link.html'));
  expect(writeFile(cwd, 'link.html', 'new')).toBeUndefined();
  expect(lstatSync(join(cwd, 'link.html')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(cwd, 'kept/report.html'), 'utf8')).toBe('new');
});

test('a pipe is written into and stays a pipe, as /dev/null has to stay what it is', () => {
  const cwd = folderWith({});
  const pipe = join(cwd, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, 'r+');
  expect(writeFile(cwd, 'pipe', 'new')).toBeUndefined();
  const bytes = Buffer.alloc(16);
  expect(bytes.toString('utf8', 0, readSync(reader, bytes))).toBe('new');
  closeSync(reader);
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

test('what cannot be written is said', () => {
  expect(writeFile(folderWith({}), 'nowhere/report.html', 'new')).toBe(
    'cannot write nowhere/report.html: no such file or directory',
  );
});
