import { buildGraph, type Graph } from './graph/graph.js';
import { kustomizations } from './graph/kustomization.js';
import { formatMinor } from './kube/version.js';
import { type AdmissionInput, admissionOutcome } from './lint/admission.js';
import type { Change } from './lint/changes.js';
import { type Extensions, extensionsFor } from './lint/extensions.js';
import type { NotChecked } from './lint/finding.js';
import { finish } from './lint/finish.js';
import { type Judge, type Judgement, judge } from './lint/judge.js';
import { bySeverity } from './lint/known.js';
import { type PlacedFinding, type Placer, placer } from './lint/place.js';
import type { Failure, Report } from './lint/report.js';
import { ruleOf, unknownRule } from './lint/rule-list.js';
import { RULES } from './lint/rules.generated.js';
import { runRules } from './lint/run-rules.js';
import type { Settings } from './lint/settings.js';
import { textFindings } from './lint/text-findings.js';
import type { DocumentFile } from './manifest/document.js';
import { type Identified, identify } from './manifest/identify.js';
import { readDocuments } from './manifest/read.js';
import type { Resource } from './manifest/resource.js';

/** A text to lint. */
export interface ProjectText {
  /** Its name in findings: relative to the working directory, `/` separators. */
  readonly file: string;
  readonly text: string;
  /** Where the first byte that is no UTF-8 stands, if any does: UTF-16 offset. */
  readonly invalidAt?: number;
}

/** What one file holds: everything that can be known without the others. */
interface FileFacts {
  readonly file: DocumentFile;
  readonly identified: Identified;
  readonly notChecked: readonly NotChecked[];
}

/** What one run gathers. */
interface Run {
  readonly settings: Settings;
  readonly placer: Placer;
  readonly findings: PlacedFinding[];
  readonly failures: Failure[];
}

/**
 * Lints texts as one project: reads each, judges each object as the API server would, relates them, runs the rules.
 * The same report whatever the order of the texts.
 */
export async function lintTexts(texts: readonly ProjectText[], settings: Settings): Promise<Report> {
  return (await lintAll(texts, settings)).report;
}

/** The texts of one state of a project. */
export interface ProjectState {
  readonly texts: readonly ProjectText[];
  /** A file's path below what was asked for: the same file has the same in another state. */
  readonly placeOf: (file: string) => string;
}

/** What a change of a project amounts to. */
export interface ProjectChange {
  readonly changes: readonly Change[];
  /** The objects of each state as written, without patches of kustomizations. */
  readonly before: readonly Resource[];
  readonly after: readonly Resource[];
  /** Findings about the new state, refused changes among them. */
  readonly report: Report;
}

/** Lints `after` as what `before` turns into: a field that may not change is a finding too. */
export async function lintChange(
  before: ProjectState,
  after: ProjectState,
  settings: Settings,
): Promise<ProjectChange> {
  const { changesBetween } = await import('./lint/changes.js');
  const { asUpdate, updateProblems } = await import('./lint/update-problems.js');
  const earlier = await lintAll(before.texts, settings);
  const placed = (judgements: readonly Judgement[], state: ProjectState) =>
    judgements.flatMap(({ resource }) =>
      resource === undefined ? [] : [{ resource, place: state.placeOf(resource.file.file) }],
    );
  const accepted = new Set(earlier.judgements.flatMap(({ resource, isValid }) => (isValid ? (resource ?? []) : [])));
  let changes: readonly Change[] = [];
  const { report, written } = await lintAll(after.texts, settings, (judgements, { crds }) => {
    changes = changesBetween(placed(earlier.judgements, before), placed(judgements, after));
    const from = new Map<Resource, Resource>();
    const replaced = new Map<Resource, Resource>();
    for (const change of changes) {
      const isThere = 'from' in change && accepted.has(change.from);
      if (isThere) from.set(change.subject, change.from);
      if (change.kind === 'unchanged') replaced.set(change.subject, change.subject);
      else if (isThere) replaced.set(change.subject, change.from);
    }
    const updated = judgements.map((judgement) => {
      const before = judgement.resource && from.get(judgement.resource);
      if (before === undefined || judgement.resource === undefined) return judgement;
      // Only a definition that has become stricter finds fault with what stays as it is.
      const isUnchanged = replaced.get(judgement.resource) === judgement.resource;
      if (isUnchanged && judgement.findings.length === 0) return judgement;
      return asUpdate(judgement, updateProblems(before, judgement.resource, { settings, crds }));
    });
    return { judgements: updated, replaced };
  });
  return { changes, before: earlier.written, after: written, report };
}

/** A report and the judgements it is made of. */
interface Linted {
  readonly report: Report;
  readonly judgements: readonly Judgement[];
  /** The objects as written. */
  readonly written: readonly Resource[];
}

/** Judgements of objects some of which are there already. */
interface Updates {
  readonly judgements: readonly Judgement[];
  readonly replaced: AdmissionInput['replaced'];
}

const NOTHING_REPLACED: AdmissionInput['replaced'] = new Map();

async function lintAll(
  texts: readonly ProjectText[],
  settings: Settings,
  asUpdates: (judgements: readonly Judgement[], extensions: Extensions) => Updates = (judgements) => {
    return { judgements, replaced: NOTHING_REPLACED };
  },
): Promise<Linted> {
  const run: Run = { settings, placer: placer(), findings: [], failures: [] };
  const files = await readTexts(texts);
  const kustomize = kustomizeFiles(files);
  const facts = files.map((file) => factsOf(file, kustomize));
  const written = facts.flatMap(({ identified }) => identified.resources);
  const extensions = await extensionsFor(written, settings.kubernetesVersion, settings.installed?.crds);
  const { judgements, replaced } = asUpdates(judged(facts, extensions, run), extensions);
  for (const { findings, failure } of judgements) {
    for (const found of findings) run.findings.push(run.placer.ofResource(found));
    if (failure !== undefined) run.failures.push(failure);
  }
  const resources = judgements.flatMap(({ resource }) => resource ?? []);
  const graph = buildGraph({ files, resources, configured: settings.bundles, hidden: hidden(facts) });
  const valid = judgements.flatMap(({ resource, isValid }) => (isValid && resource !== undefined ? [resource] : []));
  const admission = await admissionOutcome({ resources: valid, replaced, graph, extensions, settings });
  run.findings.push(...admission.problems.map(run.placer.ofResource));
  run.failures.push(...admission.failures);
  const notChecked = [
    ...facts.flatMap((fact) => fact.notChecked),
    ...judgements.flatMap((one) => one.notChecked ?? []),
    ...admission.notChecked,
  ];
  const withheld = join(resources, graph, run);
  const { findings, suppressed } = finish(run.findings, {
    files,
    settings,
    placer: run.placer,
    dialsOf: ruleOf,
    unknownRule,
  });
  const report: Report = {
    kubernetesVersion: formatMinor(settings.kubernetesVersion),
    summary: {
      files: files.length,
      documents: files.reduce((sum, { documents }) => sum + documents.length, 0),
      resources: judgements.length,
      notChecked: notChecked.length,
      ...bySeverity(findings),
      suppressed,
      baselined: 0,
      withheld,
    },
    findings,
    notChecked: notChecked.sort(byDocument),
    failures: run.failures.sort((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule)),
  };
  return { report, judgements, written };
}

/** Documents of all texts, sorted by file name. */
async function readTexts(texts: readonly ProjectText[]): Promise<DocumentFile[]> {
  const sorted = [...texts].sort((a, b) => compare(a.file, b.file));
  const files: DocumentFile[] = [];
  for (const { file, text, invalidAt } of sorted) {
    const outcome = invalidAt === undefined ? readDocuments(file, text) : undefined;
    if (outcome?.kind === 'read') files.push(outcome.file);
    else if (invalidAt !== undefined) files.push(notUtf8(file, text, invalidAt));
    else files.push((await import('./manifest/exact.js')).readDocumentsExactly(file, text));
  }
  return files;
}

/** A file with bytes that are no UTF-8: one document that cannot be read. */
function notUtf8(file: string, text: string, at: number): DocumentFile {
  const message = 'these bytes are no UTF-8: save the file as UTF-8';
  const document = {
    index: 0,
    start: 0,
    end: text.length,
    value: undefined,
    tape: { offsets: new Int32Array(), keys: [] },
    problems: [{ kind: 'syntax', start: at, end: at + 1, message }],
    directives: [],
  } as const;
  return { file, text, documents: [document] };
}

/** The files that are for kustomize alone, by kustomizations among these, and what they are. */
export function kustomizeFiles(files: readonly DocumentFile[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { file, patches, plugins } of kustomizations(files)) {
    for (const name of plugins) found.set(name, `read by kustomize for ${file.file}, not by the API server`);
    for (const name of patches) found.set(name, `patch of ${file.file}: not a whole object`);
  }
  return found;
}

function factsOf(file: DocumentFile, kustomize: ReadonlyMap<string, string>): FileFacts {
  const identified = identify(file);
  const unjudged = identified.notChecked.map(({ document, reason }) => ({ file: file.file, document, reason }));
  const reason = kustomize.get(file.file);
  if (reason === undefined) return { file, identified, notChecked: unjudged };
  const objects = [...identified.resources, ...identified.unidentified.map(({ resource }) => resource)];
  const documents = [...new Set(objects.map(({ document }) => document.index))];
  const partial = documents.map((document) => ({ file: file.file, document, reason }));
  return {
    file,
    identified: { ...identified, resources: [], unidentified: [] },
    notChecked: [...unjudged, ...partial],
  };
}

/** Judges every object by itself; reports on the text it stands in. */
function judged(facts: readonly FileFacts[], extensions: Extensions, run: Run): Judgement[] {
  const judging: Judge = judge(extensions, run.settings);
  const judgements: Judgement[] = [];
  for (const { file, identified, notChecked } of facts) {
    const skipped = new Set(notChecked.map(({ document }) => document));
    run.findings.push(...textFindings(file, skipped, run));
    for (const unidentified of identified.unidentified) judgements.push(judging.unidentified(unidentified));
    for (const resource of identified.resources) judgements.push(judging.resource(resource));
  }
  return judgements;
}

/** Files with objects that cannot be known: what refers to them is not missing for sure. */
function hidden(facts: readonly FileFacts[]): { readonly file: string; readonly reason: string }[] {
  return facts
    .filter(({ file }) => file.documents.some(({ template }) => template !== undefined))
    .map(({ file }) => ({ file: file.file, reason: 'is a Helm template' }));
}

/** Runs the rules over all resources; returns how many problems were withheld. */
function join(
  resources: readonly Resource[],
  graph: Graph,
  { settings, placer: places, findings, failures }: Run,
): number {
  let withheld = 0;
  const version = settings.kubernetesVersion;
  for (const outcome of runRules({ resources, graph, version, settings, rules: RULES })) {
    const { resource, rule } = outcome;
    if (outcome.kind === 'withheld') withheld++;
    else if (outcome.kind === 'problem') findings.push(places.ofResource({ ...outcome, rule: rule.id }));
    else failures.push({ rule: rule.id, file: resource.file.file, message: messageOf(outcome.error) });
  }
  return withheld;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function byDocument(a: NotChecked, b: NotChecked): number {
  return compare(a.file, b.file) || a.document - b.document || compare(a.reason, b.reason);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
