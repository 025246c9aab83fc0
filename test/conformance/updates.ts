// `npm run conformance -- updates FILE…`: lines { id, from, to, verdict, stage?, errors?, status? }: an update from one
// object to the other, with the status that was written in between.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { hasUpdateValidation, validateUpdate } from '../../src/api/validate-update.js';
import type { JsonObject } from '../../src/kube/json.js';
import type { KubernetesVersion } from '../../src/kube/version.js';
import { identify } from '../../src/manifest/identify.js';
import type { Resource } from '../../src/manifest/resource.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';
import { reportedErrors } from '../../src/schema/decode-error.js';
import { holds } from './figures.js';
import { type Answer, read } from './judge.js';
import type { VerdictLine } from './lines.js';
import { readOptions } from './options.js';
import { printScore, scoreLine } from './print.js';
import { score } from './score.js';

/** One recorded answer of an API server to a change. */
interface UpdateLine extends VerdictLine {
  readonly op?: string;
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly status?: JsonObject;
}

/** The command. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.files.length === 0) {
    process.stderr.write(
      'usage: npm run conformance -- updates FILE… [--as 1.30] [-v|--all] [--kind K] [--stage S] [--report-only]\n',
    );
    return 2;
  }
  const pairs = [];
  for (const line of options.files.flatMap(readUpdates)) {
    if (options.stage !== undefined && options.stage !== (line.stage ?? 'accept')) continue;
    const answer = await judged(line, options.as);
    if (options.kind === undefined || options.kind === answer.kind) pairs.push({ line, answer });
  }
  const result = score(pairs);
  printScore(result, options, (text) => process.stdout.write(text));
  process.stdout.write(scoreLine(result));
  return options.reportOnly || holds(result, 'updates') ? 0 : 1;
}

function readUpdates(path: string): UpdateLine[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  // Recorded by the oracle in this shape; a line without a pair is refused below.
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as UpdateLine]));
  for (const { id, from, to } of lines) {
    if (from === undefined || to === undefined) throw new Error(`${id}: a line without \`from\` and \`to\``);
  }
  // A server that refused `from` was never asked about `to`.
  const asked = lines.filter(({ verdict }) => String(verdict) !== 'from-refused');
  return asked.map((line) => ({ ...line, ops: line.op === undefined ? [] : [[line.op]] }));
}

async function judged(line: UpdateLine, version: KubernetesVersion): Promise<Answer> {
  const [from, to] = [await resourceOf(line.from), await resourceOf(line.to)];
  const { apiVersion, kind } = to;
  const place = { document: 0, item: undefined, apiVersion, kind };
  const [before, after] = [from, to].map((resource) => decode(resource, { version, crds: NO_CRDS }));
  if (before?.kind !== 'decoded' || after?.kind !== 'decoded') return { ...place, stage: 'kind', errors: [] };
  if (after.errors.length > 0) return { ...place, stage: 'decode', errors: reportedErrors(after.errors) };
  const errors = validateUpdate(apiVersion, kind, before.object, after.object, version, line.status);
  const accepted = hasUpdateValidation(apiVersion, kind) ? 'accept' : 'unvalidated';
  return { ...place, stage: errors.length > 0 ? 'validation' : accepted, errors };
}

async function resourceOf(object: JsonObject): Promise<Resource> {
  const [resource] = identify(await read('object.json', JSON.stringify(object))).resources;
  if (resource === undefined) throw new Error(`no object: ${JSON.stringify(object).slice(0, 200)}`);
  return resource;
}
