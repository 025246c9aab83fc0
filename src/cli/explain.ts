import { versionMistake } from '../config/kubernetes-version.js';
import { nearName } from '../kube/near-name.js';
import { type KubernetesVersion, NEWEST, parseVersion } from '../kube/version.js';
import type { CompiledRule } from '../lint/rule.js';
import { RULE_DOCS } from '../lint/rule-docs.generated.js';
import { ruleIds, ruleOf } from '../lint/rule-list.js';
import { type Paint, paintWith } from '../report/paint.js';
import { wrapped } from '../report/wrap.js';
import type { Documentation } from '../schema/documentation.js';
import type { ExitCode, Host } from '../source/host.js';
import { wantsColour } from './colour.js';
import { type CommandSpec, lastValue } from './options.js';
import { readCommandLine } from './read-command-line.js';
import { refuse } from './refuse.js';

const EXPLAIN: CommandSpec = {
  name: 'explain',
  operands: 'RULE|FIELD',
  summary:
    "Prints a rule's page (what goes wrong, when to ignore it, examples), or what the API says of a kind or a field,\nsuch as Deployment.spec.strategy.",
  options: [
    {
      name: 'kubernetes-version',
      value: 'VERSION',
      summary: 'the version whose fields are meant; default: the newest',
    },
    { name: 'color', value: 'WHEN', summary: 'auto (default), always, never' },
    { name: 'help', short: 'h', summary: 'this text' },
  ],
};

/** `rollcast explain RULE|FIELD`. */
export async function explain(args: readonly string[], host: Host): Promise<ExitCode> {
  const line = readCommandLine(args, EXPLAIN, host);
  if (typeof line === 'number') return line;
  const { given, operands } = line;
  if (operands.length === 0) return refuse(host, 'explain takes a rule or a field; rollcast rules lists the rules');
  const colour = lastValue(given, 'color') ?? 'auto';
  if (colour !== 'auto' && colour !== 'always' && colour !== 'never') {
    return refuse(host, `--color ${colour}: known are auto, always, never`);
  }
  const paint = paintWith(wantsColour(colour, host));
  const subject = operands.join(' ');
  const rule = ruleOf(subject) ?? onlyRuleNamed(subject);
  if (rule !== undefined) {
    const { columns, isTty } = host.terminal;
    host.out(pageText(rule, paint, isTty ? columns : Number.POSITIVE_INFINITY));
    return 0;
  }
  if (/^[a-z-]+\/[a-z-]+$/.test(subject)) return refuse(host, unknown(subject));
  const version = lastValue(given, 'kubernetes-version');
  const mistake = version === undefined ? undefined : versionMistake(version);
  if (mistake !== undefined) return refuse(host, mistake);
  return await explainField(subject, { version: (version && parseVersion(version)) || NEWEST, paint, host });
}

interface FieldQuestion {
  readonly version: KubernetesVersion;
  readonly paint: Paint;
  readonly host: Host;
}

async function explainField(subject: string, { version, paint, host }: FieldQuestion): Promise<ExitCode> {
  const { documentationOf } = await import('../schema/documentation.js');
  const documentation = await documentationOf(subject, version);
  if ('unknown' in documentation) {
    const { unknown: name, suggestion } = documentation;
    const rule = nearRule(subject);
    const near = suggestion ?? rule;
    const hint = near === undefined ? 'rollcast rules lists the rules' : `did you mean ${near}?`;
    return refuse(host, `${name === subject ? 'no rule, kind or field' : 'no field'} ${name}; ${hint}`);
  }
  host.out(fieldText(documentation, subject, paint));
  return 0;
}

function fieldText(documentation: Documentation, subject: string, paint: Paint): string {
  const { apiVersion, type, description, values, fields } = documentation;
  const lines = [`${paint('strong', subject)} ${type} (${apiVersion})`];
  if (description !== '') lines.push('', paragraphs(description, ''));
  if (values.length > 0) lines.push('', `Values: ${values.join(', ')}`);
  if (fields.length > 0) lines.push('', 'Fields:');
  for (const field of fields) {
    lines.push(`  ${paint('strong', field.name)} ${field.type}`);
    if (field.description !== '') lines.push(paragraphs(firstSentence(field.description), '    '));
  }
  return `${lines.join('\n')}\n`;
}

function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text;
}

const WIDTH = 100;

/** Lines of at most WIDTH characters; the text's own line breaks stay. */
function paragraphs(text: string, indent: string): string {
  const lines = text
    .trim()
    .split('\n')
    .flatMap((paragraph) => wrapped(paragraph, WIDTH - indent.length));
  return lines.map((line) => `${indent}${line}`.trimEnd()).join('\n');
}

/** The rule with this name in whatever category, if there is just one. */
function onlyRuleNamed(name: string): CompiledRule | undefined {
  const ids = ruleIds().filter((id) => id.endsWith(`/${name}`));
  return ids.length === 1 && ids[0] !== undefined ? ruleOf(ids[0]) : undefined;
}

function unknown(subject: string): string {
  const near = nearRule(subject);
  return `no rule ${subject}; ${near === undefined ? 'rollcast rules lists them' : `did you mean ${near}?`}`;
}

/** The rule whose id, or name without category, is near. */
function nearRule(subject: string): string | undefined {
  const names = ruleIds().map((id) => id.slice(id.indexOf('/') + 1));
  return nearName(subject, ruleIds()) ?? nearName(subject, names);
}

function pageText({ id, summary, severity, profiles, since }: CompiledRule, paint: Paint, columns: number): string {
  const docs = Object.hasOwn(RULE_DOCS, id) ? RULE_DOCS[id] : undefined;
  const inForce = profiles.length === 0 ? 'only when set' : `in ${profiles.join(', ')}`;
  const blocks = [`${paint('strong', id)}: ${summary}`, `${paint(severity, severity)}, ${inForce}, since ${since}`];
  if (docs === undefined) return `${blocks.join('\n')}\n`;
  blocks.push(
    '',
    prose(docs.rationale, columns),
    '',
    `${paint('strong', 'When to ignore it')}: ${prose(docs.ignore, columns)}`,
  );
  for (const [name, schema] of Object.entries(docs.options)) {
    blocks.push('', `${paint('strong', 'Option')} ${name}: ${JSON.stringify(schema)}`);
  }
  for (const { kind, title, manifest, before } of docs.examples) {
    const label = kind === 'fail' ? paint('error', 'Wrong') : paint('help', 'Fine');
    const earlier = before === undefined ? [] : ['before:', '', indented(before), '', 'after:', ''];
    blocks.push('', `${label}: ${title}`, '', ...earlier, indented(manifest));
  }
  if (docs.references.length > 0) blocks.push('', ...docs.references);
  return `${blocks.join('\n')}\n`;
}

/** Paragraphs at the width of the terminal; as they are where that is wide enough. */
function prose(text: string, columns: number): string {
  const lines = text.trim().split('\n');
  if (lines.every((line) => line.length <= columns)) return lines.join('\n');
  const parts = text.trim().split(/\n\s*\n/);
  return parts.map((paragraph) => wrapped(paragraph.replace(/\s*\n\s*/g, ' '), columns).join('\n')).join('\n\n');
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}
