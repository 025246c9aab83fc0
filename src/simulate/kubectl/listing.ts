/** What `kubectl get` finds: objects of the world, events, and the endpoints of Services; as rows and in the shape of the API. */

import { type Json, type JsonObject, objectOf } from '../../kube/json.js';
import type { Kind, WorldObject } from '../objects/kinds.js';
import { apiVersionOf, pluralOf, printedName } from '../objects/resource-name.js';
import type { Service } from '../objects/service.js';
import type { Seen } from '../scenario/step.js';
import { serviceEndpoints } from '../services/endpoint-list.js';
import { selectorOf } from '../services/endpoints.js';
import type { World } from '../world.js';
import { apiObject } from './api-object.js';
import { apiTime } from './api-values.js';
import { humanDuration } from './human-duration.js';
import { valuesAt } from './output/json-path.js';
import { type SeenEvent, seenEvents } from './seen-events.js';

/** Lists that are no objects of the world. */
export type DerivedKind = 'events' | 'endpoints' | 'endpointslices';

/** One thing in a list: what it is in the API, and what tells it in a table of a derived kind. */
export interface Listed {
  readonly name: string;
  readonly object: WorldObject | undefined;
  /** Built when it is asked for. */
  readonly api: () => JsonObject;
  /** The cells of its row, where it is no object of the world. */
  readonly cells: readonly string[];
}

const DERIVED: ReadonlyMap<string, DerivedKind> = new Map([
  ['event', 'events'],
  ['events', 'events'],
  ['ev', 'events'],
  ['endpoint', 'endpoints'],
  ['endpoints', 'endpoints'],
  ['ep', 'endpoints'],
  ['endpointslice', 'endpointslices'],
  ['endpointslices', 'endpointslices'],
]);

/** The list that kubectl means by a word: `events`, `ep`. */
export function derivedNamed(word: string): DerivedKind | undefined {
  return DERIVED.get((word.toLowerCase().split('.')[0] ?? '').trim());
}

/** The headings of a derived kind. */
export function headingsOf(kind: DerivedKind, wide: boolean): readonly string[] {
  if (kind === 'endpoints') return ['NAME', 'ENDPOINTS', 'AGE'];
  if (kind === 'endpointslices') return ['NAME', 'ADDRESSTYPE', 'PORTS', 'ENDPOINTS', 'AGE'];
  const usual = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT'];
  return wide ? [...usual, 'SUBOBJECT', 'SOURCE', 'MESSAGE', 'FIRST SEEN', 'COUNT', 'NAME'] : [...usual, 'MESSAGE'];
}

/** An object of the world in a list. */
export function listed(object: WorldObject, world: World): Listed {
  return { name: object.metadata.name, object, api: () => apiObject(object, world), cells: [] };
}

/** How a derived list is asked for. */
export interface Asked {
  readonly namespace: string;
  readonly wide: boolean;
  readonly seen: Seen;
}

/** Everything of a derived kind in a namespace, in the order of the API server: by name. */
export function derived(kind: DerivedKind, { namespace, wide, seen }: Asked, world: World): Listed[] {
  if (kind === 'events') {
    const own = seenEvents(seen.events, world.now).filter((event) => event.namespace === namespace);
    return own.map((event, place) => eventListed(event, { place, wide, world })).sort(byName);
  }
  const services = [...world.objects.Service.values()].filter(
    (service) => service.metadata.namespace === namespace && selectorOf(service) !== undefined,
  );
  return services.map((service) => endpointsListed(kind, service, world)).sort(byName);
}

function byName(one: Listed, other: Listed): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

function eventListed(
  { object, namespace, reason, message, type, source, first, last, count }: SeenEvent,
  { place, wide, world }: { readonly place: number; readonly wide: boolean; readonly world: World },
): Listed {
  const [kind = '', involved = ''] = object.split('/');
  // Real ones end with the time in nanoseconds; this sorts alike.
  const name = `${involved}.${String(Math.round(first)).padStart(9, '0')}${String(place).padStart(7, '0')}`;
  const age = (at: number) => humanDuration(world.now - at);
  const plain = message.trim();
  const about = `${kind.toLowerCase()}/${involved}`;
  return {
    name,
    object: undefined,
    api: () => ({
      apiVersion: 'v1',
      count,
      eventTime: null,
      firstTimestamp: apiTime(first, world),
      involvedObject: { kind, name: involved, ...(namespace !== '' && { namespace }) },
      kind: 'Event',
      lastTimestamp: apiTime(last, world),
      message,
      metadata: { creationTimestamp: apiTime(first, world), name, namespace: namespace || 'default' },
      reason,
      reportingComponent: source,
      source: { component: source },
      type,
    }),
    cells: wide
      ? [age(last), type, reason, about, '', source, plain, age(first), String(count), name]
      : [age(last), type, reason, about, plain],
  };
}

// So many endpoints are named in a row.
const NAMED = 3;

function endpointsListed(kind: 'endpoints' | 'endpointslices', service: Service, world: World): Listed {
  const { name, namespace, creationTimestamp } = service.metadata;
  const all = serviceEndpoints(service, world);
  const ready = all.filter(({ isReady }) => isReady);
  const age = humanDuration(world.now - creationTimestamp);
  const numbers = [...new Set(all.flatMap(({ ports }) => ports.map(({ port }) => port)))].sort(
    (one, other) => one - other,
  );
  const addresses =
    kind === 'endpoints'
      ? ready.flatMap(({ pod, ports }) => (ports.length === 0 ? [pod] : ports.map(({ port }) => `${pod}:${port}`)))
      : all.map(({ pod }) => pod);
  const more = addresses.length > NAMED ? ` + ${addresses.length - NAMED} more...` : '';
  const text =
    addresses.length === 0
      ? kind === 'endpoints'
        ? '<none>'
        : '<unset>'
      : `${addresses.slice(0, NAMED).join(',')}${more}`;
  // The end of a slice's name is made up.
  const shown = kind === 'endpoints' ? name : `${name}-xxxxx`;
  const ports = (service.spec.ports ?? []).map(({ name: port = '', protocol = 'TCP' }) => ({ name: port, protocol }));
  return {
    name: shown,
    object: undefined,
    api: () => ({
      apiVersion: kind === 'endpoints' ? 'v1' : 'discovery.k8s.io/v1',
      kind: kind === 'endpoints' ? 'Endpoints' : 'EndpointSlice',
      metadata: {
        creationTimestamp: apiTime(creationTimestamp, world),
        ...sliceLabels(kind, service),
        name: shown,
        namespace,
      },
      ...(kind === 'endpoints'
        ? { subsets: subsetsOf(all) }
        : { addressType: 'IPv4', endpoints: all.map(endpointOf), ports }),
    }),
    cells: kind === 'endpoints' ? [shown, text, age] : [shown, 'IPv4', numbers.join(',') || '<unset>', text, age],
  };
}

function sliceLabels(kind: 'endpoints' | 'endpointslices', { metadata }: Service): JsonObject {
  const own = kind === 'endpoints' ? {} : { 'kubernetes.io/service-name': metadata.name };
  const labels = { ...metadata.labels, ...own };
  return Object.keys(labels).length === 0 ? {} : { labels };
}

type Endpoint = ReturnType<typeof serviceEndpoints>[number];

function targetOf({ pod, node }: Endpoint): JsonObject {
  return { nodeName: node, targetRef: { kind: 'Pod', name: pod } };
}

function endpointOf(endpoint: Endpoint): Json {
  const { isReady, isServing, isTerminating, hostname } = endpoint;
  return {
    conditions: { ready: isReady, serving: isServing, terminating: isTerminating },
    ...(hostname !== undefined && { hostname }),
    ...targetOf(endpoint),
  };
}

function subsetsOf(all: readonly Endpoint[]): Json {
  if (all.length === 0) return [];
  const addresses = (isReady: boolean) =>
    all.filter((own) => own.isReady === isReady && !own.isTerminating).map(targetOf);
  const [ready, notReady] = [addresses(true), addresses(false)];
  const [first] = all;
  return [
    {
      ...(ready.length > 0 && { addresses: ready }),
      ...(notReady.length > 0 && { notReadyAddresses: notReady }),
      ports: (first?.ports ?? []).map(({ name, port, protocol }) => ({ name, port, protocol })),
    },
  ];
}

/** `deployment.apps/web` */
export function nameOf(object: JsonObject, kind: Kind | DerivedKind): string {
  const name = String(objectOf(object.metadata)?.name ?? '');
  if (kind === 'events') return `event/${name}`;
  if (kind === 'endpoints') return `endpoints/${name}`;
  return kind === 'endpointslices' ? `endpointslice.discovery.k8s.io/${name}` : printedName(kind, name);
}

/** What `--field-selector` takes of each kind besides the name. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.nominatedNodeName',
  ],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
  ReplicationController: ['status.replicas'],
  Service: ['spec.clusterIP', 'spec.type'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** Those that a field selector such as `status.phase!=Running,spec.nodeName=node-1` chooses; a mistake is a text. */
export function fieldSelected(all: readonly Listed[], selector: string, kind: Kind | DerivedKind): Listed[] | string {
  const known = ['metadata.name', 'metadata.namespace', ...(FIELDS[kind] ?? [])];
  const terms = selector.split(',').map((term) => /^([^=!]+)(==|=|!=)(.*)$/.exec(term.trim()));
  for (const [place, term] of terms.entries()) {
    if (term === null)
      return `error: invalid selector: '${selector}'; can't understand '${selector.split(',')[place]}'`;
    if (!known.includes(term[1] ?? '')) {
      return `Error from server (BadRequest): Unable to find "${resourceOf(kind)}" that match label selector "", field selector "${selector}": field label not supported: ${term[1]}`;
    }
  }
  return all.filter((one) => {
    const api = one.api();
    return terms.every((term) => {
      const [, field = '', operator = '', wanted = ''] = term ?? [];
      const found = valuesAt(field === 'source' ? 'source.component' : field, api);
      const value =
        found.kind === 'found' ? String(found.value[0] ?? (field === 'spec.unschedulable' ? 'false' : '')) : '';
      return (value === wanted) === (operator !== '!=');
    });
  });
}

/** `apps/v1, Resource=deployments` */
function resourceOf(kind: Kind | DerivedKind): string {
  if (kind === 'endpointslices') return `discovery.k8s.io/v1, Resource=${kind}`;
  if (kind === 'events' || kind === 'endpoints') return `/v1, Resource=${kind}`;
  const version = apiVersionOf(kind);
  return `${version.includes('/') ? version : `/${version}`}, Resource=${pluralOf(kind)}`;
}

/** In the order of `--sort-by`; a mistake is a text. */
export function sortedBy(all: readonly Listed[], path: string): Listed[] | string {
  const keyed: { readonly one: Listed; readonly key: Json | undefined }[] = [];
  for (const one of all) {
    const found = valuesAt(path, one.api());
    if (found.kind === 'mistake') return `error: ${found.message}`;
    keyed.push({ one, key: found.value[0] });
  }
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined))
    return `error: couldn't find any field with path "{${path.replace(/^\{|\}$/g, '')}}" in the list of objects`;
  return keyed.sort((left, right) => compared(left.key, right.key)).map(({ one }) => one);
}

function compared(one: Json | undefined, other: Json | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return naturalOrder(String(one), String(other));
}

/** Numbers in texts are compared as numbers: `web-2` before `web-10`. */
function naturalOrder(one: string, other: string): number {
  const parts = (text: string) => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [parts(one), parts(other)];
  for (const [place, part] of left.entries()) {
    const twin = right[place];
    if (twin === undefined) return 1;
    if (part === twin) continue;
    const difference = Number(part) - Number(twin);
    return Number.isNaN(difference) || difference === 0 ? (part < twin ? -1 : 1) : difference;
  }
  return left.length - right.length;
}
