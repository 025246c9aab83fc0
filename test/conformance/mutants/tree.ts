/** A way into a JSON value. */
export type Path = readonly (string | number)[];

/** A JSON value as the generators make it. */
export type Tree = Readonly<Record<string, unknown>>;

/** A key or value that begins so is written without the mark: twice the same key, a number that JavaScript does not have. */
export const TWICE = '\u0001twice:';
export const RAW = '\u0001raw:';

/** Is it a JSON object? */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with what is at the path replaced; `undefined` takes a field or an item away. What is missing in between is made. */
export function withValue(made: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const items: unknown[] = Array.isArray(made) ? [...made] : [];
    const item = withValue(items[step], rest, value);
    if (item === undefined) items.splice(step, 1);
    else items[step] = item;
    return items;
  }
  const fields = isTree(made) ? made : {};
  const item = withValue(Object.hasOwn(fields, step) ? fields[step] : undefined, rest, value);
  if (item !== undefined) return { ...fields, [step]: item };
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== step));
}

/** What is at the path, `undefined` where nothing is. */
export function valueAt(made: unknown, path: Path): unknown {
  let value = made;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isTree(value) && typeof step === 'string') value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** The text of a document, its marks resolved. */
export function textOf(made: unknown): string {
  return JSON.stringify(made)
    .replaceAll(`"${JSON.stringify(TWICE).slice(1, -1)}`, '"')
    .replace(/"\\u0001raw:([^"]*)"/g, '$1');
}
