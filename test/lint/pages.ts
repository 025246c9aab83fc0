import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { NamedPage, Page } from '../../src/lint/page.js';

const ajv = new Ajv({ allErrors: true });
// The package's default export is its own module when imported from ESM.
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const validate = ajv.compile<Page>(JSON.parse(readFileSync('rules/page.schema.json', 'utf8')));

const files = readdirSync('rules', { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));

const written = files
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => path.replace(/\.yaml$/, ''))
  .sort()
  .map((id) => ({ id, value: parse(readFileSync(`rules/${id}.yaml`, 'utf8')) as unknown }));

/** The pages that fit the schema, sorted by id. */
export const pages: readonly NamedPage[] = written.flatMap(({ id, value }) =>
  validate(value) ? [{ id, page: value }] : [],
);

/** What is wrong with the others. */
export const schemaMistakes: readonly string[] = written.flatMap(({ id, value }) =>
  validate(value) ? [] : [`${id}: ${ajv.errorsText(validate.errors)}`],
);

/** The companions there are, as paths below `rules/`. */
export const companions: readonly string[] = files.filter((path) => path.endsWith('.ts')).sort();
