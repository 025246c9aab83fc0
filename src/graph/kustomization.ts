import { arrayOf, isJsonObject, type Json, type JsonObject, stringOf } from '../kube/json.js';
import type { DocumentFile } from '../manifest/document.js';

/** What a kustomization.yaml puts together, read from its text only: nothing is rendered. */
export interface Kustomization {
  readonly file: DocumentFile;
  /** The directory it is in; `''` is the working directory. */
  readonly directory: string;
  /** Files and directories of `resources:`, `bases:` and `components:`, relative to the working directory. */
  readonly resources: readonly string[];
  /** Files of `patches:` and the older spellings: not whole objects. */
  readonly patches: readonly string[];
  /** Files of `transformers:`, `generators:`, `validators:` and `configurations:`: kustomize reads them, no API server. */
  readonly plugins: readonly string[];
  /** Names that `configMapGenerator:` and `secretGenerator:` make. */
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
  /** Labels that it adds to selectors and Pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** What it puts before and after names. */
  readonly namePrefix: string;
  readonly nameSuffix: string;
  /** Does it replace `$(NAME)` itself? */
  readonly hasVariables: boolean;
  /** Does it put other images in? */
  readonly hasImages: boolean;
  /** Something that it adds and these files do not show: remote resources, charts, generators. */
  readonly unseen: string | undefined;
}

const FILE_NAMES: ReadonlySet<string> = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** The kustomizations among the files. */
export function kustomizations(files: readonly DocumentFile[]): readonly Kustomization[] {
  return files.flatMap((file) => {
    if (!FILE_NAMES.has(file.file.slice(file.file.lastIndexOf('/') + 1))) return [];
    const value = file.documents[0]?.value;
    return isJsonObject(value) ? [kustomization(file, value)] : [];
  });
}

function kustomization(file: DocumentFile, object: JsonObject): Kustomization {
  const directory = directoryOf(file.file);
  const named = ['resources', 'bases', 'components', 'crds'].flatMap((field) => strings(object[field]));
  const local = named.filter((name) => !isRemote(name));
  return {
    file,
    directory,
    resources: local.map((name) => resolvePath(directory, name)),
    patches: patchesOf(object).map((name) => resolvePath(directory, name)),
    plugins: pluginsOf(object).map((name) => resolvePath(directory, name)),
    configMaps: objects(object.configMapGenerator).flatMap(({ name }) => stringOf(name) ?? []),
    secrets: objects(object.secretGenerator).flatMap(({ name }) => stringOf(name) ?? []),
    labels: labelsOf(object),
    namePrefix: stringOf(object.namePrefix) ?? '',
    nameSuffix: stringOf(object.nameSuffix) ?? '',
    hasVariables: objects(object.vars).length + objects(object.replacements).length > 0,
    hasImages: objects(object.images).length > 0,
    unseen: unseenOf(object, named.find(isRemote)),
  };
}

function patchesOf(object: JsonObject): string[] {
  const strategicMerge = strings(object.patchesStrategicMerge).filter((text) => !text.includes('\n'));
  const patches = [...objects(object.patches), ...objects(object.patchesJson6902)];
  return [...strategicMerge, ...patches.flatMap(({ path }) => stringOf(path) ?? [])];
}

/** Those with several lines are written in place; folders are kustomizations of their own. */
function pluginsOf(object: JsonObject): string[] {
  const fields = [object.transformers, object.generators, object.validators, object.configurations];
  return fields.flatMap(strings).filter((text) => /^[^\n]+\.ya?ml$/.test(text));
}

function labelsOf(object: JsonObject): Record<string, string> {
  const pairs = objects(object.labels).flatMap((entry) => (isJsonObject(entry.pairs) ? [entry.pairs] : []));
  const common = isJsonObject(object.commonLabels) ? [object.commonLabels] : [];
  const entries = [...common, ...pairs].flatMap((labels) => Object.entries(labels));
  return Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

function unseenOf(object: JsonObject, remote: string | undefined): string | undefined {
  if (remote !== undefined) return `${remote} is not among these files`;
  const field = ['helmCharts', 'helmChartInflationGenerator', 'generators'].find(
    (name) => objects(object[name]).length + strings(object[name]).length > 0,
  );
  return field === undefined ? undefined : `${field} adds resources that these files do not show`;
}

function isRemote(name: string): boolean {
  return /^[a-z+]+:\/\/|^git@|^(github|gitlab|bitbucket)\.(com|org)[/:]|\?ref=/.test(name);
}

function strings(list: Json | undefined): string[] {
  return (arrayOf(list) ?? []).flatMap((item) => stringOf(item) ?? []);
}

function objects(list: Json | undefined): JsonObject[] {
  return (arrayOf(list) ?? []).filter(isJsonObject);
}

/** The directory of a file; `''` for one without. */
export function directoryOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '' : file.slice(0, slash);
}

/** `name` as seen from `directory`: `apps/web` and `../base` make `apps/base`. */
function resolvePath(directory: string, name: string): string {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of name.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
