// `npm run conformance -- all DIR`: everything that DIR has (the folder layout of the shared data: verdicts/, oracle/, pss/,
// cases/, corpus/), as one table; 1 when a command fails. What is not there is said.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One comparison: a title, what it needs, and the command that makes it. */
interface Comparison {
  readonly title: string;
  readonly needs: readonly string[];
  readonly args: readonly string[];
}

/** The last line of a command, as far as the table shows it. */
interface Account {
  readonly checked?: number;
  readonly agree?: number;
  readonly rejected?: number;
  readonly caught?: number;
  readonly accepted?: number;
  readonly falseRejections?: number;
  readonly fieldAgreement?: number;
}

/** The command. */
export function main(args: readonly string[]): number {
  const [folder] = args;
  if (folder === undefined || !existsSync(folder)) {
    process.stderr.write('usage: npm run conformance -- all DIR\n');
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'rollcast-data-'));
  try {
    return compareAll(comparisons(folder, scratch));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compareAll(all: readonly Comparison[]): number {
  const row = (...cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  row('data', 'agrees', 'caught', 'false rejections', '(field, type) sets equal');
  row('---', '---', '---', '---', '---');
  let failed = 0;
  for (const { title, needs, args } of all) {
    if (!needs.every((path) => existsSync(path))) {
      row(title, 'not there', '', '', '');
      continue;
    }
    const result = spawnSync(process.execPath, ['test/conformance/run.mjs', ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (result.status !== 0) failed++;
    const account = accountOf(result.stdout);
    if (account === undefined) row(title, `failed: ${result.stderr.trim().split('\n').at(-1) ?? ''}`, '', '', '');
    else row(title, ...cellsOf(account));
  }
  process.stdout.write(`${JSON.stringify({ checked: all.length, agree: all.length - failed })}\n`);
  return failed === 0 ? 0 : 1;
}

function comparisons(folder: string, scratch: string): Comparison[] {
  const at = (...parts: string[]) => join(folder, ...parts);
  const unpacked = (archive: string, name: string) => {
    const target = join(scratch, name);
    if (!existsSync(archive)) return target;
    mkdirSync(target);
    spawnSync('tar', ['-xf', archive, '-C', target]);
    return target;
  };
  const mutants = at('verdicts', 'mutants.jsonl.gz');
  const updates = at('verdicts', 'updates.jsonl.gz');
  const minors = (stem: string) =>
    (existsSync(at('verdicts')) ? readdirSync(at('verdicts')) : []).sort().flatMap((file) => {
      const minor = new RegExp(`^${stem}\\.v(1\\.\\d+)\\.jsonl\\.gz$`).exec(file)?.[1];
      return minor === undefined ? [] : [{ minor, file: at('verdicts', file) }];
    });
  const corpus = unpacked(at('corpus', 'corpus.tar.xz'), 'corpus');
  const standards = unpacked(at('pss', 'testdata.tar.xz'), 'pss');
  const one = (title: string, needs: readonly string[], ...args: readonly string[]): Comparison => ({
    title,
    needs,
    args,
  });
  return [
    one('manifests, as v1.35', [mutants], 'verdicts', mutants),
    ...minors('mutants').map(({ minor, file }) =>
      one(`manifests, as v${minor}`, [mutants, file], 'verdicts', mutants, '--as', minor, file),
    ),
    one('changes, as v1.35', [updates], 'updates', updates),
    ...minors('updates').map(({ minor, file }) => one(`changes, as v${minor}`, [file], 'updates', file, '--as', minor)),
    one(
      'small documents, one question each',
      [at('oracle', 'battery')],
      'files',
      at('oracle', 'battery'),
      at('oracle', 'battery', 'battery.jsonl'),
    ),
    one('public manifests, as v1.35', [corpus], 'files', corpus, at('verdicts', 'corpus.jsonl.gz')),
    one('YAML values against Go', [corpus], 'values', corpus, at('cases', 'corpus-values.jsonl.xz')),
    one('Pod Security Standards fixtures', [standards], 'pss', standards),
    one('rollouts: given recordings', [at('oracle', 'traces')], 'rollouts', at('oracle')),
    one('rollouts: all recordings', ['test/oracle/traces'], 'rollouts', 'test/oracle'),
  ];
}

function accountOf(output: string): Account | undefined {
  const last = output.trim().split('\n').at(-1) ?? '';
  // The last line of every command is one JSON object.
  return last.startsWith('{') ? (JSON.parse(last) as Account) : undefined;
}

function cellsOf({
  checked = 0,
  agree = 0,
  rejected,
  caught,
  accepted,
  falseRejections,
  fieldAgreement,
}: Account): string[] {
  const share = checked === 0 ? 'nothing' : `${((100 * agree) / checked).toFixed(2)} % (${agree} of ${checked})`;
  return [
    share,
    caught === undefined ? '' : `${caught} of ${rejected}`,
    falseRejections === undefined ? '' : `${falseRejections} of ${accepted}`,
    fieldAgreement === undefined ? '' : `${(fieldAgreement * 100).toFixed(2)} %`,
  ];
}
