import {
  type DerivedKind,
  derived,
  derivedNamed,
  fieldSelected,
  headingsOf,
  type Listed,
  listed,
  nameOf,
  sortedBy,
} from '../../kubectl/listing.js';
import { OUTPUTS, type Output, outputLines, parseOutput } from '../../kubectl/output/output.js';
import { tabbed } from '../../kubectl/tabbed.js';
import { isPrintable, table } from '../../kubectl/table.js';
import type { Kind } from '../../objects/kinds.js';
import { resourceName } from '../../objects/resource-name.js';
import type { World } from '../../world.js';
import { fail, field, type Placed, type Reader, readObject, readText } from '../reader.js';
import type { Reply, Seen, StepWord } from '../step.js';
import { kindNamed, readSelector, selected } from '../targets.js';

/** What is asked for. */
interface Query {
  readonly kind: Kind | DerivedKind;
  /** Of several kinds: those with objects are printed one after the other, with their kinds before the names. */
  readonly kinds: readonly Kind[];
  readonly namespace: string;
  readonly name: string | undefined;
  readonly requirements: Parameters<typeof selected>[0]['requirements'];
  readonly fieldSelector: string | undefined;
  readonly sortBy: string | undefined;
  readonly output: Output | undefined;
  readonly wide: boolean;
  readonly showLabels: boolean;
}

/**
 * `get: pods`, `get: deployment/web` or `get: { kind: pods, selector: app=web, fieldSelector: status.phase=Running, sortBy:
 * .metadata.name, output: yaml }` — prints what kubectl get prints at this moment; also events, endpoints and endpointslices,
 * several kinds (`deploy,svc`) and `all`.
 */
export const getStep: StepWord = {
  word: 'get',
  read: (reader, placed) => {
    const query = readQuery(reader, placed);
    if (query === undefined) return undefined;
    const { text, ...rest } = query;
    return {
      text: `get ${text}`,
      atOnce: true,
      // biome-ignore lint/correctness/useYield: it changes nothing
      perform: function* (world, _manifestsOf, seen) {
        return rest.kinds.length === 0 ? answer(rest, { world, seen }) : answers(rest, { world, seen });
      },
    };
  },
};

function readQuery(reader: Reader, placed: Placed): (Query & { readonly text: string }) | undefined {
  const isText = typeof placed.value === 'string';
  const object = isText
    ? { kind: placed.value ?? '' }
    : readObject(reader, placed, [
        'kind',
        'name',
        'selector',
        'fieldSelector',
        'sortBy',
        'output',
        'wide',
        'showLabels',
      ]);
  if (object === undefined) return undefined;
  const of = (name: string) => field(object, name, placed.path);
  const optional = <T>(name: string, read: (reader: Reader, at: Placed) => T | undefined): T | undefined =>
    Object.hasOwn(object, name) ? read(reader, of(name)) : undefined;
  const at = isText ? placed : of('kind');
  const written = readText(reader, at);
  const requirements = Object.hasOwn(object, 'selector') ? readSelector(reader, of('selector')) : [];
  const switches = ['showLabels', 'wide'].map((name) => {
    const value = Object.hasOwn(object, name) ? of(name).value : false;
    return typeof value === 'boolean' ? value : fail(reader, of(name).path, 'expected true or false');
  });
  const [showLabels, wide] = switches;
  if (written === undefined || requirements === undefined || showLabels === undefined || wide === undefined)
    return undefined;
  const [word = '', named] = written.split('/');
  const kinds = severalKinds(word);
  const kind = kinds[0] ?? derivedNamed(word) ?? kindNamed(word);
  const output = optional('output', readText);
  const parsed = output === undefined || output === 'wide' ? undefined : parseOutput(output);
  if (typeof parsed === 'string')
    return fail(
      reader,
      of('output').path,
      parsed.startsWith('expected') ? `expected ${OUTPUTS}, found ${output}` : parsed,
    );
  const isKnown = kind !== undefined && isListable(kind);
  if (!isKnown || kind === undefined)
    return fail(
      reader,
      at.path,
      `expected pods, nodes, services, events, endpoints, pdb, jobs or a kind of workloads, found ${written}`,
    );
  if (kinds.length > 0 && (parsed !== undefined || named !== undefined))
    return fail(reader, at.path, `expected one kind for a name or an output, found ${written}`);
  return {
    kind,
    kinds,
    namespace: reader.namespace,
    name: named ?? optional('name', readText),
    requirements,
    fieldSelector: optional('fieldSelector', readText),
    sortBy: optional('sortBy', readText),
    output: parsed,
    wide: wide || output === 'wide',
    showLabels,
    text: [
      written,
      ...(output === undefined ? (wide ? ['-o wide'] : []) : [`-o ${output}`]),
      ...(typeof object.fieldSelector === 'string' ? [`--field-selector ${object.fieldSelector}`] : []),
      ...(typeof object.sortBy === 'string' ? [`--sort-by ${object.sortBy}`] : []),
    ].join(' '),
  };
}

/** What kubectl means by `all`, in its order. */
const ALL: readonly Kind[] = [
  'Pod',
  'ReplicationController',
  'Service',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'CronJob',
  'Job',
];

/** `all`, or `deploy,svc`; empty where it is one kind, or one of them is none. */
function severalKinds(word: string): readonly Kind[] {
  if (word === 'all') return ALL;
  const words = word.split(',');
  const kinds = words.flatMap((one) => kindNamed(one.trim()) ?? []).filter(isPrintable);
  return words.length > 1 && kinds.length === words.length ? kinds : [];
}

function answers(query: Query, { world, seen }: Moment): Reply {
  const { kinds, namespace, fieldSelector, sortBy } = query;
  const said: string[] = [];
  for (const kind of kinds) {
    const all = found({ ...query, kind }, { world, seen });
    const chosen = fieldSelector === undefined ? all : fieldSelected(all, fieldSelector, kind);
    if (typeof chosen === 'string') return chosen;
    const sorted = sortBy === undefined ? chosen : sortedBy(chosen, sortBy);
    if (typeof sorted === 'string') return sorted;
    if (sorted.length > 0)
      said.push(...(said.length === 0 ? [] : ['']), ...objectTable(sorted, { ...query, kind }, { world, seen }));
  }
  return { said: said.length === 0 ? [`No resources found in ${namespace} namespace.`] : said };
}

function isListable(kind: Kind | DerivedKind): boolean {
  return isDerived(kind) || isPrintable(kind);
}

function isDerived(kind: Kind | DerivedKind): kind is DerivedKind {
  return kind === 'events' || kind === 'endpoints' || kind === 'endpointslices';
}

interface Moment {
  readonly world: World;
  readonly seen: Seen;
}

function answer(query: Query, moment: Moment): Reply {
  const { kind, name, fieldSelector, sortBy, output, namespace } = query;
  const all = found(query, moment);
  const chosen = fieldSelector === undefined ? all : fieldSelected(all, fieldSelector, kind);
  if (typeof chosen === 'string') return chosen;
  const sorted = sortBy === undefined ? chosen : sortedBy(chosen, sortBy);
  if (typeof sorted === 'string') return sorted;
  if (name !== undefined && sorted.length === 0)
    return `Error from server (NotFound): ${isDerived(kind) ? kind : resourceName(kind)} "${name}" not found`;
  if (output !== undefined) {
    const objects = sorted.map((one) => one.api());
    const lines = outputLines(output, { objects, isOne: name !== undefined, nameOf: (object) => nameOf(object, kind) });
    return typeof lines === 'string' ? lines : { said: lines };
  }
  return {
    said: isDerived(kind)
      ? derivedTable(kind, sorted, { ...query, namespace })
      : objectTable(sorted, { ...query, kind }, moment),
  };
}

function found({ kind, namespace, name, requirements, wide }: Query, { world, seen }: Moment): Listed[] {
  const all = isDerived(kind)
    ? derived(kind, { namespace, wide, seen }, world)
    : selected({ kind, namespace, requirements }, world).map((object) => listed(object, world));
  return name === undefined ? all : all.filter((one) => one.name === name);
}

function objectTable(
  all: readonly Listed[],
  { kind, kinds, namespace, wide, showLabels }: Query & { readonly kind: Kind },
  { world }: Moment,
): string[] {
  const objects = all.flatMap(({ object }) => (object === undefined ? [] : [object]));
  return table(objects, { kind, namespace, wide, showLabels, isOneOfSeveral: kinds.length > 0 }, world);
}

function derivedTable(kind: DerivedKind, all: readonly Listed[], { namespace, wide }: Query): string[] {
  if (all.length === 0) return [`No resources found in ${namespace} namespace.`];
  const rows = [headingsOf(kind, wide), ...all.map(({ cells }) => cells)];
  return tabbed(
    rows.map((cells) => cells.join('\t')),
    3,
  ).map((line) => line.trimEnd());
}
