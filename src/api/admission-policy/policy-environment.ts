// What the expressions of an admission policy may name. Twin of k8s.io/apiserver v0.35.4 pkg/admission/plugin/cel/compile.go,
// and of v0.36.1 pkg/cel/mutation/{typeresolver,jsonpatch}.go for what mutations make.
import { type Environment, environment, newExpressions } from '../../cel/environment.js';
import { AUTHORIZER, RESOURCE_CHECK } from '../../cel/libraries/authorizer.js';
import { JSON_PATCH } from '../../cel/libraries/json-patch.js';
import { BOOL, DYN, INT, listOf, mapOf, STRING, struct, TIMESTAMP, type Type } from '../../cel/type.js';

/** Which variables an expression sees beside `object`, `oldObject`, `request` and `namespaceObject`. */
export interface PolicyVariables {
  /** The policy has a `paramKind`. */
  readonly params: boolean;
  /** Not in messages. */
  readonly authorizer: boolean;
  /** Types of the policy's own variables so far; `undefined` when it has none. */
  readonly variables: ReadonlyMap<string, Type> | undefined;
  /** Of a mutation: it may make an `Object` or `JSONPatch`. */
  readonly patchTypes?: true;
}

/** What an apply configuration has to give; its parts are `Object.spec`, `Object.spec.template` and so on. */
export const OBJECT_TYPE = { kind: 'struct', name: 'Object' } as const satisfies Type;
/** One operation of a JSON patch. */
export const JSON_PATCH_TYPE = { kind: 'struct', name: 'JSONPatch' } as const satisfies Type;

const fields = (names: Readonly<Record<string, Type>>): ReadonlyMap<string, Type> => new Map(Object.entries(names));
const KIND = struct('kubernetes.GroupVersionKind');
const RESOURCE = struct('kubernetes.GroupVersionResource');
const STRINGS = listOf(STRING);

const STRUCTS: ReadonlyMap<string, ReadonlyMap<string, Type>> = new Map([
  ['kubernetes.GroupVersionKind', fields({ group: STRING, version: STRING, kind: STRING })],
  ['kubernetes.GroupVersionResource', fields({ group: STRING, version: STRING, resource: STRING })],
  ['kubernetes.UserInfo', fields({ username: STRING, uid: STRING, groups: STRINGS, extra: mapOf(STRING, STRINGS) })],
  [
    'kubernetes.AdmissionRequest',
    fields({
      kind: KIND,
      resource: RESOURCE,
      subResource: STRING,
      requestKind: KIND,
      requestResource: RESOURCE,
      requestSubResource: STRING,
      name: STRING,
      namespace: STRING,
      operation: STRING,
      userInfo: struct('kubernetes.UserInfo'),
      dryRun: BOOL,
      options: DYN,
    }),
  ],
  ['kubernetes.NamespaceSpec', fields({ finalizers: STRINGS })],
  [
    'kubernetes.NamespaceCondition',
    fields({ status: STRING, type: STRING, lastTransitionTime: TIMESTAMP, message: STRING, reason: STRING }),
  ],
  [
    'kubernetes.NamespaceStatus',
    fields({ conditions: listOf(struct('kubernetes.NamespaceCondition')), phase: STRING }),
  ],
  [
    'kubernetes.NamespaceMetadata',
    fields({
      name: STRING,
      generateName: STRING,
      namespace: STRING,
      labels: mapOf(STRING, STRING),
      annotations: mapOf(STRING, STRING),
      UID: STRING,
      creationTimestamp: TIMESTAMP,
      deletionGracePeriodSeconds: INT,
      deletionTimestamp: TIMESTAMP,
      generation: INT,
      resourceVersion: STRING,
      finalizers: STRINGS,
    }),
  ],
  [
    'kubernetes.Namespace',
    fields({
      metadata: struct('kubernetes.NamespaceMetadata'),
      spec: struct('kubernetes.NamespaceSpec'),
      status: struct('kubernetes.NamespaceStatus'),
    }),
  ],
]);

const VARIABLES_TYPE = 'kubernetes.variables';

const JSON_PATCH_FIELDS = fields({ op: STRING, from: STRING, path: STRING, value: DYN });

/**
 * Before 1.32 the name of an object type stood for a value of the type, which nobody has: `kubernetes.Namespace{}` was an
 * error. `minor` is that of the environment, which is one behind the server's.
 */
export function areNamesValues(minor: number): boolean {
  return newExpressions(32) > minor;
}

/** The environment of a policy's expressions at a minor. */
export function policyEnvironment(seen: PolicyVariables, minor: number): Environment {
  const { params, authorizer, variables, patchTypes } = seen;
  const names = new Map<string, Type>([
    ['object', DYN],
    ['oldObject', DYN],
    ['namespaceObject', struct('kubernetes.Namespace')],
    ['request', struct('kubernetes.AdmissionRequest')],
  ]);
  if (params) names.set('params', DYN);
  if (authorizer) {
    names.set('authorizer', AUTHORIZER);
    names.set('authorizer.requestResource', RESOURCE_CHECK);
  }
  const structs = new Map(STRUCTS);
  if (variables !== undefined) {
    names.set('variables', struct(VARIABLES_TYPE));
    structs.set(VARIABLES_TYPE, variables);
  }
  if (patchTypes === undefined) {
    return environment(minor, { variables: names, structs, namesAreValues: areNamesValues(minor) });
  }
  structs.set(JSON_PATCH_TYPE.name, JSON_PATCH_FIELDS);
  return environment(minor, {
    variables: names,
    structs,
    openType: OBJECT_TYPE.name,
    laxType: JSON_PATCH_TYPE.name,
    functions: JSON_PATCH,
  });
}
