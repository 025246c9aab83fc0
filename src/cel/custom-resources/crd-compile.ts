// Which rules of a custom resource's schema the API server refuses. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/cel/compilation.go.
// Costs are estimated for `self` as large as its schema lets it be: rules over unbounded lists, maps and strings are refused.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, formatPath, index, key } from '../../kube/field-path.js';
import { stringOf } from '../../kube/json.js';
import type { Program } from '../compile.js';
import { estimatedCost } from '../cost/cost.js';
import { times as timesOf } from '../cost/cost-size.js';
import { newExpressions } from '../environment.js';
import { compiledRules } from './compiled-rules.js';
import type { RuleSchema } from './rule-schema.js';
import { MAX_REQUEST_BYTES, type SizeNode, sizesOf } from './schema-size.js';

/** The largest cost of one rule, `StaticEstimatedCostLimit`, and of all rules of a schema, `StaticEstimatedCRDCostLimit`. */
const MAX_COST = 10_000_000;
const MAX_TOTAL_COST = 100_000_000;

/**
 * The rules of a CRD's schema that the API server refuses because they do not compile or cost too much, with the paths of
 * the schema: `spec.versions[0].schema.openAPIV3Schema` is `path`. Ask only for schemas that are valid otherwise.
 */
export function ruleCompileErrors(schema: RuleSchema, path: FieldPath, minor: number): FieldErrors {
  const errors: FieldErrors = [];
  const costs: RuleCost[] = [];
  walk({
    schema,
    path,
    isRoot: true,
    uncorrelatable: undefined,
    times: 1,
    minor: newExpressions(minor),
    errors,
    costs,
  });
  const total = costs.reduce((sum, { cost }) => sum + cost, 0);
  if (total <= MAX_TOTAL_COST) return errors;
  const largest = costs.filter(({ cost }) => cost >= MAX_TOTAL_COST / 100).sort((a, b) => b.cost - a.cost);
  for (const { path: expensive } of largest.slice(0, 4)) {
    errors.push(
      forbidden(expensive, 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema'),
    );
  }
  const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
  errors.push(forbidden(path, costMessage(what, total, MAX_TOTAL_COST)));
  return errors;
}

interface RuleCost {
  readonly path: FieldPath;
  readonly cost: number;
}

function costMessage(what: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const shown = factor > 100 ? 'more than 100x' : factor < 1.5 ? `${factor.toFixed(6)}x` : `${factor.toFixed(1)}x`;
  const advice =
    'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `${what} exceeds budget by factor of ${shown} (${advice})`;
}

interface Walk {
  readonly schema: RuleSchema;
  readonly path: FieldPath;
  readonly isRoot: boolean;
  /** The list above whose items cannot be told from their old ones. */
  readonly uncorrelatable: FieldPath | undefined;
  /** How often the node can occur in an object; `undefined`: nothing bounds it. */
  readonly times: number | undefined;
  readonly minor: number;
  readonly errors: FieldErrors;
  readonly costs: RuleCost[];
}

function product(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function walk(node: Walk): void {
  const { schema, path } = node;
  if (!schema.contains.rules) return;
  const properties = child(path, 'properties');
  for (const [name, property] of schema.properties) {
    if (!property.contains.rules) continue;
    walk({
      ...node,
      schema: property,
      path: key(properties, name),
      isRoot: property.isEmbeddedResource,
    });
  }
  if (typeof schema.additionalProperties === 'object') {
    const values = schema.additionalProperties;
    const times = product(node.times, schema.bounds.maxProperties);
    walk({
      ...node,
      schema: values,
      path: child(path, 'additionalProperties'),
      isRoot: values.isEmbeddedResource,
      times,
    });
  }
  if (schema.items !== undefined) {
    const uncorrelatable = node.uncorrelatable ?? (schema.listType === 'map' ? undefined : path);
    walk({
      ...node,
      schema: schema.items,
      path: child(path, 'items'),
      isRoot: schema.items.isEmbeddedResource,
      uncorrelatable,
      times: product(node.times, schema.bounds.maxItems),
    });
  }
  if (schema.validations.length > 0) nodeErrors(node);
}

function nodeErrors(node: Walk): void {
  const { schema, path, isRoot, uncorrelatable, minor, errors } = node;
  const rules = compiledRules({ rules: schema, schema, isRoot, minor }) ?? [];
  rules.forEach((compiled, i) => {
    const at = index(child(path, 'x-kubernetes-validations'), i);
    const { rule, error, messageError } = compiled;
    observeCost(node, compiled.program, { part: 'rule', path: child(at, 'rule') });
    observeCost(node, compiled.message, { part: 'messageExpression', path: child(at, 'messageExpression') });
    if (error !== undefined) errors.push(invalid(child(at, 'rule'), stringOf(rule['rule']), error));
    if (messageError !== undefined) {
      errors.push(invalid(child(at, 'messageExpression'), stringOf(rule['messageExpression']), messageError));
    }
    if (compiled.usesOldSelf && uncorrelatable !== undefined) {
      const within = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${formatPath(uncorrelatable)}`;
      errors.push(invalid(child(at, 'rule'), stringOf(rule['rule']), within));
    }
    if (!compiled.usesOldSelf && Object.hasOwn(rule, 'optionalOldSelf')) {
      errors.push(
        invalid(child(at, 'optionalOldSelf'), rule['optionalOldSelf'], 'may not be set if oldSelf is not used in rule'),
      );
    }
  });
}

interface Costed {
  readonly part: 'rule' | 'messageExpression';
  readonly path: FieldPath;
}

// A message runs once; a rule as often as its node can occur.
function observeCost(node: Walk, program: Program | undefined, { part, path }: Costed): void {
  const sizes = sizesOf(node.schema, node.isRoot);
  if (program === undefined || sizes === undefined) return;
  const once = costOf(program, sizes);
  const times = node.times ?? Math.floor(MAX_REQUEST_BYTES / (sizes.minBytes + 1));
  const cost = part === 'messageExpression' ? once : timesOf(once, times);
  if (cost > MAX_COST) node.errors.push(forbidden(path, costMessage(`estimated ${part} cost`, cost, MAX_COST)));
  node.costs.push({ path, cost });
}

function costOf(program: Program, sizes: SizeNode): number {
  const known = costs.get(program);
  if (known?.sizes === sizes) return known.cost;
  const cost = estimatedCost(program.checked, sizes);
  costs.set(program, { sizes, cost });
  return cost;
}

const costs = new WeakMap<Program, { readonly sizes: SizeNode; readonly cost: number }>();

/** The path that a rule's `fieldPath` adds (`.spec['a.b']`), or `undefined` if the schema has no such field. */
export function fieldPathOf(text: string, schema: RuleSchema, from: FieldPath | undefined): FieldPath | undefined {
  const steps = [...text.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/gy)];
  if (steps.length === 0 || steps.reduce((length, step) => length + step[0].length, 0) !== text.length)
    return undefined;
  let path = from;
  let node = schema;
  for (const [, name, quoted] of steps) {
    const field = name ?? (quoted ?? '').replace(/\\(['\\])/g, '$1');
    const property = node.properties.get(field);
    if (property !== undefined) path = child(path, field);
    else if (node.properties.size === 0 && typeof node.additionalProperties === 'object') path = key(path, field);
    else return undefined;
    node = property ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : node);
  }
  return path;
}
