import type { LabelSelector } from '../kube/types.generated.js';
import type { Resource } from '../manifest/resource.js';
import { type Answer, ELSEWHERE } from './answer.js';
import type { Bundles } from './bundles.js';
import { shareNamespace } from './identity.js';
import type { Kustomization } from './kustomization.js';
import { lazy, remembered } from './once.js';
import type { Presence } from './presence.js';
import { labelIndex, selectorIndex } from './selector-index.js';
import { asKind } from './typed.js';
import { selectsPodsOf, type Workload } from './workload.js';

/** Who selects whose Pods, both ways. */
export interface Selection {
  /** The workloads in the namespace of `from` whose Pods a selector selects. */
  readonly selected: (from: Resource, selector: LabelSelector) => Answer<Workload>;
  /** The same for a Service's selector; `elsewhere` if it has none, or is an alias of a DNS name. */
  readonly podsOf: (service: Resource) => Answer<Workload>;
  /** The Services, disruption budgets and network policies that select Pods of a workload. */
  readonly servicesOf: (workload: Workload) => readonly Resource[];
  readonly budgetsOf: (workload: Workload) => readonly Resource[];
  readonly policiesOf: (workload: Workload) => readonly Resource[];
  /** The other workloads, in the same directory or kustomization, whose own selector takes Pods of this one for theirs. */
  readonly claimantsOf: (workload: Workload) => readonly Workload[];
}

/** Indexes of labels and of selectors. */
export function selection(
  { resources, workloads }: { readonly resources: readonly Resource[]; readonly workloads: readonly Workload[] },
  { areTogether, areBeside, kustomizationsOf }: Bundles,
  { missing, mayHaveMorePods }: Presence,
): Selection {
  const byLabel = lazy(() => labelIndex(workloads, ({ labels }) => labels));
  const services = lazy(() => selecting(resources, serviceSelector));
  const budgets = lazy(() => selecting(resources, budgetSelector));
  const policies = lazy(() => selecting(resources, policySelector));
  const owners = lazy(() => selectorIndex(workloads, ({ selector }) => selector));

  const selected = (from: Resource, written: LabelSelector): Answer<Workload> => {
    const selector = withoutAdded(written, kustomizationsOf(from.file));
    const candidates = byLabel()
      .candidates(selector)
      .filter(({ resource }) => shareNamespace(from.namespace, resource.namespace))
      .filter((workload) => selectsPodsOf(selector, workload));
    const all = candidates.filter(({ resource }) => areTogether(from.file, resource.file));
    if (all.length > 0) return { kind: 'found', all };
    const others = candidates.map(({ resource }) => resource);
    const answer = missing(from, others);
    return answer.kind !== 'elsewhere' && mayHaveMorePods(from) ? ELSEWHERE : answer;
  };

  const selectorsOn = (index: () => Selecting, workload: Workload): readonly Resource[] =>
    index()
      .candidates(workload.labels)
      .filter((other) => shareNamespace(other.resource.namespace, workload.resource.namespace))
      .filter(
        (other) => areTogether(other.resource.file, workload.resource.file) && selectsPodsOf(other.selector, workload),
      )
      .map((other) => other.resource);

  return {
    selected,
    podsOf: remembered((service) => {
      const selector = serviceSelector(service);
      return selector === undefined ? ELSEWHERE : selected(service, selector);
    }),
    servicesOf: (workload) => selectorsOn(services, workload),
    budgetsOf: (workload) => selectorsOn(budgets, workload),
    policiesOf: (workload) => selectorsOn(policies, workload),
    claimantsOf: (workload) =>
      owners()
        .candidates(workload.labels)
        .filter((other) => other !== workload && shareNamespace(other.resource.namespace, workload.resource.namespace))
        .filter((other) => areBeside(other.resource.file, workload.resource.file))
        .filter((other) => selectsPodsOf(other.selector, workload)),
  };
}

/** The selector without labels that a kustomization adds to selectors and Pods alike: the files do not show them. */
function withoutAdded(selector: LabelSelector, makes: readonly Kustomization[]): LabelSelector {
  const isAdded = (key: string, value: string): boolean =>
    makes.some(({ labels }) => Object.hasOwn(labels, key) && labels[key] === value);
  const entries = Object.entries(selector.matchLabels ?? {});
  const kept = entries.filter(([key, value]) => !isAdded(key, value));
  return kept.length === entries.length ? selector : { ...selector, matchLabels: Object.fromEntries(kept) };
}

interface Selecting {
  readonly candidates: (
    labels: Workload['labels'],
  ) => readonly { readonly resource: Resource; readonly selector: LabelSelector | undefined }[];
}

function selecting(
  resources: readonly Resource[],
  selectorOf: (resource: Resource) => LabelSelector | undefined,
): Selecting {
  const all = resources.flatMap((resource) => {
    const selector = selectorOf(resource);
    return selector === undefined ? [] : [{ resource, selector }];
  });
  return selectorIndex(all, ({ selector }) => selector);
}

// A Service without a selector selects nothing; elsewhere an empty selector selects everything in the namespace. An
// ExternalName Service is an alias of a DNS name: its selector means nothing.
function serviceSelector(resource: Resource): LabelSelector | undefined {
  const { selector, type } = asKind(resource, 'v1/Service')?.spec ?? {};
  return type === 'ExternalName' || selector === undefined || Object.keys(selector).length === 0
    ? undefined
    : { matchLabels: selector };
}

function budgetSelector(resource: Resource): LabelSelector | undefined {
  return asKind(resource, 'policy/v1/PodDisruptionBudget')?.spec?.selector;
}

function policySelector(resource: Resource): LabelSelector | undefined {
  return asKind(resource, 'networking.k8s.io/v1/NetworkPolicy')?.spec?.podSelector;
}
