import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../source/folder.js';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  portss: []\n  ports: [{port: 80}]\n';
const PODS =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  containers: [{name: web, image: "web:1"}]\n';

const preCommit = existingPreCommit() ?? installedPreCommit();

// Needs pip (or pre-commit itself) and an npm registry for the build tools, as every user of the hook does.
test.skipIf(preCommit === undefined)(
  'the real pre-commit installs the hook from a git URL and runs it',
  () => {
    const { git, hook } = clonedRepository();
    const project = folderWith({
      'web/service.yaml': SERVICE,
      'web/pod.yaml': PODS,
      '.pre-commit-config.yaml': `repos:\n  - repo: file://${hook}\n    rev: ${git(hook, 'rev-parse', 'HEAD').trim()}\n    hooks:\n      - id: rollcast\n`,
    });
    git(project, 'init', '-q');
    git(project, 'add', '.');
    const home = mkdtempSync(join(tmpdir(), 'rollcast-pre-commit-'));
    const run = spawnSync(preCommit ?? '', ['run', 'rollcast', '--files', 'web/service.yaml'], {
      cwd: project,
      env: { ...outerEnvironment(), PRE_COMMIT_HOME: home, NO_COLOR: '1' },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    // Pod and Service are judged together although only the Service was handed over: one finding, the unknown field. The
    // third file is pre-commit's own.
    expect(run.stdout.slice(run.stdout.indexOf('web/service.yaml')).split('\n')[0]).toBe(
      'web/service.yaml:7:3 error api/unknown-field unknown field "portss"; did you mean "ports"?',
    );
    expect(run.stdout).toContain('\n1 error in 3 files (3 documents, 2 resources)');
    expect(run.status).toBe(1);
    writeFileSync(join(project, 'web/service.yaml'), SERVICE.replace('  portss: []\n', ''));
    git(project, 'add', '.');
    const again = spawnSync(preCommit ?? '', ['run', 'rollcast', '--files', 'web/service.yaml'], {
      cwd: project,
      env: { ...outerEnvironment(), PRE_COMMIT_HOME: home },
      encoding: 'utf8',
    });
    expect(again.status).toBe(0);
  },
  300_000,
);

/** The environment without what npm tells the scripts it runs: the npm inside would work on this folder instead of its own. */
function outerEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_ENV$)/i.test(name)));
}

/** A commit of the working tree as it is, in a clone, so that the test judges what is here and touches nothing. */
function clonedRepository(): { git: (cwd: string, ...args: string[]) => string; hook: string } {
  const git = (cwd: string, ...args: string[]): string => {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.hooksPath=/dev/null'];
    return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const hook = join(mkdtempSync(join(tmpdir(), 'rollcast-hook-')), 'rollcast');
  git('.', 'clone', '-q', '.', hook);
  const changed = git('.', 'ls-files', '-z', '--modified', '--others', '--exclude-standard')
    .split('\0')
    .filter(Boolean);
  for (const file of changed) {
    if (existsSync(file)) execFileSync('cp', ['--parents', file, hook]);
    else execFileSync('rm', ['-f', join(hook, file)]);
  }
  git(hook, 'add', '-A');
  git(hook, 'commit', '-q', '--allow-empty', '-m', 'working tree');
  return { git, hook };
}

function existingPreCommit(): string | undefined {
  return spawnSync('pre-commit', ['--version']).status === 0 ? 'pre-commit' : undefined;
}

function installedPreCommit(): string | undefined {
  const environment = join(mkdtempSync(join(tmpdir(), 'rollcast-venv-')), 'venv');
  if (spawnSync('python3', ['-m', 'venv', environment]).status !== 0) return unavailable();
  const installed = spawnSync(join(environment, 'bin/pip'), ['install', '--quiet', 'pre-commit']);
  return installed.status === 0 ? join(environment, 'bin/pre-commit') : unavailable();
}

function unavailable(): undefined {
  process.stderr.write('pre-commit is not installed and pip cannot install it: the hook is NOT tested\n');
  return undefined;
}
