import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

// Who may import whom, by folder of src/ (README, "How it is built"). `types` after a name: type-only imports.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kube: [],
  cel: ['kube'],
  manifest: ['kube'],
  schema: ['kube', 'cel', 'manifest', 'schemas'],
  api: ['kube', 'cel', 'schema'],
  graph: ['kube', 'manifest'],
  lint: ['kube', 'cel', 'manifest', 'schema', 'api', 'graph', 'rules'],
  simulate: ['kube', 'cel', 'manifest', 'schema', 'api'],
  config: ['kube', 'manifest', 'lint types', 'schemas'],
  source: ['manifest'],
  report: ['kube', 'manifest', 'lint types', 'simulate types', 'project types'],
  project: ['kube', 'manifest', 'schema', 'api', 'graph', 'lint', 'config types', 'simulate'],
  cli: ['kube', 'project', 'report', 'config', 'source', 'lint', 'simulate', 'manifest', 'schema', 'tui'],
  lsp: ['kube', 'project', 'report', 'config', 'source', 'lint types'],
  tui: ['kube', 'project', 'report', 'simulate types'],
  index: ['project', 'report', 'lint types', 'config types', 'simulate', 'manifest', 'kube'],
  rules: ['kube', 'manifest', 'graph', 'lint types'],
};

// Only front ends touch the outside world; everything else is a function of its arguments.
const FRONT_ENDS = new Set(['cli', 'lsp', 'tui', 'source']);
const OUTSIDE = [
  { name: 'the real clock', pattern: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/ },
  { name: 'randomness', pattern: /\bMath\.random\(|\brandomUUID\(/ },
  { name: 'the environment', pattern: /\bprocess\.(env|cwd|argv|stdout|stderr|exit)\b/ },
  { name: 'the console', pattern: /\bconsole\.\w+\(/ },
  { name: 'the disk', pattern: /from 'node:(fs|child_process|net|http|https)(\/promises)?'/ },
  { name: 'the locale', pattern: /\.localeCompare\(|\.toLocale\w+\(/ },
];

const FORBIDDEN_FOLDERS = /(^|\/)(utils?|helpers?|common|core)(\/|$)/;

// What `rollcast lint` loads at every start (build.mjs) and what it must not load unless the input asks for it.
const STARTS = ['src/cli/main.ts', 'src/cli/lint.ts', 'src/report/pretty.ts'];
const ON_DEMAND = /^src\/(cel|simulate|api\/(admission-policy|admissionregistration|apiextensions|flowcontrol))\//;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
  /** By `import()`: loaded when asked for. */
  readonly later: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mts)$/.test(entry.name))
    .map((entry) => normalize(join(entry.parentPath, entry.name)))
    .sort();
}

function folderOf(file: string): string {
  const parts = relative('.', file).split('/');
  if (parts[0] === 'src') return (parts[1] ?? '').replace(/\.(ts|js)$/, '');
  return parts[0] ?? '';
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const imports: Import[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;
  for (const match of text.matchAll(statement)) {
    const target = match[2] ?? match[3] ?? '';
    if (!target.startsWith('.')) continue;
    imports.push({
      file,
      target: normalize(join(dirname(file), target)),
      typeOnly: match[1] !== undefined,
      later: match[3] !== undefined,
    });
  }
  return imports;
}

const files = [...sourceFiles('src'), ...sourceFiles('rules')];
const imports = files.flatMap(importsOf);

describe('architecture', () => {
  test('every folder of src has a line in the import table', () => {
    const folders = [...new Set(files.map(folderOf))].sort();
    expect(folders.filter((folder) => MAY_IMPORT[folder] === undefined)).toEqual([]);
  });

  test('folders import only what the table allows', () => {
    const breaches = imports
      .map((edge) => ({ ...edge, from: folderOf(edge.file), to: folderOf(edge.target) }))
      .filter(({ from, to, typeOnly }) => {
        const allowed = MAY_IMPORT[from] ?? [];
        return from !== to && !allowed.includes(to) && !(typeOnly && allowed.includes(`${to} types`));
      })
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(breaches).toEqual([]);
  });

  test('no import cycles', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports) {
      if (typeOnly) continue;
      const resolved = target.replace(/\.js$/, '.ts');
      edges.set(file, [...(edges.get(file) ?? []), resolved]);
    }
    expect(cycles(edges)).toEqual([]);
  });

  test('starting to lint loads no CEL and no group that hardly anybody uses', () => {
    const atStart = new Set(STARTS);
    for (const file of atStart) {
      for (const edge of imports) {
        if (edge.file === file && !edge.typeOnly && !edge.later) atStart.add(edge.target.replace(/\.js$/, '.ts'));
      }
    }
    expect(atStart.size).toBeGreaterThan(100);
    expect([...atStart].filter((file) => ON_DEMAND.test(file))).toEqual([]);
  });

  test('only front ends touch the outside world', () => {
    const breaches = files
      .filter((file) => !FRONT_ENDS.has(folderOf(file)))
      .flatMap((file) => {
        const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        return OUTSIDE.filter(({ pattern }) => pattern.test(text)).map(({ name }) => `${file} uses ${name}`);
      });
    expect(breaches).toEqual([]);
  });

  test('no folder is named for nothing in particular', () => {
    const own = files.filter((file) => FORBIDDEN_FOLDERS.test(dirname(file)) && !file.startsWith('src/api/core'));
    expect(own).toEqual([]);
  });

  test('labels are matched in one place', () => {
    const matchers = files.filter((file) =>
      /matchExpressions\??\.(every|some|map|filter)/.test(readFileSync(file, 'utf8')),
    );
    expect(matchers.filter((file) => file !== 'src/kube/selector.ts' && !file.startsWith('src/api/'))).toEqual([]);
  });
});

/** Every cycle among the files, as `a -> b -> a`, found by depth-first search. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at !== -1) {
      found.push([...trail.slice(at), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of [...edges.keys()].sort()) visit(file, []);
  return found;
}
