import type { Dice } from './dice.js';
import type { Place } from './places.js';
import { type Tree, TWICE } from './tree.js';
import { COUNTS, KEYS, long, NUMBERS, ODD_NUMBERS, ODD_QUANTITIES, QUANTITIES, TEXTS, TIMES, WRONG } from './words.js';

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
