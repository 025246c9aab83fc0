// What the expressions of an admission policy may name. Twin of k8s.io/apiserver v0.35.4 pkg/admission/plugin/cel/compile.go.
import { type Environment, environment } from '../../cel/environment.js';
import { AUTHORIZER, RESOURCE_CHECK } from '../../cel/libraries/authorizer.js';
import { BOOL, DYN, INT, listOf, mapOf, STRING, struct, TIMESTAMP, type Type } from '../../cel/type.js';

/** Which variables an expression sees beside `object`, `oldObject`, `request` and `namespaceObject`. */
export interface PolicyVariables {
  /** The policy has a `paramKind`. */
  readonly params: boolean;
  /** Not in messages. */
  readonly authorizer: boolean;
  /** Types of the policy's own variables so far; `undefined` when it has none. */
  readonly variables: ReadonlyMap<string, Type> | undefined;
}

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

/** The environment of a policy's expressions at a minor. */
export function policyEnvironment({ params, authorizer, variables }: PolicyVariables, minor: number): Environment {
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
  if (variables === undefined) return environment(minor, { variables: names, structs: STRUCTS });
  names.set('variables', struct(VARIABLES_TYPE));
  return environment(minor, { variables: names, structs: new Map([...STRUCTS, [VARIABLES_TYPE, variables]]) });
}
