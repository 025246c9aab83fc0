import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRevision } from '../../src/source/revision.js';
import { folderWith } from './folder.js';

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd });

function repository(): string {
  const cwd = folderWith({ 'k8s/web.yaml': 'kind: A\n', 'k8s/notes.txt': 'x', 'other/api.yml': 'kind: Ä\n' });
  symlinkSync('web.yaml', join(cwd, 'k8s/link.yaml'));
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'one');
  writeFileSync(join(cwd, 'k8s/web.yaml'), 'kind: B\n');
  rmSync(join(cwd, 'other'), { recursive: true });
  return cwd;
}

describe('manifests of a git revision', () => {
  const cwd = repository();

  test('are those of the commit, not of the working tree', () => {
    expect(readRevision('HEAD', { cwd, paths: ['.'] })).toEqual({
      kind: 'read',
      sources: [
        { file: 'HEAD:k8s/web.yaml', text: 'kind: A\n' },
        { file: 'HEAD:other/api.yml', text: 'kind: Ä\n' },
      ],
      notChecked: [{ file: 'HEAD:k8s/link.yaml', reason: 'a symbolic link is not followed in a revision' }],
    });
  });

  test('are narrowed by paths; what the revision lacks is nothing', () => {
    expect(readRevision('HEAD', { cwd, paths: ['other', 'new'] })).toMatchObject({
      sources: [{ file: 'HEAD:other/api.yml' }],
    });
    expect(readRevision('HEAD', { cwd, paths: ['new'] })).toEqual({ kind: 'read', sources: [], notChecked: [] });
  });

  test('are named from the working directory, also below the root', () => {
    expect(readRevision('HEAD', { cwd: join(cwd, 'k8s'), paths: ['.'] })).toMatchObject({
      sources: [{ file: 'HEAD:web.yaml' }],
    });
  });

  test.each(['nope', '--help', 'HEAD; touch x', 'HEAD:k8s'])('%s is no revision', (revision) => {
    expect(readRevision(revision, { cwd, paths: ['.'] })).toEqual({
      kind: 'unreadable',
      message: `${revision} is neither a path nor a git revision`,
    });
  });

  test('need a repository', () => {
    const folder = folderWith({ 'a.yaml': '' });
    mkdirSync(join(folder, 'x'));
    expect(readRevision('HEAD', { cwd: folder, paths: ['.'] })).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/^HEAD is neither a path nor a git revision/),
    });
  });
});
