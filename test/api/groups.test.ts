// What a v1.35.4 API server said of objects of every group but core, with one or two mistakes each (cases/groups.jsonl,
// recorded with the oracle's `verdict`; no error is an accepted object).
import { expect, test } from 'vitest';
import { validateCreate } from '../../src/api/validate.js';
import { decoded, type Edit, edited, readCases, spelt, VERSION } from './recorded.js';

interface Case {
  readonly base: string;
  readonly edits: readonly Edit[];
  readonly errors: readonly string[];
}

const { bases, cases } = readCases<Case>('groups.jsonl');

test.each([...bases])('%s is judged as the API server judges it, with every mistake', (name, base) => {
  const own = cases.filter((item) => item.base === name);
  expect(own.length).toBeGreaterThan(0);
  const answers = own.map(({ edits }) => {
    const object = decoded(edited(base, edits));
    return { edits, errors: spelt(validateCreate(base.apiVersion, base.kind, object, VERSION)) };
  });
  expect(answers).toEqual(own.map(({ edits, errors }) => ({ edits, errors: [...errors].sort() })));
});
