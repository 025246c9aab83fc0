import { type FieldPath, formatPath, pathOf } from '../kube/field-path.js';
import type { Json } from '../kube/json.js';
import { nearName } from '../kube/near-name.js';
import type { Document, DocumentFile } from '../manifest/document.js';
import { locate } from '../manifest/locate.js';
import { lineIndex } from '../manifest/position.js';
import { readDocuments } from '../manifest/read.js';
import type { Config, ConfigMistake, Vocabulary } from './config.js';
import { versionMistake } from './kubernetes-version.js';
import { type ShapeMistake, shapeMistakes } from './shape.js';

/** What the configuration file says, or what is wrong with it. */
export type ConfigOutcome =
  | {
      readonly kind: 'config';
      readonly config: Config;
      /** Something that only using a setting brings to light, at the field with this path. */
      readonly mistakeAt: (path: FieldPath, message: string) => ConfigMistake;
    }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly ConfigMistake[] };

/** A mistake at a field of the configuration, not yet at a line. */
interface FieldMistake {
  readonly path: FieldPath | undefined;
  readonly at?: 'key';
  readonly message: string;
}

/** Reads the text of a configuration file; `file` is its name in messages. */
export async function readConfig(file: string, text: string, vocabulary: Vocabulary): Promise<ConfigOutcome> {
  const read = await documentsOf(file, text);
  const [document, ...more] = read.documents.filter(({ value }) => value !== undefined && value !== null);
  const { rangeOf } = lineIndex(text);
  const placed = (start: number, end: number, message: string): ConfigMistake => {
    const range = rangeOf(start, end);
    return { file, line: range.start.line, column: range.start.column, message };
  };
  const broken = read.documents.flatMap(({ problems }) =>
    problems.map(({ start, end, message }) => placed(start, end, message)),
  );
  if (broken.length > 0) return { kind: 'mistakes', mistakes: broken };
  if (document === undefined) {
    return { kind: 'config', config: {}, mistakeAt: (_, message) => placed(0, 0, message) };
  }
  if (more[0] !== undefined) {
    const second = placed(more[0].start, more[0].start, 'a configuration is one document; this is a second one');
    return { kind: 'mistakes', mistakes: [second] };
  }
  const outcome = configOf(document.value, vocabulary);
  if (!Array.isArray(outcome)) {
    const mistakeAt = (path: FieldPath, message: string) => atLine({ path, message }, document, placed);
    return { kind: 'config', config: outcome, mistakeAt };
  }
  const mistakes = outcome.map((mistake) => atLine(mistake, document, placed));
  return { kind: 'mistakes', mistakes: mistakes.sort((a, b) => a.line - b.line || a.column - b.column) };
}

async function documentsOf(file: string, text: string): Promise<DocumentFile> {
  const outcome = readDocuments(file, text);
  if (outcome.kind === 'read') return outcome.file;
  const { readDocumentsExactly } = await import('../manifest/exact.js');
  return readDocumentsExactly(file, text);
}

function configOf(value: Json | undefined, vocabulary: Vocabulary): Config | FieldMistake[] {
  const shape = shapeMistakes(value);
  if (shape.length > 0) return shape.map((mistake) => inWords(mistake));
  // The schema in schemas/rollcast.schema.json says what Config says; the validator made from it found no mistake.
  const config = value as unknown as Config;
  const mistakes = [...unknownNames(config, vocabulary)];
  return mistakes.length > 0 ? mistakes : config;
}

function inWords({ segments, keyword, expected, unknown, names }: ShapeMistake): FieldMistake {
  if (unknown === undefined) {
    const hint = segments[0] === 'kubernetesVersion' ? ', in quotes: "1.30"' : '';
    return {
      path: pathOf(segments),
      message: `${formatPath(pathOf(segments)) || 'the configuration'} ${expected}${hint}`,
    };
  }
  if (keyword === 'required') return { path: pathOf(segments), at: 'key', message: `${unknown} is missing here` };
  const near = nearName(unknown, names);
  const hint = near === undefined ? `known are ${names.join(', ')}` : `did you mean ${near}?`;
  return { path: pathOf([...segments, unknown]), at: 'key', message: `unknown setting ${unknown}; ${hint}` };
}

/** Names that are well-formed but mean nothing: versions, rules, profiles. */
function* unknownNames(config: Config, { profiles, unknownRule }: Vocabulary): Iterable<FieldMistake> {
  const version = config.kubernetesVersion;
  const wrong = version === undefined ? undefined : versionMistake(version);
  if (wrong !== undefined) yield { path: pathOf(['kubernetesVersion']), message: wrong };
  yield* unknownProfiles(config, profiles);
  const lists = [
    ...Object.keys(config.rules ?? {}).map((rule) => ({ rule, path: ['rules', rule], at: 'key' as const })),
    ...(config.overrides ?? []).flatMap(({ rules }, index) =>
      Object.keys(rules).map((rule) => ({ rule, path: ['overrides', index, 'rules', rule], at: 'key' as const })),
    ),
    ...(config.suppressions ?? []).flatMap(({ rules }, index) =>
      rules.map((rule, item) => ({ rule, path: ['suppressions', index, 'rules', item], at: undefined })),
    ),
  ];
  for (const { rule, path, at } of lists) {
    const message = unknownRule(rule);
    if (message !== undefined) yield { path: pathOf(path), message, ...(at !== undefined && { at }) };
  }
}

function* unknownProfiles({ profile, profiles = [] }: Config, known: readonly string[]): Iterable<FieldMistake> {
  const unknown = (name: string): string => {
    const near = nearName(name, known);
    return `unknown profile ${name}; ${near === undefined ? `known are ${known.join(', ')}` : `did you mean ${near}?`}`;
  };
  if (profile !== undefined && !known.includes(profile)) yield { path: pathOf(['profile']), message: unknown(profile) };
  for (const [index, name] of profiles.entries()) {
    if (!known.includes(name)) yield { path: pathOf(['profiles', index]), message: unknown(name) };
  }
}

function atLine(
  { path, at, message }: FieldMistake,
  document: Document,
  placed: (start: number, end: number, message: string) => ConfigMistake,
): ConfigMistake {
  const { start, end } = locate(document, path, at);
  return placed(start, end, message);
}
