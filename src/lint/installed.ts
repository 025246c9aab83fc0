// What the cluster has of admission, as the configuration names it: policies, bindings, params, Namespaces. It has to be what
// an API server takes, or nobody could say what it decides.
import { groupOf } from '../kube/api-version.js';
import { objectOf, stringOf } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';
import { extensionsFor } from './extensions.js';
import type { Range } from './finding.js';
import { judge } from './judge.js';
import { placer } from './place.js';
import type { Settings } from './settings.js';

const GROUP = 'admissionregistration.k8s.io';
const KINDS: ReadonlySet<string> = new Set([
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
]);

/** What admission can make use of, and why the API server refuses some of it. */
export interface InstalledPolicies {
  /** Decoded. */
  readonly accepted: readonly Resource[];
  readonly refused: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
}

/** Judges what is to be in force; other kinds are ignored. */
export async function installedPolicies(written: readonly Resource[], settings: Settings): Promise<InstalledPolicies> {
  const paramKinds = new Set(written.filter(isAdmission).map(paramKindOf));
  const used = written.filter(
    (one) => isAdmission(one) || isNamespace(one) || paramKinds.has(`${one.apiVersion} ${one.kind}`),
  );
  const extensions = await extensionsFor(used, settings.kubernetesVersion, settings.installed?.crds);
  // A rule that is off makes no policy right.
  const judging = judge(extensions, { ...settings, profiles: ['recommended'], rules: new Map(), overrides: [] });
  const { ofResource } = placer();
  const judgements = used.map((one) => judging.resource(one));
  return {
    accepted: judgements.flatMap(({ resource }) => resource ?? []),
    refused: judgements
      .flatMap(({ findings }) => findings)
      // What is never applied decides nothing, right or wrong.
      .filter(({ rule, resource }) => rule.startsWith('api/') && !resource.kind.startsWith('Mutating'))
      .map(ofResource)
      .map(({ file, range, path, message }) => ({ file, range, message: path ? `${path}: ${message}` : message })),
  };
}

/** Is it a policy or a binding? */
export function isAdmission({ apiVersion, kind }: Resource): boolean {
  return groupOf(apiVersion) === GROUP && KINDS.has(kind);
}

function isNamespace({ apiVersion, kind }: Resource): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}

function paramKindOf({ object }: Resource): string {
  const paramKind = objectOf(objectOf(object.spec)?.paramKind);
  return `${stringOf(paramKind?.apiVersion)} ${stringOf(paramKind?.kind)}`;
}
