import { groupBy } from '../../../kube/group-by.js';
import { podTemplate } from '../../../kube/pod-template.js';
import type { PodSpec } from '../../../kube/types.generated.js';
import { selectedPods } from '../../label-index.js';
import { type Peer, podPeer, portNumber } from '../../network/peer.js';
import { addressPeer, type Port } from '../../network/policies.js';
import { reach } from '../../network/reach.js';
import type { WorldObject } from '../../objects/kinds.js';
import { apiVersionOf } from '../../objects/resource-name.js';
import type { Service } from '../../objects/service.js';
import { selectorOf } from '../../services/endpoints.js';
import type { World } from '../../world.js';
import { fail, field, type Placed, type Reader, readMarks, readObject, readText } from '../reader.js';
import type { Reply, StepWord } from '../step.js';
import { findOrSay, parseTarget, type Target } from '../targets.js';

/** One end as it is written. */
type Written = { readonly kind: 'target'; readonly target: Target } | { readonly kind: 'peer'; readonly peer: Peer };

/**
 * `reach: { from: deployment/web, to: service/db, port: 5432 }` — what the NetworkPolicies say of that connection. Ends are
 * pods, workloads, an address, `{ namespace, labels }` of a pod that nobody has yet, and Services to go to; a port is a
 * number or a name, `53/UDP` if it is not TCP. With `expect: allowed` (or `denied`) anything else fails.
 */
export const reachStep: StepWord = {
  word: 'reach',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['from', 'to', 'port', 'expect']);
    if (object === undefined) return undefined;
    const from = readEnd(reader, field(object, 'from', placed.path));
    const to = readEnd(reader, field(object, 'to', placed.path));
    const port = readPort(reader, field(object, 'port', placed.path));
    const { expect } = object;
    if (expect !== undefined && expect !== 'allowed' && expect !== 'denied')
      return fail(reader, field(object, 'expect', placed.path).path, 'expected allowed or denied');
    if (from === undefined || to === undefined || port === undefined) return undefined;
    if (from.kind === 'target' && from.target.kind === 'Service')
      return fail(
        reader,
        field(object, 'from', placed.path).path,
        'a Service connects to nobody: expected a pod or a workload',
      );
    return {
      text: `reach ${titleOf(from)} to ${titleOf(to)} port ${port.text}`,
      perform: function* (world): Generator<never, Reply> {
        const source = resolved(from, world);
        if (typeof source === 'string') return source;
        const ends = destinations(to, port, world);
        if (typeof ends === 'string') return ends;
        const answers = ends.map((end) => reach({ from: source, ...end }, world));
        const said = toldOnce(answers.map(({ lines }, place) => ({ lines, title: ends[place]?.to.title ?? '' })));
        const other = answers.find(({ answer }) => expect !== undefined && answer !== expect);
        return other === undefined ? { said } : { said, refused: `expected ${String(expect)}, it is ${other.answer}` };
      },
    };
  },
};

interface Told {
  readonly lines: readonly string[];
  readonly title: string;
}

/** What is the same of several pods is told of all of them at once. */
function toldOnce(all: readonly Told[]): string[] {
  const groups = groupBy(all, ({ lines, title }) => lines.join('\n').replaceAll(title, ''));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return [...(first?.lines ?? [])];
    const titles = group.map(({ title }) => title.replace(/^pod /, ''));
    const named = `pods ${titles.slice(0, NAMED).join(', ')}${titles.length > NAMED ? ` and ${titles.length - NAMED} more` : ''}`;
    return first.lines.map((line, place) => line.replaceAll(first.title, place === 0 ? named : 'them'));
  });
}

/** So many pods are named. */
const NAMED = 3;

function titleOf(written: Written): string {
  return written.kind === 'target' ? written.target.text : written.peer.title;
}

function readEnd(reader: Reader, placed: Placed): Written | undefined {
  if (typeof placed.value === 'object' && placed.value !== null) {
    const object = readObject(reader, placed, ['namespace', 'labels']);
    if (object === undefined) return undefined;
    const marks = readMarks(reader, field(object, 'labels', placed.path));
    const namespace = typeof object.namespace === 'string' ? object.namespace : reader.namespace;
    if (marks === undefined) return undefined;
    const labels = Object.fromEntries(
      Object.entries(marks).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
    );
    const words = Object.entries(labels).map(([name, text]) => `${name}=${text}`);
    const title = `a pod in ${namespace} with ${words.join(',') || 'no labels'}`;
    return { kind: 'peer', peer: { kind: 'pod', title, namespace, labels, spec: undefined } };
  }
  const text = readText(reader, placed);
  if (text === undefined) return undefined;
  const address = addressPeer(text);
  if (address !== undefined) return { kind: 'peer', peer: address };
  const target = parseTarget(text, reader.namespace);
  if (target === undefined)
    return fail(
      reader,
      placed.path,
      `expected KIND/NAME such as deployment/web, an address, or { namespace, labels }, found ${text}`,
    );
  return { kind: 'target', target };
}

/** A port as it is written. */
interface WrittenPort {
  readonly text: string;
  readonly port: number | string;
  readonly protocol: string;
}

function readPort(reader: Reader, { value, path }: Placed): WrittenPort | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  const match = typeof text === 'string' ? /^([a-z0-9-]+)(?:\/(TCP|UDP|SCTP))?$/i.exec(text) : null;
  const [, port = '', protocol = 'TCP'] = match ?? [];
  const number = Number(port);
  if (match === null || (Number.isInteger(number) && (number < 1 || number > 65_535)))
    return fail(
      reader,
      path,
      `expected a port such as 5432, http or 53/UDP, found ${JSON.stringify(value) ?? 'nothing'}`,
    );
  return { text: String(text), port: Number.isNaN(number) ? port : number, protocol: protocol.toUpperCase() };
}

/** The end of a connection; kubectl's words, if it is not there. */
function resolved(written: Written, world: World): Peer | string {
  if (written.kind === 'peer') return written.peer;
  const object = findOrSay(written.target, world);
  return typeof object === 'string' ? object : peerOf(object, written.target.text);
}

function peerOf(object: WorldObject, title: string): Peer | string {
  if (object.kind === 'Pod') return podPeer(object);
  const template = podTemplate({
    apiVersion: apiVersionOf(object.kind),
    kind: object.kind,
    spec: templateSpec(object),
  });
  if (template === undefined) return `${title} has no pods`;
  const labels = Object.entries(template.metadata.labels ?? {}).map(([name, text]) => [name, String(text)] as const);
  // The template of an object that the API server has accepted.
  const spec = template.spec as PodSpec;
  return { kind: 'pod', title, namespace: object.metadata.namespace, labels: Object.fromEntries(labels), spec };
}

/** The world's objects that have templates have them where the API has them. */
function templateSpec(object: WorldObject): Parameters<typeof podTemplate>[0] {
  return object.spec as unknown as Parameters<typeof podTemplate>[0];
}

interface End {
  readonly to: Peer;
  readonly port: Port;
}

/** The pods behind a Service, at the port that it sends to; of anything else itself. */
function destinations(to: Written, written: WrittenPort, world: World): End[] | string {
  const service = to.kind === 'target' ? findOrSay(to.target, world) : undefined;
  if (typeof service === 'string') return service;
  if (service?.kind === 'Service') return behind(service, written, world);
  const peer = resolved(to, world);
  if (typeof peer === 'string') return peer;
  const number = numberOf(peer, written.port, written.protocol);
  if (number === undefined) return `${peer.title} has no port ${written.text}`;
  return [{ to: peer, port: { number, protocol: written.protocol } }];
}

function numberOf(peer: Peer, port: number | string, protocol: string): number | undefined {
  if (typeof port === 'number') return port;
  return peer.kind === 'pod' ? portNumber(peer, port, protocol) : undefined;
}

function behind(service: Service, { port, text, protocol }: WrittenPort, world: World): End[] | string {
  const { metadata, spec } = service;
  const title = `Service ${metadata.namespace}/${metadata.name}`;
  const own = (spec.ports ?? []).find(
    (one) => (one.name === port || one.port === port) && (one.protocol ?? 'TCP') === protocol,
  );
  if (own === undefined) return `${title} has no port ${text}`;
  const selector = selectorOf(service);
  if (selector === undefined) return `${title} has no selector: nobody knows here who answers`;
  const pods = selectedPods(world, metadata.namespace, selector);
  if (pods.length === 0) return `${title} selects no pod: nobody answers`;
  const target = own.targetPort ?? own.port ?? 0;
  return pods.flatMap((pod) => {
    const peer = podPeer(pod);
    const number = numberOf(peer, typeof target === 'string' ? target : Number(target), protocol);
    return number === undefined ? [] : [{ to: peer, port: { number, protocol } }];
  });
}
