// What admission says of objects that the API server otherwise takes: Pod Security and admission policies. Both depend on
// other objects of the input, so they come after the objects were related; what evaluates them is loaded where it is asked for.
import type { Graph } from '../graph/graph.js';
import { objectOf } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';
import type { Extensions } from './extensions.js';
import type { NotChecked } from './finding.js';
import type { ResourceProblem } from './place.js';
import type { Failure } from './report.js';
import type { Settings } from './settings.js';

/** What admission judges. */
export interface AdmissionInput {
  /** The objects that validation accepts; only they get as far as admission, and only they are in force there. */
  readonly resources: readonly Resource[];
  /** What is there already of them: an update of what is not the same object, no request at all for what is. */
  readonly replaced: ReadonlyMap<Resource, Resource>;
  readonly graph: Graph;
  readonly extensions: Extensions;
  readonly settings: Settings;
}

/** What came of it. */
export interface AdmissionOutcome {
  readonly problems: readonly ResourceProblem[];
  readonly notChecked: readonly NotChecked[];
  readonly failures: readonly Failure[];
}

const POLICY_KINDS: ReadonlySet<string> = new Set(['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy']);
const NONE: readonly Resource[] = [];

function isPolicy({ kind }: Resource): boolean {
  return POLICY_KINDS.has(kind);
}

/** Judges objects by the policies of the input, of the cluster and of the settings. */
export async function admissionOutcome(input: AdmissionInput): Promise<AdmissionOutcome> {
  const outcomes: AdmissionOutcome[] = [];
  if (input.settings.podSecurity !== undefined || input.resources.some(enforcesPodSecurity)) {
    outcomes.push((await import('./pod-security.js')).podSecurityOutcome(input));
  }
  const installed = input.settings.installed?.policies ?? NONE;
  if (input.resources.some(isPolicy) || installed.some(isPolicy)) {
    outcomes.push((await import('./admission-policies.js')).policyOutcome(input));
  }
  return {
    problems: outcomes.flatMap(({ problems }) => problems),
    notChecked: outcomes.flatMap(({ notChecked }) => notChecked),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

function enforcesPodSecurity({ apiVersion, kind, object }: Resource): boolean {
  if (apiVersion !== 'v1' || kind !== 'Namespace') return false;
  const labels = objectOf(objectOf(object.metadata)?.labels) ?? {};
  return Object.hasOwn(labels, 'pod-security.kubernetes.io/enforce');
}
