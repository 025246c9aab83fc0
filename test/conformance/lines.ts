import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** An error as the API server named it. `type` is its cause (`FieldValueRequired`) or the oracle's word (`UnknownField`). */
export interface ServerError {
  readonly field: string;
  readonly type: string;
  readonly message?: string;
}

/** One recorded answer of an API server. */
export interface VerdictLine {
  readonly id?: string;
  readonly ops?: readonly (readonly string[])[];
  readonly document?: string;
  readonly file?: string;
  readonly docIndex?: number;
  readonly itemIndex?: number;
  readonly verdict: 'accept' | 'reject' | 'unknown-kind';
  readonly stage?: string;
  readonly errors?: readonly ServerError[];
}

/** The lines of a `.jsonl` or `.jsonl.gz` file. Throws where a line is no JSON. */
export function readLines(path: string): VerdictLine[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  // Recorded by the oracle in this shape; a wrong file shows as lines without a verdict, which `score` refuses.
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as VerdictLine);
}
