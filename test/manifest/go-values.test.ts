import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { asGoSees, type GoDocument, parseExactly } from './go-values.js';

interface Case {
  readonly name: string;
  readonly group: string;
  readonly input: string;
  readonly go: {
    readonly docs: readonly GoDocument[] | null;
    readonly strictError?: string;
    readonly error?: string;
  };
}

/** Cases where we knowingly say something else than Go, with the reason. None. */
const exceptions: ReadonlyMap<string, string> = new Map();

// Go's answers, recorded with sigs.k8s.io/yaml v1.6.0 behind k8s.io/apimachinery v0.35 YAMLReader.
const cases = parseExactly(readFileSync('test/manifest/cases/yaml.json', 'utf8')) as Case[];

function expected(docs: readonly GoDocument[] | null): GoDocument[] {
  return (docs ?? []).map(({ value, error }) => {
    if (error === undefined) return { value };
    return { error: error.startsWith('READ') ? 'separator' : 'syntax' };
  });
}

function withoutDuplicates(docs: readonly GoDocument[]): GoDocument[] {
  return docs.map(({ duplicates: _, ...document }) => document);
}

/** Of a very long value only the length of its JSON was recorded. */
function lengthOnly(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('$len' in value)) return undefined;
  return Number(value.$len);
}

function lengths(docs: readonly GoDocument[]): GoDocument[] {
  return docs.map(({ value }) => ({ value: { $len: JSON.stringify(value).length } }));
}

describe('values as sigs.k8s.io/yaml reads them', () => {
  test.each(cases.filter(({ name }) => !exceptions.has(name)))('$group: $name', ({ input, go }) => {
    const { fast, exact } = asGoSees(input);
    const values = expected(go.docs);
    const isLong = values.some(({ value }) => lengthOnly(value) !== undefined);
    const seen = (documents: GoDocument[]): GoDocument[] => withoutDuplicates(isLong ? lengths(documents) : documents);
    expect({ fast: fast && seen(fast), exact: seen(exact) }).toEqual({ fast: fast && values, exact: values });
  });

  test.each(cases.filter(({ go }) => go.docs?.length === 1 && go.error === undefined))(
    'duplicate keys: $name',
    ({ input, go }) => {
      const duplicates = go.strictError?.includes('already set in map') === true;
      const { fast, exact } = asGoSees(input);
      expect([...(fast ?? exact), ...exact].map((document) => document.duplicates === true)).toEqual([
        duplicates,
        duplicates,
      ]);
    },
  );

  test('every case is compared', () => {
    expect([cases.length, exceptions.size]).toEqual([308, 0]);
  });
});

// Mutations of samples/ and of a few small texts, with Go's answers; recorded once, from our own manifests.
const mutations = parseExactly(readFileSync('test/manifest/cases/mutations.json', 'utf8')) as {
  readonly input: string;
  readonly docs: readonly GoDocument[];
}[];

test('mutated manifests as Go reads them', () => {
  const differences = mutations.filter(({ input, docs }) => {
    const { fast, exact } = asGoSees(input);
    return !isDeepStrictEqual(exact, docs) || (fast !== undefined && !isDeepStrictEqual(fast, docs));
  });
  expect(differences).toEqual([]);
});
