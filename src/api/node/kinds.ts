import type { RuntimeClass } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateRuntimeClass } from './runtime-class.js';

/** The kinds of node.k8s.io/v1. */
export const nodeKinds: Kinds = new Map([
  ['RuntimeClass', kindOf<RuntimeClass>({ namespaced: false, validate: validateRuntimeClass })],
]);
