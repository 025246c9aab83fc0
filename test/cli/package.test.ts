import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../source/folder.js';

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n';

test('the packed tarball installs into an empty folder without network and runs', () => {
  const packed = folderWith({ 'tarball/': '' });
  const destination = join(packed, 'tarball');
  // The build has run already (globalSetup); the test is about what the package holds.
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', destination], { stdio: 'pipe' });
  const [tarball = ''] = readdirSync(destination);
  const project = folderWith({ 'package.json': '{"private":true}', 'web.yaml': CONFIG_MAP });
  const install = ['install', '--offline', '--no-audit', '--no-fund', join(destination, tarball)];
  execFileSync('npm', install, { cwd: project, stdio: 'pipe' });
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['rollcast']);
  const run = spawnSync(join(project, 'node_modules/.bin/rollcast'), ['lint', '--quiet', 'web.yaml'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect({ status: run.status, stdout: run.stdout, stderr: run.stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  const script = 'import { lintTexts } from "rollcast"; console.log(typeof lintTexts);';
  writeFileSync(join(project, 'use.mjs'), script);
  expect(execFileSync(process.execPath, ['use.mjs'], { cwd: project, encoding: 'utf8' })).toBe('function\n');
}, 120_000);
