import { nearName } from '../kube/near-name.js';
import type { CompiledRule } from '../lint/rule.js';
import { RULE_DOCS } from '../lint/rule-docs.generated.js';
import { ruleIds, ruleOf } from '../lint/rule-list.js';
import { type Paint, paintWith } from '../report/paint.js';
import type { ExitCode, Host } from '../source/host.js';
import { wantsColour } from './colour.js';
import { type CommandSpec, helpOf, lastValue, readOptions } from './options.js';

const EXPLAIN: CommandSpec = {
  name: 'explain',
  operands: 'RULE',
  summary: "Prints a rule's page: what goes wrong, when to ignore it, examples.",
  options: [
    { name: 'color', value: 'WHEN', summary: 'auto (default), always, never' },
    { name: 'help', short: 'h', summary: 'this text' },
  ],
};

/** `rollcast explain RULE`. */
export function explain(args: readonly string[], host: Host): ExitCode {
  const line = readOptions(args, EXPLAIN);
  if (line.kind === 'mistake') return refuse(host, line.message);
  if (line.given.switches.has('help')) {
    host.out(helpOf(EXPLAIN));
    return 0;
  }
  const [subject, ...more] = line.operands;
  if (subject === undefined || more.length > 0)
    return refuse(host, 'explain takes one rule; rollcast rules lists them');
  const colour = lastValue(line.given, 'color') ?? 'auto';
  if (colour !== 'auto' && colour !== 'always' && colour !== 'never') {
    return refuse(host, `--color ${colour}: known are auto, always, never`);
  }
  const rule = ruleOf(subject) ?? onlyRuleNamed(subject);
  if (rule === undefined) return refuse(host, unknown(subject));
  host.out(pageText(rule, paintWith(wantsColour(colour, host))));
  return 0;
}

function refuse(host: Host, message: string): ExitCode {
  host.err(`rollcast: ${message}\n`);
  return 2;
}

/** The rule with this name in whatever category, if there is just one. */
function onlyRuleNamed(name: string): CompiledRule | undefined {
  const ids = ruleIds().filter((id) => id.endsWith(`/${name}`));
  return ids.length === 1 && ids[0] !== undefined ? ruleOf(ids[0]) : undefined;
}

function unknown(subject: string): string {
  const near =
    nearName(subject, ruleIds()) ??
    nearName(
      subject,
      ruleIds().map((id) => id.slice(id.indexOf('/') + 1)),
    );
  return `no rule ${subject}; ${near === undefined ? 'rollcast rules lists them' : `did you mean ${near}?`}`;
}

function pageText({ id, summary, severity, profiles, since }: CompiledRule, paint: Paint): string {
  const docs = Object.hasOwn(RULE_DOCS, id) ? RULE_DOCS[id] : undefined;
  const inForce = profiles.length === 0 ? 'only when set' : `in ${profiles.join(', ')}`;
  const blocks = [`${paint('strong', id)}: ${summary}`, `${paint(severity, severity)}, ${inForce}, since ${since}`];
  if (docs === undefined) return `${blocks.join('\n')}\n`;
  blocks.push('', docs.rationale.trim(), '', `${paint('strong', 'When to ignore it')}: ${docs.ignore.trim()}`);
  for (const [name, schema] of Object.entries(docs.options)) {
    blocks.push('', `${paint('strong', 'Option')} ${name}: ${JSON.stringify(schema)}`);
  }
  for (const { kind, title, manifest } of docs.examples) {
    const label = kind === 'fail' ? paint('error', 'Wrong') : paint('help', 'Fine');
    blocks.push('', `${label}: ${title}`, '', indented(manifest));
  }
  if (docs.references.length > 0) blocks.push('', ...docs.references);
  return `${blocks.join('\n')}\n`;
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}
