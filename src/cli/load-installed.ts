/**
 * What the cluster has besides the input: `crds:` and `policies:` of the configuration, `--crds` and `--policies`. It is named
 * one by one, so neither .gitignore files nor `ignore:` leave anything out of it.
 */

import { resolve } from 'node:path';
import { formatPath } from '../kube/field-path.js';
import { installedPolicies, isAdmission } from '../lint/installed.js';
import type { Installed, Settings } from '../lint/settings.js';
import { groupsOfDefinitions, groupsOfVersions } from '../manifest/api-groups.js';
import { identify } from '../manifest/identify.js';
import type { Resource } from '../manifest/resource.js';
import type { Host } from '../source/host.js';
import { select } from '../source/select.js';
import { readText, type SourceText } from '../source/text.js';
import { type InstalledEntry, installedEntries } from './installed-entries.js';
import type { LoadedConfig } from './load-config.js';
import { readFiles, syntaxLines } from './manifests.js';
import type { GivenOptions } from './options.js';

/** What the cluster has, or why it cannot be had, as lines for standard error. */
export type InstalledLoad =
  | {
      readonly kind: 'loaded';
      readonly installed: Installed;
      /** The texts that findings may point to. */
      readonly sources: readonly SourceText[];
      /** Lines for standard error that stop nothing. */
      readonly notices: readonly string[];
    }
  | { readonly kind: 'mistakes'; readonly lines: readonly string[] };

/** Where the names are, and what judges by them. */
export interface InstalledQuery {
  readonly host: Host;
  readonly loaded: LoadedConfig;
  readonly given: GivenOptions;
  readonly settings: Settings;
  /** The input: definitions of groups that it does not use are not read. */
  readonly texts: readonly SourceText[];
}

/** Reads all that is named, and judges the policies: only what an API server takes can be in a cluster. */
export async function loadInstalled(query: InstalledQuery): Promise<InstalledLoad> {
  const { host, settings, texts } = query;
  const named = (['policies', 'crds'] as const).map((setting) => installedEntries(setting, query));
  const [ofPolicies, ofCrds] = named.map(({ entries }) => entries);
  const lines = named.flatMap(({ mistakes }) => mistakes);
  const policies: ReadEntry[] = [];
  for (const entry of ofPolicies ?? []) policies.push(await readEntry(entry, host, () => true));
  const sources = distinct(policies.flatMap((read) => read.sources));
  const mayDefine = definesGroupOf([...texts, ...sources]);
  const crds: ReadEntry[] = [];
  for (const entry of ofCrds ?? []) crds.push(await readEntry(entry, host, mayDefine));
  const all = [...crds, ...policies];
  lines.push(...all.flatMap((read) => read.lines));
  if (lines.length > 0) return { kind: 'mistakes', lines };
  const definitions = resourcesOf(crds).filter(isDefinition);
  const judged = await installedPolicies(resourcesOf(policies), {
    ...settings,
    installed: { crds: definitions, policies: [] },
  });
  if (judged.refused.length > 0) {
    const refused = judged.refused.map(({ file, range: { start }, message }) => {
      return `${file}:${start.line}:${start.column}: the API server refuses this policy: ${message}`;
    });
    return { kind: 'mistakes', lines: refused };
  }
  const notices = all.flatMap((read) => read.notices);
  const [entry, ...others] = ofPolicies ?? [];
  if (entry !== undefined && !judged.accepted.some(isAdmission))
    notices.push(entry.tell(`no admission policy in ${[entry, ...others].map(({ path }) => path).join(', ')}`));
  return { kind: 'loaded', installed: { crds: definitions, policies: judged.accepted }, sources, notices };
}

/** What one entry means. */
interface ReadEntry {
  readonly sources: readonly SourceText[];
  readonly resources: readonly Resource[];
  /** Mistakes. */
  readonly lines: readonly string[];
  readonly notices: readonly string[];
}

type Filter = (source: SourceText) => boolean;

/** Reads a file, or those files of a folder or glob that `wanted` takes. */
async function readEntry({ setting, path, tell }: InstalledEntry, host: Host, wanted: Filter): Promise<ReadEntry> {
  const { files, links, problems } = await select([path], { cwd: host.cwd, takesUntracked: true });
  const lines = problems.map(tell);
  const notices = links.map((file) => tell(`${file}: a symbolic link out of the folder is not followed`));
  const sources: SourceText[] = [];
  const isFile = files[0]?.path === resolve(host.cwd, path);
  let isSpokenOf = false;
  for (const { path: at, file } of files) {
    const outcome = readText(at, file);
    if (outcome.kind !== 'text') {
      lines.push(tell(outcome.kind === 'unreadable' ? outcome.message : `${file}: ${outcome.reason}`));
      continue;
    }
    isSpokenOf ||= outcome.source.text.includes('CustomResourceDefinition');
    if (isFile || wanted(outcome.source)) sources.push(outcome.source);
  }
  if (lines.length > 0) return { sources, resources: [], lines, notices };
  const read = await readSources(sources, tell);
  if (isFile) read.lines.push(...read.notices.splice(0));
  if (files.length === 0) read.lines.push(tell(`no .yaml, .yml or .json file in ${path}`));
  if (setting === 'crds' && read.lines.length === 0) {
    const message = `no CustomResourceDefinition of apiextensions.k8s.io/v1 in ${path}`;
    if (isFile && !read.resources.some(isDefinition)) read.lines.push(tell(message));
    else if (!isSpokenOf) notices.push(tell(message));
  }
  return { ...read, sources, notices: [...notices, ...read.notices] };
}

async function readSources(sources: readonly SourceText[], tell: InstalledEntry['tell']) {
  const resources: Resource[] = [];
  const lines: string[] = [];
  const notices: string[] = [];
  for (const file of await readFiles(sources)) {
    const identified = identify(file);
    const broken = identified.broken.flatMap((document) => syntaxLines(file, document));
    if (broken.length > 0) lines.push(tell(`${file.file} does not parse`), ...broken);
    if (file.documents.some(({ template }) => template !== undefined))
      notices.push(tell(`${file.file} is a Helm template: not read`));
    resources.push(...identified.resources);
  }
  return { resources, lines, notices };
}

/** Each file once, although several entries name it. */
function resourcesOf(reads: readonly ReadEntry[]): readonly Resource[] {
  const byPlace = new Map<string, Resource>();
  for (const resource of reads.flatMap(({ resources }) => resources)) {
    const { file, document, at } = resource;
    byPlace.set(`${file.file}\n${document.index}\n${at === undefined ? '' : formatPath(at)}`, resource);
  }
  return [...byPlace.values()];
}

function distinct(sources: readonly SourceText[]): readonly SourceText[] {
  return [...new Map(sources.map((source) => [source.file, source])).values()];
}

function isDefinition({ apiVersion, kind }: Resource): boolean {
  return kind === 'CustomResourceDefinition' && apiVersion === 'apiextensions.k8s.io/v1';
}

/** May a text define a kind of a group that the input uses? Reading a definition costs much more than looking for its group. */
function definesGroupOf(input: readonly SourceText[]): Filter {
  const used = new Set<string>();
  for (const { text } of input) {
    const groups = groupsOfVersions(text);
    if (groups === undefined) return () => true;
    for (const group of groups) used.add(group);
  }
  return ({ text }) => {
    const defined = groupsOfDefinitions(text);
    return defined === undefined || [...defined].some((group) => used.has(group));
  };
}
