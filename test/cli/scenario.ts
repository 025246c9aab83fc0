import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderWith } from '../source/folder.js';

/**
 * A run of the real binary, written down: what it shows, then sections `-- NAME --`. `command`, `status`, `stdout`, `stderr`,
 * `stdin` and `output FILE` (a file that the command writes) mean something, every other section is a file of the project.
 */
export interface Scenario {
  readonly title: string;
  readonly sections: ReadonlyMap<string, string>;
}

const EXPECTED = /^(status|stdout|stderr|output .+)$/;
const GIVEN = /^(command|stdin)$/;

/** Reads the text of a scenario file. */
export function parseScenario(text: string): Scenario {
  const parts = text.split(/^-- (.+) --\n/m);
  const sections = new Map<string, string>();
  for (let at = 1; at < parts.length; at += 2) sections.set(parts[at] ?? '', parts[at + 1] ?? '');
  return { title: (parts[0] ?? '').trim(), sections };
}

/** The text of a scenario file. */
export function scenarioText({ title, sections }: Scenario): string {
  return [`${title}\n\n`, ...[...sections].map(([name, content]) => `-- ${name} --\n${content}`)].join('');
}

/** The scenario with what really happened in place of what was expected. */
export function played({ title, sections }: Scenario): Scenario {
  const files = [...sections].filter(([name]) => !EXPECTED.test(name) && !GIVEN.test(name));
  const cwd = folderWith(Object.fromEntries(files));
  const words = (sections.get('command') ?? '').trim().split(/\s+/);
  const at = words.indexOf('rollcast');
  const settings = words.slice(0, at).map((word) => word.split('=') as [string, string]);
  const result = spawnSync(process.execPath, [resolve('dist/main.js'), ...words.slice(at + 1)], {
    cwd,
    env: { PATH: process.env.PATH, ...Object.fromEntries(settings) },
    input: sections.get('stdin') ?? '',
    encoding: 'utf8',
  });
  const outcome = new Map([...sections].filter(([name]) => !EXPECTED.test(name)));
  outcome.set('status', `${result.status}\n`);
  outcome.set('stdout', terminated(result.stdout));
  outcome.set('stderr', terminated(result.stderr));
  for (const name of sections.keys()) {
    const file = /^output (.+)$/.exec(name)?.[1];
    if (file === undefined) continue;
    const path = join(cwd, file);
    outcome.set(name, existsSync(path) ? terminated(readFileSync(path, 'utf8')) : 'not written\n');
  }
  return { title, sections: outcome };
}

/** Every section ends a line, also when the output does not. */
function terminated(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n(no newline at the end)\n`;
}
