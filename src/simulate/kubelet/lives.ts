import { isGateOn } from '../../kube/gates.js';
import { matchesRequirement, parseSelectorText, type Requirement } from '../../kube/selector.js';
import type { PodSpec } from '../../kube/types.generated.js';
import type { KubernetesVersion } from '../../kube/version.js';
import type { Labels, Metadata } from '../objects/metadata.js';
import type { PodLife } from '../objects/pod.js';
import type { Assumptions, Behaviour, GivenBehaviour } from './behaviour.js';
import { lifeFrom } from './life.js';
import { isJobPod } from './run-to-completion.js';
import { isWildcardMatch } from './wildcard.js';

/** Which pods behave so: by an image with wildcards, by labels, by annotations; all that is given has to match. */
export interface PodMatch {
  readonly image?: string;
  readonly selector?: string;
  readonly namespace?: string;
}

/** One entry of a scenario's `pods:`. */
export interface BehaviourRule {
  readonly match: PodMatch;
  readonly behaviour: Behaviour;
}

/** Gives each pod its life when it is created. */
export interface PodLives {
  readonly lifeOf: (spec: PodSpec, metadata: Metadata, version: KubernetesVersion) => PodLife;
}

/** Lives from assumptions and a scenario's rules; later rules win field by field. `more` may add for single pods. */
export function podLives(
  assumptions: Assumptions,
  rules: readonly BehaviourRule[],
  more?: (spec: PodSpec, metadata: Metadata) => Behaviour,
): PodLives {
  const compiled = rules.map(({ match, behaviour }) => ({ ...compile(match), behaviour }));
  const cache = new WeakMap<PodSpec, WeakMap<Labels, PodLife>>();
  return {
    lifeOf: (spec, metadata, version) => {
      const known = more === undefined ? cache.get(spec)?.get(metadata.labels) : undefined;
      if (known !== undefined) return known;
      const given: GivenBehaviour[] = compiled.filter((rule) => applies(rule, spec, metadata));
      const extra = more?.(spec, metadata);
      const life = lifeFrom(spec, {
        given: extra === undefined ? given : [...given, { behaviour: extra, image: undefined }],
        assumptions,
        isJob: isJobPod(metadata),
        hasSidecars: isGateOn('SidecarContainers', version),
        hasContainerPolicies: isGateOn('ContainerRestartRules', version),
        canRestartAll: isGateOn('RestartAllContainersOnContainerExits', version),
      });
      const bySpec = cache.get(spec) ?? new WeakMap<Labels, PodLife>();
      cache.set(spec, bySpec.set(metadata.labels, life));
      return life;
    },
  };
}

interface CompiledMatch {
  readonly image: string | undefined;
  readonly namespace: string | undefined;
  readonly requirements: readonly Requirement[] | undefined;
}

function compile(match: PodMatch): CompiledMatch {
  const selector = match.selector === undefined ? undefined : parseSelectorText(match.selector);
  const requirements = selector?.kind === 'selector' ? selector.requirements : undefined;
  return { image: match.image, namespace: match.namespace, requirements };
}

function applies(match: CompiledMatch, spec: PodSpec, metadata: Metadata): boolean {
  const { image, namespace, requirements } = match;
  if (namespace !== undefined && namespace !== metadata.namespace) return false;
  if (requirements?.some((requirement) => !matchesRequirement(requirement, metadata.labels))) return false;
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return image === undefined || containers.some((container) => isWildcardMatch(image, container.image ?? ''));
}
