// `npm run conformance -- verdicts FILE…`: lines { id?, document, verdict, stage?, errors? }.
// `… verdicts FILE --as 1.30 OTHER`: the documents of FILE judged as 1.30, against the answers of OTHER, joined by id.
import { holds } from './figures.js';
import { type Answer, judge, read } from './judge.js';
import { readLines, type VerdictLine } from './lines.js';
import { type Options, readOptions } from './options.js';
import { printScore, scoreLine } from './print.js';
import { score } from './score.js';

/** The command. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.files.length === 0) {
    process.stderr.write(
      'usage: npm run conformance -- verdicts FILE… [--as 1.30 OTHER] [-v|--all] [--kind K] [--stage S] [--report-only]\n',
    );
    return 2;
  }
  const lines = joined(options).filter(
    (line) => options.stage === undefined || (line.stage ?? 'accept') === options.stage,
  );
  const pairs = [];
  for (const line of lines) {
    const answer = await judged(line, options);
    if (options.kind === undefined || options.kind === answer.kind) pairs.push({ line, answer });
  }
  const result = score(pairs);
  printScore(result, options, (text) => process.stdout.write(text));
  process.stdout.write(scoreLine(result));
  return options.reportOnly || holds(result, 'verdicts') ? 0 : 1;
}

/** The lines to judge: those of the files, or with `--as` the first file's documents with the last file's answers. */
function joined({ files, isOtherVersion }: Options): VerdictLine[] {
  const [first, ...others] = files.map(readLines);
  if (first === undefined) return [];
  if (!isOtherVersion || others.length === 0) return [first, ...others].flat();
  const documents = new Map(first.map((line) => [line.id, line]));
  return others.flat().map((line) => {
    const base = documents.get(line.id);
    if (base?.document === undefined) throw new Error(`${line.id}: no document with this id in the first file`);
    return { ...line, document: base.document, ops: base.ops ?? [] };
  });
}

async function judged(line: VerdictLine, { as }: Options): Promise<Answer> {
  if (line.document === undefined) throw new Error(`${line.id}: a line without a document`);
  const answers = judge(await read('document.json', line.document), as);
  const refused = answers.find(({ errors }) => errors.length > 0) ?? answers[0];
  return refused ?? { document: 0, item: undefined, apiVersion: '', kind: '', stage: 'unvalidated', errors: [] };
}
