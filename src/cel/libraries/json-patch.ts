// `jsonpatch.escapeKey`. Follows k8s.io/apiserver v0.36.1 pkg/cel/library/jsonpatch.go; only mutations have it.
import { type FunctionDeclaration, fn, plain } from '../declaration.js';
import { STRING } from '../type.js';

/** A key as one step of a JSON pointer: `example.com/a~b` is `example.com~1a~0b`. */
export const JSON_PATCH: readonly FunctionDeclaration[] = [
  fn(
    'jsonpatch.escapeKey',
    plain('string_jsonpatch_escapeKey_string', [STRING], STRING, (key) =>
      String(key).replaceAll('~', '~0').replaceAll('/', '~1'),
    ),
  ),
];
