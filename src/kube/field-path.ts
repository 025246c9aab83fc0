/** A key of a free-form map (label, annotation, data); printed `[key]`, unlike a field's `.name`. */
export interface MapKey {
  readonly key: string;
}

/** One step of a field path: a field's name, a list index, or a key of a free-form map. */
export type Segment = string | number | MapKey;

/**
 * Where a field is, from its object's root. A linked list, so that going down one step costs one small object.
 * Follows k8s.io/apimachinery/pkg/util/validation/field `Path`; `undefined` is the root.
 */
export interface FieldPath {
  readonly parent: FieldPath | undefined;
  readonly segment: Segment;
}

/** The path of field `name` below `parent`; more names go further down. */
export function child(parent: FieldPath | undefined, name: string, ...more: readonly string[]): FieldPath {
  let path: FieldPath = { parent, segment: name };
  for (const next of more) path = { parent: path, segment: next };
  return path;
}

/** The path of item `index` of the list at `parent`. */
export function index(parent: FieldPath | undefined, index: number): FieldPath {
  return { parent, segment: index };
}

/** The path of the entry `key` of the free-form map at `parent`. */
export function key(parent: FieldPath | undefined, key: string): FieldPath {
  return { parent, segment: { key } };
}

/** The segments from the root down. */
export function segments(path: FieldPath | undefined): Segment[] {
  const reversed: Segment[] = [];
  for (let step = path; step !== undefined; step = step.parent) reversed.push(step.segment);
  return reversed.reverse();
}

/** The path of `segments` below `parent`. */
export function pathOf(segments: readonly Segment[], parent?: FieldPath): FieldPath | undefined {
  let path = parent;
  for (const segment of segments) path = { parent: path, segment };
  return path;
}

/** The path as the API server prints it: `spec.containers[0].resources.limits[cpu]`; the root is `''`. */
export function formatPath(path: FieldPath | undefined): string {
  let text = '';
  for (const segment of segments(path)) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (typeof segment === 'object') text += `[${segment.key}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}
