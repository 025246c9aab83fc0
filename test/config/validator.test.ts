import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

const FILE = 'src/config/validate.generated.ts';

/** The published schema as a function, so that no start of rollcast compiles it. */
function generated(): string {
  const schema: unknown = JSON.parse(readFileSync('schemas/rollcast.schema.json', 'utf8'));
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, code: { source: true, esm: true } });
  const code = standaloneCode.default(ajv, ajv.compile(schema as object));
  const bundled = buildSync({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'esm',
    write: false,
    platform: 'neutral',
    mainFields: ['main'],
    minify: true,
  });
  const [output] = bundled.outputFiles;
  const body = (output?.text ?? '').replace(/export\{(\w+) as default(?:,[^}]*)?\};?\s*$/, 'return $1;');
  return [
    '// generated from schemas/rollcast.schema.json by test/config/validator.test.ts (UPDATE=1); do not edit',
    '// @ts-nocheck',
    "import type { SchemaError } from './shape.js';",
    '',
    '/** Does the value have the shape of a configuration? If not, `errors` says why. */',
    'export const validateConfig: { (value: unknown): boolean; errors?: SchemaError[] | null } = (() => {',
    body.trim(),
    '})();',
    '',
  ].join('\n');
}

test('the compiled validator is the one of the published schema', () => {
  const text = generated();
  if (process.env.UPDATE === '1') writeFileSync(FILE, text);
  expect(existsSync(FILE) ? readFileSync(FILE, 'utf8') : '').toBe(text);
});
