import { ruleLines } from '../lint/rule-list.js';
import type { ExitCode, Host } from '../source/host.js';
import { type CommandSpec, lastValue } from './options.js';
import { readCommandLine } from './read-command-line.js';
import { refuse } from './refuse.js';

const RULES: CommandSpec = {
  name: 'rules',
  operands: '',
  summary: 'Lists the rules: id, severity, profiles, summary.',
  options: [
    { name: 'format', value: 'FORMAT', summary: 'pretty (default) or json' },
    { name: 'help', short: 'h', summary: 'this text' },
  ],
};

/** `rollcast rules`: the list of rules. */
export function rules(args: readonly string[], host: Host): ExitCode {
  const line = readCommandLine(args, RULES, host);
  if (typeof line === 'number') return line;
  const [operand] = line.operands;
  if (operand !== undefined)
    return refuse(host, `rules takes no arguments; rollcast explain ${operand} tells about one`);
  const format = lastValue(line.given, 'format') ?? 'pretty';
  const pages = ruleLines();
  if (format === 'json') {
    host.out(`${JSON.stringify(pages, null, 2)}\n`);
    return 0;
  }
  if (format !== 'pretty') return refuse(host, `--format ${format}: known are pretty, json`);
  const width = Math.max(...pages.map(({ id }) => id.length));
  for (const { id, severity, profiles, summary } of pages) {
    // A profile holds the ones after it, so the first says it.
    host.out(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${(profiles[0] ?? 'off').padEnd(19)}  ${summary}\n`);
  }
  return 0;
}
