import { child } from '../kube/field-path.js';
import type { DocumentFile } from '../manifest/document.js';
import { type Identified, identify } from '../manifest/identify.js';
import { lineIndex } from '../manifest/position.js';
import type { Resource } from '../manifest/resource.js';
import { kustomizeFiles } from '../project.js';
import { sentence } from '../simulate/admission/check-manifest.js';
import type { Inputs, NotModelled, Rejected } from '../simulate/inputs.js';
import { isScenario } from '../simulate/scenario/read-scenario.js';
import { lineOf, syntaxLines } from './manifests.js';

/** What files hold for a forecast. */
export interface Gathered {
  readonly resources: readonly Resource[];
  /** Objects without apiVersion or kind: no server takes them. */
  readonly rejected: readonly Rejected[];
  /** What kustomize or Helm would make of these files, and nobody does here. */
  readonly notes: readonly NotModelled[];
  /** What does not parse, a line each. */
  readonly broken: readonly string[];
}

/** Sorts what was read: as with `lint`, a patch of a kustomization is no object, and a template of Helm none yet. */
export function gather(files: readonly DocumentFile[]): Gathered {
  const kustomize = kustomizeFiles(files);
  const found = files.map((file) => ({ file, identified: identify(file), part: kustomize.get(file.file) }));
  const whole = found.filter(({ part }) => part === undefined);
  return {
    resources: whole.flatMap(({ identified }) => identified.resources),
    rejected: whole.flatMap(({ identified }) => identified.unidentified.map(rejectedOf)),
    notes: found.flatMap(({ file, identified, part }) => [
      ...notBuilt(file),
      ...(part === undefined ? [] : identified.resources.map((one) => partNote(one, part))),
    ]),
    broken: [
      ...found.flatMap(({ file, identified }) => identified.broken.flatMap((one) => syntaxLines(file, one))),
      ...found.flatMap(({ file }) => file.documents.filter(({ deep }) => deep).map((one) => lineAt(file, one))),
      ...found.flatMap(({ identified }) => identified.resources.flatMap(unknownWord)),
    ],
  };
}

/** The inputs with what was gathered besides resources. */
export function withGathered(inputs: Inputs, { rejected, notes }: Pick<Gathered, 'rejected' | 'notes'>): Inputs {
  return {
    ...inputs,
    rejected: [...inputs.rejected, ...rejected],
    notModelled: [...inputs.notModelled, ...notes],
  };
}

function lineAt(file: DocumentFile, { start }: DocumentFile['documents'][number]): string {
  const { line, column } = lineIndex(file.text).positionOf(start);
  return `${file.file}:${line}:${column}: nested too deep to be a Kubernetes object or a scenario`;
}

/** rollcast's own documents are scenarios. */
function unknownWord(resource: Resource): string[] {
  const { apiVersion, kind } = resource;
  if (!apiVersion.startsWith('rollcast.dev/') || isScenario(resource)) return [];
  return [
    lineOf(resource, { path: child(undefined, 'kind'), message: `unknown kind ${kind}: did you mean Scenario?` }),
  ];
}

function rejectedOf({ resource, errors }: Identified['unidentified'][number]): Rejected {
  const { file, apiVersion, kind, namespace, name, object } = resource;
  return { file: file.file, manifest: { apiVersion, kind, namespace, name, object }, reason: sentence(errors) };
}

function partNote({ file, kind, name = '' }: Resource, effect: string): NotModelled {
  return { file: file.file, resource: `${kind}/${name}`, namespace: undefined, field: '', effect };
}

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/** Fields of a kustomization that only say which files there are. */
const LISTING: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases']);

const NOT_KUSTOMIZED =
  'kustomizations are not built, files are taken as they are written; kustomize build DIR | rollcast simulate - plays what one makes';
const NOT_RENDERED =
  'Helm templates are not played; helm template CHART | rollcast simulate - plays what Helm renders from them';

/** What another tool has to make first. */
function notBuilt({ file, documents }: DocumentFile): NotModelled[] {
  const note = (kind: string, effect: string): NotModelled[] => [
    { file, resource: `${kind}/${file}`, namespace: undefined, field: '', effect },
  ];
  const [first] = documents;
  if (documents.some(({ template }) => template !== undefined)) return note('Template', NOT_RENDERED);
  if (!KUSTOMIZATION.test(file) || first === undefined) return [];
  const { value } = first;
  const changes = typeof value === 'object' && value !== null && Object.keys(value).some((name) => !LISTING.has(name));
  return changes ? note('Kustomization', NOT_KUSTOMIZED) : [];
}
