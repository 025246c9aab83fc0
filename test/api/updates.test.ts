// What a v1.35.4 API server said of changes to objects (cases/updates.jsonl, recorded with the oracle's `verdict -updates`;
// no error is an accepted change). `status` was written to the object before the change.
import { expect, test } from 'vitest';
import { validateUpdate } from '../../src/api/validate-update.js';
import type { JsonObject } from '../../src/kube/json.js';
import { decoded, type Edit, edited, readCases, spelt, VERSION } from './recorded.js';

interface Case {
  readonly base: string;
  readonly from?: readonly Edit[];
  readonly to: readonly Edit[];
  readonly status?: JsonObject;
  readonly errors: readonly string[];
}

const { bases, cases } = readCases<Case>('updates.jsonl');

test.each([...bases])('%s may change as the API server lets it', (name, base) => {
  const own = cases.filter((item) => item.base === name);
  expect(own.length).toBeGreaterThan(0);
  const answers = own.map(({ errors: _, ...item }) => {
    const [from, to] = [decoded(edited(base, item.from ?? [])), decoded(edited(base, item.to))];
    return { ...item, errors: spelt(validateUpdate(base.apiVersion, base.kind, from, to, VERSION, item.status)) };
  });
  expect(answers).toEqual(own.map((item) => ({ ...item, errors: [...item.errors].sort() })));
});
