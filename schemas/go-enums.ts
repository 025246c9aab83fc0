// `npm run schemas -- --enums MODULE…`: reads `+enum` string types from the Go sources of k8s.io/api, one folder per minor
// (`go mod download k8s.io/api@v0.35.4` puts one into the module cache), and writes schemas/go-enums.json. OpenAPI has no enums.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GoEnums } from './table.js';

interface GoStruct {
  readonly fields: Map<string, string>;
  readonly embedded: string[];
}

interface GoPackage {
  readonly enums: Map<string, string[]>;
  readonly structs: Map<string, GoStruct>;
}

const modules = process.argv.slice(2).map((directory) => ({ directory, minor: minorOf(directory) }));
if (modules.length === 0) {
  console.error('usage: npm run schemas -- --enums MODULE…   (see schemas/README.md)');
  process.exit(2);
}
modules.sort((a, b) => a.minor - b.minor);
writeFileSync('schemas/go-enums.json', `${JSON.stringify(merged(modules), null, 1)}\n`);

function minorOf(directory: string): number {
  const minor = /@v\d+\.(\d+)\./.exec(basename(directory))?.[1];
  if (minor === undefined) throw new Error(`${directory}: expected a folder such as api@v0.35.4`);
  return Number(minor);
}

function merged(all: readonly { readonly directory: string; readonly minor: number }[]): GoEnums {
  const known = new Map<string, Map<string, number[]>>();
  const fields: Record<string, Record<string, string>> = {};
  for (const { directory, minor } of all) {
    for (const [name, goPackage] of packages(directory)) {
      for (const [type, values] of goPackage.enums) remember(known, `${name}.${type}`, values, minor);
      for (const type of goPackage.structs.keys()) {
        for (const [field, enumType] of enumFields(type, goPackage)) {
          fields[`${name}.${type}`] = { ...fields[`${name}.${type}`], [field]: `${name}.${enumType}` };
        }
      }
    }
  }
  const minors = all.map(({ minor }) => minor);
  const used = new Set(Object.values(fields).flatMap((types) => Object.values(types)));
  const enums = [...known].filter(([name]) => used.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    enums: Object.fromEntries(enums.map(([name, values]) => [name, ranges(values, minors)])),
    fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function remember(
  known: Map<string, Map<string, number[]>>,
  name: string,
  values: readonly string[],
  minor: number,
): void {
  const minors = known.get(name) ?? new Map<string, number[]>();
  known.set(name, minors);
  for (const value of values) minors.set(value, [...(minors.get(value) ?? []), minor]);
}

/** `''` in all minors, `29` since then, `26-31` until then, `29-31` between. */
function ranges(values: ReadonlyMap<string, readonly number[]>, minors: readonly number[]): Record<string, string> {
  const entries = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([value, known]) => [value, range(known, minors)]));
}

function range(known: readonly number[], minors: readonly number[]): string {
  const first = known[0] === minors[0] ? undefined : known[0];
  const last = known.at(-1) === minors.at(-1) ? undefined : known.at(-1);
  if (last === undefined) return first === undefined ? '' : `${first}`;
  return `${first ?? minors[0]}-${last}`;
}

function packages(directory: string): Map<string, GoPackage> {
  const found = new Map<string, GoPackage>();
  for (const group of readdirSync(directory, { withFileTypes: true })) {
    if (!group.isDirectory()) continue;
    for (const version of readdirSync(join(directory, group.name))) {
      if (!/^v\d/.test(version)) continue;
      const folder = join(directory, group.name, version);
      const files = readdirSync(folder).filter(
        (file) => /^(?:.*_)?types.*\.go$/.test(file) && !file.includes('generated'),
      );
      const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
      found.set(`${group.name}.${version}`, { enums: enumTypes(text), structs: structTypes(text) });
    }
  }
  return found;
}

function enumTypes(text: string): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const [, type = ''] of text.matchAll(/^\/\/ \+enum\n(?:\/\/.*\n)*type (\w+) string$/gm)) types.set(type, []);
  for (const [, type = '', value = ''] of text.matchAll(/^(?:const|\t)?\s*\w+\s+(\w+)\s*=\s*"([^"]*)"/gm))
    types.get(type)?.push(value);
  // `const A = Type("a")`.
  for (const [, type = '', value = ''] of text.matchAll(/^(?:const|\t)?\s*\w+\s*=\s*(\w+)\("([^"]*)"\)/gm))
    types.get(type)?.push(value);
  return types;
}

function structTypes(text: string): Map<string, GoStruct> {
  const types = new Map<string, GoStruct>();
  for (const [, type = '', body = ''] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    const struct: GoStruct = { fields: new Map(), embedded: [] };
    for (const [, goType = '', json = ''] of body.matchAll(/^\t(?:\w+[ \t]+)?([\w.*[\]]+)[ \t]+`json:"([^"]*)"/gm)) {
      const [name = ''] = json.split(',');
      if (json.includes('inline')) struct.embedded.push(goType.replace('*', ''));
      else if (name !== '' && name !== '-') struct.fields.set(name, goType.replace(/^[*[\]]+/, ''));
    }
    types.set(type, struct);
  }
  return types;
}

/** The fields of a struct whose type is an enum, those of inlined structs included. */
function enumFields(type: string, goPackage: GoPackage): Map<string, string> {
  const struct = goPackage.structs.get(type);
  const fields = new Map<string, string>();
  for (const embedded of struct?.embedded ?? [])
    for (const entry of enumFields(embedded, goPackage)) fields.set(...entry);
  for (const [field, goType] of struct?.fields ?? []) if (goPackage.enums.has(goType)) fields.set(field, goType);
  return fields;
}
