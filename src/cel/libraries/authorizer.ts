// The authorizer. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/authz.go, for the checker only: who may do what is not
// in manifests, so every answer is "not supported".
import { fn, type Library, member, type Overload } from '../declaration.js';
import { BOOL, STRING, struct, type Type } from '../type.js';
import { unsupported } from '../value.js';

/** The type of the variable `authorizer`. */
export const AUTHORIZER = struct('kubernetes.authorization.Authorizer');
/** The type of `authorizer.requestResource`. */
export const RESOURCE_CHECK = struct('kubernetes.authorization.ResourceCheck');
const PATH_CHECK = struct('kubernetes.authorization.PathCheck');
const GROUP_CHECK = struct('kubernetes.authorization.GroupCheck');
const DECISION = struct('kubernetes.authorization.Decision');

function asked(id: string, args: readonly Type[], result: Type): Overload {
  return member(id, args, result, () => unsupported('what the authorizer answers is not in the manifests'));
}

/** The authorizer's functions. */
export const AUTHORIZATION: Library = {
  functions: [
    fn('path', asked('authorizer_path', [AUTHORIZER, STRING], PATH_CHECK)),
    fn('group', asked('authorizer_group', [AUTHORIZER, STRING], GROUP_CHECK)),
    fn('serviceAccount', asked('authorizer_serviceaccount', [AUTHORIZER, STRING, STRING], AUTHORIZER)),
    fn('resource', asked('groupcheck_resource', [GROUP_CHECK, STRING], RESOURCE_CHECK)),
    fn('subresource', asked('resourcecheck_subresource', [RESOURCE_CHECK, STRING], RESOURCE_CHECK)),
    fn('namespace', asked('resourcecheck_namespace', [RESOURCE_CHECK, STRING], RESOURCE_CHECK)),
    fn('name', asked('resourcecheck_name', [RESOURCE_CHECK, STRING], RESOURCE_CHECK)),
    fn(
      'check',
      asked('pathcheck_check', [PATH_CHECK, STRING], DECISION),
      asked('resourcecheck_check', [RESOURCE_CHECK, STRING], DECISION),
    ),
    fn('errored', asked('decision_errored', [DECISION], BOOL)),
    fn('error', asked('decision_error', [DECISION], STRING)),
    fn('allowed', asked('decision_allowed', [DECISION], BOOL)),
    fn('reason', asked('decision_reason', [DECISION], STRING)),
  ],
};

/** The selectors of the authorizer, since 1.31. */
export const AUTHORIZATION_SELECTORS: Library = {
  functions: [
    fn('fieldSelector', asked('authorizer_fieldselector', [RESOURCE_CHECK, STRING], RESOURCE_CHECK)),
    fn('labelSelector', asked('authorizer_labelselector', [RESOURCE_CHECK, STRING], RESOURCE_CHECK)),
  ],
};
