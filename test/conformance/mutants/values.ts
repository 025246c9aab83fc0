import type { Dice } from './dice.js';
import type { Place } from './places.js';
import { RAW, type Tree, TWICE } from './tree.js';

const long = (count: number) => 'a'.repeat(count);

const TEXTS = [
  ...[
    '',
    ' ',
    'x',
    'X',
    'Bad_Name',
    '-bad',
    'bad-',
    'a/b',
    'a/b/c',
    'a.b',
    'a..b',
    '..',
    '../x',
    'a/../b',
    '/abs',
    '/',
    'a b',
  ],
  ...[long(15), long(16), long(63), long(64), long(253), long(254), long(1025), `${long(63)}.${long(63)}`, long(5000)],
  ...['é', '日本', '😀', 'a\nb', 'a\tb', '\u0000', ' a', 'a ', '1', '1a', '0', '-1', 'true', 'null', '~'],
  ...[
    '10.0.0.1',
    '010.0.0.1',
    '10.0.0.0/8',
    '10.0.0.1/8',
    '10.0.0.0/08',
    '::1',
    '::ffff:1.2.3.4',
    'fd00::/8',
    'FE80::1%eth0',
    '0.0.0.0',
    '127.0.0.1',
    '169.254.1.1',
    '224.0.0.1',
  ],
  ...[
    '$(VAR)',
    'a=b',
    'key in (a)',
    'http://x',
    'https://x/',
    'example.com',
    '*.example.com',
    'example.com/a',
    'kubernetes.io/x',
    'x.kubernetes.io/y',
  ],
  ...[
    'metadata.name',
    "metadata.labels['a']",
    "metadata.annotations['A b']",
    'spec.nodeName',
    'limits.cpu',
    'status.podIP',
    'requests.hugepages-2Mi',
  ],
  ...[
    'None',
    'Always',
    'Never',
    'Default',
    'In',
    'Exists',
    'Localhost',
    'RuntimeDefault',
    'TCP',
    'HTTP',
    'http',
    'tcp',
    'Any',
    'All',
    'OnDelete',
    'RollingUpdate',
    'Recreate',
    'IPv4',
  ],
  ...[
    '* * * * *',
    '@daily',
    '0 0 31 2 *',
    '*/0 * * * *',
    'TZ=UTC * * * * *',
    '60 * * * *',
    'Europe/Berlin',
    'local',
    '1h',
    '-1s',
    '25%',
    '101%',
    '2020-01-01T00:00:00Z',
  ],
  ...[
    'self.x',
    'true',
    'object.spec.replicas > 1',
    'object.',
    "'a' == 'b'",
    '1 + 1',
    'request.userInfo',
    'has(object.metadata)',
  ],
];
const NUMBERS = [
  ...[-2, -1, 0, 1, 2, 3, 5, 10, 63, 99, 100, 101, 255, 256, 511, 512, 600, 3600, 3601, 10_000, 10_001, 86_400, 86_401],
  ...[
    22, 80, 8080, 29_999, 30_000, 32_767, 32_768, 65_535, 65_536, 100_000, 100_001, 604_800, 1_000_000_000,
    1_000_000_001,
  ],
  ...[2_147_483_647, -2_147_483_648, 1.0],
];
const ODD_NUMBERS = [
  ...[2_147_483_648, -2_147_483_649, 4_294_967_296, 1.5, 1e3, 1e20, -0],
  ...[
    `${RAW}9223372036854775807`,
    `${RAW}9223372036854775808`,
    `${RAW}-9223372036854775809`,
    `${RAW}1e400`,
    `${RAW}1.0`,
    `${RAW}1e2`,
    `${RAW}-0`,
    `${RAW}3.0e0`,
  ],
];
const QUANTITIES = [
  ...[
    '0',
    '1',
    '-1',
    '100m',
    '1.5',
    '1Gi',
    '-1Gi',
    '1m',
    '0.1m',
    '2Mi',
    '3',
    '1e3',
    '1E3',
    '1E',
    '1Ei',
    '9Ei',
    '10Ei',
    '1n',
    '1u',
    '0.5',
    '.5',
    '5.',
    '+1',
    '2M',
    '4194304',
    '1.5Gi',
    '1000m',
    '1k',
  ],
];
const ODD_QUANTITIES = [
  ...[
    '',
    ' ',
    '1 Gi',
    '1GB',
    '1K',
    '1ki',
    '1gi',
    '1mi',
    '1MB',
    '1.2.3',
    'abc',
    '1e',
    '1Gi ',
    ' 1',
    '--1',
    '0x10',
    '1_000',
    '1e1000',
    long(100),
    '1µ',
    '1Kib',
    'NaN',
    'Infinity',
    '1,5',
  ],
  ...[1, 0, -1, 1.5, 0.0001, 1e21, true, null, [], {}, ['1'], `${RAW}1e400`, `${RAW}12345678901234567890123`],
];
const TIMES = [
  ...['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.123456Z', '2020-01-01T00:00:00+02:00', '9999-12-31T23:59:59Z'],
  ...[
    '2020-01-01',
    '',
    'x',
    '2020-01-01 00:00:00Z',
    '2020-02-30T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01t00:00:00z',
    '20200101T000000Z',
  ],
  ...[
    '2020-01-01T00:00:00',
    '2020-01-01T00:00:60Z',
    '2020-1-1T0:0:0Z',
    '2020-01-01T00:00:00,5Z',
    '0000-01-01T00:00:00Z',
    0,
    1.5,
    true,
    null,
    {},
    [],
  ],
];
const COUNTS = [
  ...[
    0,
    1,
    -1,
    65_535,
    65_536,
    'http',
    '8080',
    '',
    '25%',
    '0%',
    '100%',
    '101%',
    '-1%',
    '1.5%',
    '%',
    'Bad_',
    'a-very-long-port-name',
    '--a',
    '150%',
    ' 25%',
    '25 %',
    '1e2%',
    '25%%',
  ],
  ...[2_147_483_648, 1.5, true, null, [], {}, `${RAW}1e2`, `${RAW}1.0`],
];
const KEYS = [
  ...[
    '',
    ' ',
    'a',
    'A',
    'Bad Key',
    'a/b',
    'a/b/c',
    '-x',
    'k'.repeat(63),
    'k'.repeat(64),
    `${long(253)}/a`,
    `${long(254)}/a`,
    'kubernetes.io/x',
    'k8s.io/x',
    '.hidden',
    '..x',
    '..',
    '.',
    'example.com/',
    '/a',
    'EXAMPLE.com/a',
    'é',
    'a.b_c-d',
    'a\nb',
  ],
  ...[
    'cpu',
    'memory',
    'storage',
    'pods',
    'foo',
    'nvidia.com/gpu',
    'hugepages-2Mi',
    'hugepages-3Mi',
    'requests.cpu',
    'limits.memory',
    'count/pods',
    'count/deployments.apps',
    'ephemeral-storage',
    'attachable-volumes-x',
    'requests.nvidia.com/gpu',
    'services.nodeports',
  ],
  ...[
    'container.apparmor.security.beta.kubernetes.io/a',
    'seccomp.security.alpha.kubernetes.io/pod',
    'kubernetes.io/ingress.class',
    'storageclass.kubernetes.io/is-default-class',
    'scheduler.alpha.kubernetes.io/critical-pod',
    'kubernetes.io/service-account.name',
  ],
  ...[
    'volume.beta.kubernetes.io/storage-class',
    'deployment.kubernetes.io/revision',
    'service.kubernetes.io/topology-mode',
    'controller.kubernetes.io/pod-deletion-cost',
    'batch.kubernetes.io/cronjob-scheduled-timestamp',
    'kubectl.kubernetes.io/last-applied-configuration',
    'scheduler.alpha.kubernetes.io/node-selector',
    'topology.kubernetes.io/zone',
  ],
];
const WRONG: readonly unknown[] = [
  0,
  1,
  1.5,
  true,
  'x',
  '',
  '5',
  null,
  [],
  {},
  [null],
  [1],
  ['x'],
  { a: 1 },
  [{}],
  [[]],
  { '': null },
];

/** Values of other objects, by slot (see places). */
export type Pool = ReadonlyMap<string, readonly unknown[]>;

/** A value for a place: near what is allowed there, at its edges or just past them. */
export function oddValue(place: Place, dice: Dice, pool: Pool): unknown {
  const { name, schema, value } = place;
  if (dice.next() < 0.12) return dice.pick(WRONG);
  if (dice.next() < 0.2) return graft(place, dice, pool) ?? null;
  if (name.endsWith('Quantity')) return dice.pick(dice.next() < 0.7 ? QUANTITIES : ODD_QUANTITIES);
  if (name.endsWith('IntOrString')) return dice.pick(COUNTS);
  if (name.endsWith('Time')) return dice.pick(TIMES);
  if (name.endsWith('Duration'))
    return dice.pick(['1h', '0s', '-1s', '1d', '', '1h30m', '1.5h', '300000h', 5, null, '1', 's', '1ms', '+1s']);
  switch (schema.type) {
    case 'string':
      return oddText(place, dice);
    case 'integer':
    case 'number':
      return dice.next() < 0.75 ? dice.pick(NUMBERS) : dice.pick(ODD_NUMBERS);
    case 'boolean':
      return dice.pick([true, false, !(value === true), 'true', 'yes', 0, 1, null]);
    case 'array':
      return oddList(value, dice, graft(place, dice, pool));
    default:
      return schema.properties === undefined
        ? oddMap(value, dice, name === '' && schema.additionalProperties !== undefined)
        : dice.pick([{}, {}, null]);
  }
}

/** A value that another object has at the same field, `undefined` where none has one. */
export function graft({ slot }: Place, dice: Dice, pool: Pool): unknown {
  const values = pool.get(slot) ?? [];
  return values.length === 0 ? undefined : dice.pick(values);
}

function oddText({ schema, value }: Place, dice: Dice): unknown {
  const words = schema.enum ?? [];
  const chance = dice.next();
  if (schema.format === 'byte')
    return dice.pick(['', 'YQ==', 'e30=', 'YQ', 'Y Q==', 'YQ==\n', 'é', '*', '=', 'YWI=', '_-8=', 5]);
  if (words.length > 0 && chance < 0.6) {
    const word = dice.pick(words);
    return dice.pick([
      word,
      word,
      word,
      word.toLowerCase(),
      word.toUpperCase(),
      ` ${word}`,
      `${word} `,
      word.slice(0, -1),
    ]);
  }
  if (typeof value === 'string' && value !== '' && chance < 0.5) {
    const at = dice.below(value.length);
    return dice.pick([
      value.toUpperCase(),
      `${value} `,
      ` ${value}`,
      `${value}-`,
      `${value}é`,
      `-${value}`,
      value.slice(0, at),
      value.slice(0, at) + value.slice(at + 1),
      `${value.slice(0, at)}/${value.slice(at)}`,
      `${value.slice(0, at)}_${value.slice(at)}`,
      `${value.slice(0, at)}:${value.slice(at)}`,
      value + long(260),
    ]);
  }
  return dice.pick(TEXTS);
}

function oddList(value: unknown, dice: Dice, other: unknown): unknown {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const others: readonly unknown[] = Array.isArray(other) ? other : [];
  const item: unknown = items.length > 0 ? dice.pick(items) : 'a';
  const made: readonly unknown[] = [
    [],
    [...items].reverse(),
    items.slice(1),
    items.slice(0, -1),
    [...items, item],
    [item, ...items],
    [...items, null],
    [...items, {}],
    [...items, ''],
    [...items, ...others],
    [...items, ...others.slice(0, 1)],
    [...others, ...items],
    others,
    ['a', 'a'],
    [...items, ...items],
    Array.from({ length: 101 }, () => item),
    [...items, dice.pick(TEXTS)],
    { a: 1 },
  ];
  return dice.pick(made);
}

function oddMap(value: unknown, dice: Dice, isTyped: boolean): unknown {
  const fields: Tree = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};
  const key = dice.pick(KEYS);
  const made: readonly unknown[] = [
    {},
    null,
    { ...fields, [key]: 'v' },
    { ...fields, [key]: '' },
    { ...fields, [key]: dice.pick(TEXTS) },
    { ...fields, [key]: dice.pick(QUANTITIES) },
    { [key]: dice.pick([...QUANTITIES, ...ODD_QUANTITIES]) },
    { ...fields, [key]: dice.pick(WRONG) },
    { ...fields, [`${TWICE}${Object.keys(fields)[0] ?? 'a'}`]: 'again' },
    Object.fromEntries(Object.entries(fields).slice(1)),
    Object.fromEntries(Object.entries(fields).map(([name, inside]) => [name.toUpperCase(), inside])),
  ];
  return isTyped || Object.keys(fields).length === 0 ? dice.pick(made) : dice.pick(made.slice(0, 8));
}
