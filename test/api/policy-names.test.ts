// Whether a v1.30 and a v1.35.4 API server take a policy with this validation (cases/policy-names.json, recorded with the
// oracle's `verdict`): names of types, messages of protobuf, what only one of the two has.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateCreate } from '../../src/api/validate.js';
import { ofMinor } from '../../src/kube/version.js';

interface Case {
  readonly expression: string;
  readonly '1.30': 'accept' | 'reject';
  readonly '1.35': 'accept' | 'reject';
}

// Trusted: the file is committed beside this test.
const cases = JSON.parse(readFileSync(new URL('cases/policy-names.json', import.meta.url), 'utf8')) as readonly Case[];
const RULE = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

function verdict(expression: string, minor: number): 'accept' | 'reject' {
  const policy = {
    metadata: { name: 'p' },
    spec: {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConstraints: { resourceRules: [RULE] },
      variables: [{ name: 'a', expression: '1' }],
      validations: [{ expression }],
    },
  };
  const found = validateCreate('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', policy, ofMinor(minor));
  return found.length === 0 ? 'accept' : 'reject';
}

test.each(['1.30', '1.35'] as const)('as %s', (version) => {
  const minor = Number(version.slice(2));
  const own = cases.map(({ expression }) => [expression, verdict(expression, minor)]);
  expect(own).toEqual(cases.map((one) => [one.expression, one[version]]));
});
