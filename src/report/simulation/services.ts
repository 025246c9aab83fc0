/** What becomes of the traffic of each Service: whether anybody answers, and who shares it. */

import { objectOf } from '../../kube/json.js';
import type { NotModelled, Rejected } from '../../simulate/inputs.js';
import type { SimulationReport } from '../../simulate/report.js';
import type { Share } from '../../simulate/services/endpoints.js';
import type { HeldSample, ServiceVerdict } from '../../simulate/services/service-verdict.js';
import { clock } from './clock.js';

/** A Service of which there is something to say. */
export interface ServiceAnswer {
  /** `Service shop/web` */
  readonly title: string;
  /** Without an end: `no ready endpoint for 15s (first at 10s); …` */
  readonly text: string;
  /** Did nobody answer at some time since it was first up, or never anybody? */
  readonly isTrouble: boolean;
}

/** The Services that lose endpoints, never have any, or whose traffic is shared or goes to somebody else; those with trouble first. */
export function serviceAnswers({ services, notModelled, rejected }: SimulationReport): ServiceAnswer[] {
  const answers = services.flatMap((verdict): ServiceAnswer[] => {
    const { namespace, name, usual, lowest, samples } = verdict;
    const refused = usual > 0 || verdict.hasPods ? undefined : rejected.find((one) => wouldServe(one, verdict));
    if (refused !== undefined) {
      const { kind, name: maker = '' } = refused.manifest;
      const text = `never has a ready endpoint: ${kind}/${maker}, whose pods have ${verdict.selector}, is rejected`;
      return [{ title: `Service ${namespace}/${name}`, text, isTrouble: true }];
    }
    // Whatever makes pods without being simulated may make these.
    const strangers = notModelled.filter((one) => mayMakePods(one) && (one.namespace ?? 'default') === namespace);
    if (usual === 0 && !verdict.hasPods && strangers.length > 0) {
      const kinds = [...new Set(strangers.map(({ resource }) => resource.split('/')[0] ?? ''))].sort();
      const text = `unknown: no pod has ${verdict.selector}, but ${listed(kinds)} ${kinds.length === 1 ? 'is' : 'are'} not simulated`;
      return [{ title: `Service ${namespace}/${name}`, text, isTrouble: false }];
    }
    const texts = [loss(verdict), ...(usual === 0 ? [] : sharing(samples))].filter((text) => text !== '');
    if (texts.length === 0) return [];
    return [
      { title: `Service ${namespace}/${name}`, text: texts.join('; '), isTrouble: lowest === 0 && !isWanted(samples) },
    ];
  });
  return answers.sort((one, other) => Number(other.isTrouble) - Number(one.isTrouble));
}

/** Does a rejected manifest make pods with these labels? */
function wouldServe({ manifest }: Rejected, { namespace, selector }: ServiceVerdict): boolean {
  if ((manifest.namespace ?? 'default') !== namespace || selector === '') return false;
  const template = manifest.kind === 'Pod' ? manifest.object : objectOf(objectOf(manifest.object.spec)?.template);
  const labels = objectOf(objectOf(template?.metadata)?.labels) ?? {};
  return selector.split(',').every((pair) => {
    const equals = pair.indexOf('=');
    const label = pair.slice(0, equals);
    return Object.hasOwn(labels, label) && labels[label] === pair.slice(equals + 1);
  });
}

/** A kind that is not simulated; those of Kubernetes itself make no pods. */
function mayMakePods({ field, effect }: NotModelled): boolean {
  const apiVersion = (field === '' && /^(\S+) \S+ is not simulated: /.exec(effect)?.[1]) || '';
  return apiVersion.includes('.') && !/^[^/]*(?:^|\.)k8s\.io\//.test(apiVersion);
}

function loss({ usual, lowest, lowestAt, emptyMs, samples, hasPods, selector }: ServiceVerdict): string {
  if (usual === 0)
    return `never has a ready endpoint: ${hasPods ? 'none of its pods gets ready' : `no pod has ${selector} at the end`}`;
  if (lowest >= usual) return '';
  if (lowest > 0) return `never fewer than ${lowest} of ${usual} ready endpoints (lowest at ${clock(lowestAt)})`;
  const last = samples.at(-1);
  const isForGood = last?.endpoints === 0 && last.at === lowestAt;
  if (isWanted(samples)) {
    const workloads = [...new Set(samples.flatMap(({ scaledToZero }) => scaledToZero))].sort();
    const until = isForGood ? `from ${clock(lowestAt)} on` : `for ${clock(emptyMs)} (first at ${clock(lowestAt)})`;
    return `no ready endpoint ${until}, as ${listed(workloads)} ${workloads.length === 1 ? 'is' : 'are'} scaled to 0`;
  }
  if (isForGood) return `no ready endpoint from ${clock(lowestAt)} on: nobody answers`;
  return `no ready endpoint for ${clock(emptyMs)} (first at ${clock(lowestAt)}): nobody answers`;
}

/** Is nobody meant to answer whenever nobody does, once somebody did? */
function isWanted(samples: readonly HeldSample[]): boolean {
  const since = samples.slice(samples.findIndex(({ endpoints }) => endpoints > 0));
  const empty = since.filter(({ endpoints }) => endpoints === 0);
  return empty.length > 0 && empty.every(({ scaledToZero }) => scaledToZero.length > 0);
}

/** Who shared the traffic on the way, and who has it at the end, where that is somebody else than at first. */
function sharing(samples: readonly HeldSample[]): string[] {
  const nameOf = namesFor(samples);
  const shared = samples.filter(({ shares }) => shares.length > 1);
  const last = samples.at(-1)?.shares ?? [];
  const firstUp = samples.find(({ endpoints }) => endpoints > 0)?.shares ?? [];
  const parts = last.map((share) => `${nameOf(share)} gets ${share.percent} % (${share.endpoints})`);
  if (last.length > 1) return [`at the end ${listed(parts)}`];
  const texts: string[] = [];
  const [first] = shared;
  if (first !== undefined) {
    const names = [...new Set(shared.flatMap(({ shares }) => shares.map(nameOf)))].sort();
    const lasting = shared.reduce((sum, { at, until }) => sum + until - at, 0);
    texts.push(`${listed(names)} share its traffic for ${clock(lasting)} (first at ${clock(first.at)})`);
  }
  const [only] = last;
  const isMoved = last.map(nameOf).join() !== firstUp.map(nameOf).join();
  // That a new revision takes over from the last one is what a rollout is for.
  const isRollout = first === undefined && firstUp.every(({ workload }) => workload === only?.workload);
  if (only !== undefined && isMoved && !isRollout)
    texts.push(`at the end all of it goes to ${nameOf(only)} (${only.endpoints})`);
  return texts;
}

/** `Deployment/web revision 2`; without the revision where the workload has only one here. */
function namesFor(samples: readonly HeldSample[]): (share: Share) => string {
  const revisions = new Map<string, Set<number | undefined>>();
  for (const { workload, revision } of samples.flatMap(({ shares }) => shares))
    revisions.set(workload, (revisions.get(workload) ?? new Set()).add(revision));
  return ({ workload, revision }) =>
    (revisions.get(workload)?.size ?? 0) > 1 ? `${workload} revision ${revision ?? '?'}` : workload;
}

/** So many are named. */
const NAMED = 4;

function listed(texts: readonly string[]): string {
  if (texts.length > NAMED) return `${texts.slice(0, NAMED).join(', ')} and ${texts.length - NAMED} more`;
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
