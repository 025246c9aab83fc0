/** From manifests, a scenario and assumptions to what is to be played. */

import { objectOf } from '../kube/json.js';
import { podTemplate } from '../kube/pod-template.js';
import type { PodSpec } from '../kube/types.generated.js';
import type { KubernetesVersion } from '../kube/version.js';
import { applyManifest } from './admission/admit-manifest.js';
import type { Manifest } from './admission/manifest.js';
import { namedRefusal, refusalsText } from './admission/named-refusal.js';
import { isUnsized, USUAL_ALLOCATABLE } from './admission/objects/node.js';
import { defaultCluster } from './default-cluster.js';
import type { Plan } from './forecast.js';
import type { PlacedManifest } from './inputs.js';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './kubelet/behaviour.js';
import type { PodLives } from './kubelet/lives.js';
import type { Limits } from './loop.js';
import type { Labels } from './objects/metadata.js';
import { type ClusterNode, nodeManifests } from './scenario/cluster.js';
import type { Scenario } from './scenario/read-scenario.js';
import type { ManifestsOf, Step } from './scenario/step.js';
import { classesNotGiven } from './volumes/assumed.js';
import { type Fault, faultSteps } from './what-if/fault.js';
import { livesOf } from './what-if/template-change.js';
import { type WorkloadAssumption, workloadLives } from './workload-lives.js';
import { DEFAULT_START, type PodSecurityDefault } from './world.js';

/** Something that was taken for granted, to be printed. */
export interface Assumption {
  readonly name: string;
  readonly value: number | string;
  readonly source: 'default' | 'option' | 'scenario';
}

/** What a plan is made of. */
export interface Ingredients {
  readonly version: KubernetesVersion;
  /** What an option says; `undefined` leaves it to the scenario. */
  readonly seed: number | undefined;
  /** Assumptions that an option sets. */
  readonly assume: Partial<Assumptions>;
  /** Assumptions that options set for single workloads; of one workload they are merged. */
  readonly assumeOf?: readonly WorkloadAssumption[];
  readonly scenario: Scenario | undefined;
  /** Faults after a first apply. */
  readonly faults?: readonly Fault[];
  /** What was given on the command line, in order. */
  readonly manifests: readonly PlacedManifest[];
  readonly manifestsOf: ManifestsOf;
  /** Labels of the namespaces that are given, by name. */
  readonly namespaces?: ReadonlyMap<string, Labels>;
  /** What the cluster enforces besides. */
  readonly podSecurity?: PodSecurityDefault | undefined;
  readonly limits: Limits;
}

/** A plan and what it takes for granted. */
export interface Planned {
  readonly plan: Plan;
  readonly assumptions: readonly Assumption[];
  /** How the same pods behave if none of them ever gets ready. */
  readonly brokenLives: PodLives;
}

/** Without a scenario, or with one that applies nothing: everything given is applied at the start. */
export function planOf(ingredients: Ingredients): Planned {
  const { version, seed, assume, assumeOf = [], scenario, faults = [], manifests, limits } = ingredients;
  const assumed = { ...DEFAULT_ASSUMPTIONS, ...scenario?.assume, ...assume };
  const given = manifests.filter((manifest) => manifest.kind === 'Node');
  const toApply = manifests.filter((manifest) => manifest.kind !== 'Node');
  const steps = [...stepsOf(scenario, toApply, ingredients.manifestsOf), ...faultSteps(faults)];
  const files = scenario?.files.flatMap((file) => ingredients.manifestsOf(file)) ?? [];
  const made = defaultCluster([...toApply, ...files]);
  const cluster = scenario?.nodes ?? made.nodes;
  const described = scenario?.nodes === undefined ? made.manifests : nodeManifests(scenario.nodes);
  const nodes = given.length > 0 ? given : described;
  const rules = scenario?.rules ?? [];
  const usualLives = workloadLives(assumed, rules, assumeOf);
  const brokenLives = workloadLives(assumed, [...rules, { match: {}, behaviour: { readyMs: 'never' } }], assumeOf);
  const isBroken = faults.some(({ kind }) => kind === 'new-pods');
  const lives = isBroken ? livesOf(usualLives, brokenLives) : usualLives;
  const startsAt = scenario?.startsAt ?? DEFAULT_START;
  const { namespaces, podSecurity } = ingredients;
  const settings = {
    seed: seed ?? scenario?.seed ?? 1,
    version,
    lives,
    startsAt,
    ...(namespaces !== undefined && { namespaces }),
    ...(podSecurity !== undefined && { podSecurity }),
    configObjects: configObjects([...toApply, ...files]),
  };
  const plan: Plan = { settings, nodes, steps, limits };
  const kinds = new Set([...toApply, ...files].map(({ kind }) => kind));
  const isNeeded = ({ name, source }: Assumption) =>
    source !== 'default' ||
    (name === 'jobRunSeconds'
      ? kinds.has('Job') || kinds.has('CronJob')
      : name !== 'readinessGateSeconds' || podSpecs([...toApply, ...files]).some(hasGates));
  const assumptions = [
    ...assumptionsOf(assumed, assume, scenario?.assume ?? {}).filter(isNeeded),
    ...podAssumptions([...toApply, ...files], scenario),
    ...assumeOf.flatMap(ofWorkload),
    ...(kinds.has('CronJob') || kinds.has('ScaledObject') ? [clockAssumption(startsAt, scenario)] : []),
    ...zoneAssumption([...toApply, ...files]),
    clusterAssumption(ingredients, given, cluster),
    ...(nodes === made.manifests ? labelAssumption(made.labels) : []),
    ...storageAssumption([...toApply, ...files]),
  ];
  return { plan, assumptions, brokenLives };
}

function stepsOf(
  scenario: Scenario | undefined,
  manifests: readonly PlacedManifest[],
  manifestsOf: ManifestsOf,
): Step[] {
  const steps: Step[] = (scenario?.steps ?? []).map(({ start, step }) => ({
    text: step.text,
    start,
    waitMs: step.waitMs ?? 0,
    perform: (world, seen) => step.perform(world, manifestsOf, seen),
    ...(step.begin !== undefined && { begin: step.begin }),
  }));
  if (manifests.length === 0 || (scenario !== undefined && scenario.files.length > 0)) return steps;
  return [applyAll(manifests), ...steps];
}

function applyAll(manifests: readonly PlacedManifest[]): Step {
  const files = [...new Set(manifests.map((manifest) => manifest.file))];
  return {
    text: `apply ${files.length > 3 ? `${files.length} files` : files.join(', ')}`,
    start: { kind: 'settled' },
    waitMs: 0,
    perform: function* (world) {
      const refused: string[] = [];
      for (const manifest of manifests) {
        const message = yield* applyManifest(manifest, world);
        if (message !== undefined) refused.push(manifests.length > 1 ? namedRefusal(manifest, message) : message);
      }
      return refusalsText(refused);
    },
  };
}

function assumptionsOf(
  assumed: Assumptions,
  byOption: Partial<Assumptions>,
  byScenario: Partial<Assumptions>,
): Assumption[] {
  const sourceOf = (name: string) =>
    Object.hasOwn(byOption, name) ? 'option' : Object.hasOwn(byScenario, name) ? 'scenario' : 'default';
  return Object.entries(assumed).map(([name, value]) => ({
    name,
    value: Number.isFinite(value) ? value : 'never',
    source: sourceOf(name),
  }));
}

function ofWorkload({ target, assume }: WorkloadAssumption): Assumption[] {
  return Object.entries(assume).map(([name, value]) => ({ name: `${target.text}:${name}`, value, source: 'option' }));
}

function podSpecs(manifests: readonly Manifest[]): PodSpec[] {
  return manifests.flatMap(({ apiVersion, kind, object }) => {
    const template = podTemplate({ apiVersion, kind, ...object });
    // The template of an object that the API server has accepted.
    return template === undefined ? [] : [template.spec as PodSpec];
  });
}

function hasGates({ readinessGates = [] }: PodSpec): boolean {
  return readinessGates.length > 0;
}

/** What is taken for granted of pods beyond the delays, where it matters. */
function podAssumptions(manifests: readonly Manifest[], scenario: Scenario | undefined): Assumption[] {
  const containers = podSpecs(manifests).flatMap((spec) => [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
  ]);
  const isJob = manifests.some(({ kind }) => kind === 'Job' || kind === 'CronJob');
  const hasHook = (name: 'preStop' | 'postStart') =>
    containers.some(({ lifecycle }) => {
      const hook = lifecycle?.[name];
      return hook !== undefined && hook !== null && (name === 'postStart' || hook.sleep === undefined);
    });
  const given = [
    ...(isJob ? [['jobExitCode', '0']] : []),
    ...(hasHook('preStop') ? [['preStop', 'takes what a sleep in it says, otherwise no time']] : []),
    ...(hasHook('postStart') ? [['postStart', 'takes no time']] : []),
    ...(scenario?.steps.some(({ step }) => step.isAboutUsage === true) === true ? [['podUsage', 'as requested']] : []),
  ];
  return given.map(([name = '', value = '']) => ({ name, value, source: 'default' }));
}

function clockAssumption(startsAt: number, scenario: Scenario | undefined): Assumption {
  const value = new Date(startsAt).toISOString().replace('.000Z', 'Z');
  return { name: 'startsAt', value, source: scenario?.startsAt === undefined ? 'default' : 'scenario' };
}

function configObjects(manifests: readonly Manifest[]): Set<string> {
  return new Set(
    manifests.flatMap(({ kind, namespace = 'default', name }) =>
      (kind === 'ConfigMap' || kind === 'Secret') && name !== undefined ? [`${kind}/${namespace}/${name}`] : [],
    ),
  );
}

/** Whose clock schedules go by that name none. */
function zoneAssumption(manifests: readonly Manifest[]): Assumption[] {
  const isZoneless = manifests.some(
    ({ kind, object }) => kind === 'CronJob' && objectOf(object.spec)?.timeZone === undefined,
  );
  if (!isZoneless) return [];
  return [{ name: 'timeZone', value: 'UTC where a CronJob names none', source: 'default' }];
}

/** A typo in a nodeSelector fits as well: so it is said. */
function labelAssumption(labels: Readonly<Record<string, string>>): Assumption[] {
  const texts = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  if (texts.length === 0) return [];
  return [{ name: 'nodeLabels', value: `${texts.join(', ')}, as pods ask for`, source: 'default' }];
}

/** Storage that is not among the files. */
function storageAssumption(manifests: readonly Manifest[]): Assumption[] {
  const classes = classesNotGiven(manifests).map((name) => name || 'the default');
  if (classes.length === 0) return [];
  const value = `${classes.join(', ')}: volumes at once, within reach of every node, ReadWriteOnce of one at a time`;
  return [{ name: 'storageClasses', value, source: 'default' }];
}

function clusterAssumption(
  { scenario }: Ingredients,
  given: readonly Manifest[],
  nodes: readonly ClusterNode[],
): Assumption {
  if (given.length > 0) {
    const unsized = given.filter(({ object }) => isUnsized(object)).length;
    const { cpu, memory, pods } = USUAL_ALLOCATABLE;
    const size =
      unsized === 0 ? '' : `, ${unsized} of them without status.allocatable: ${cpu} CPU, ${memory}, ${pods} pods`;
    return { name: 'nodes', value: `${given.length} as given${size}`, source: 'scenario' };
  }
  const value = nodes.map(({ count, cpu, memory }) => `${count} of ${cpu} CPU, ${memory}`).join('; ');
  return { name: 'nodes', value, source: scenario?.nodes === undefined ? 'default' : 'scenario' };
}
