import type { FieldError } from '../../src/kube/field-error.js';
import { formatPath } from '../../src/kube/field-path.js';
import type { Answer } from './judge.js';
import type { ServerError, VerdictLine } from './lines.js';

/** Where rollcast and the server differ about one document. */
export interface Difference {
  readonly line: VerdictLine;
  readonly answer: Answer;
  readonly kind: 'false-rejection' | 'missed' | 'fields';
}

/** The account of one run. */
export interface Score {
  readonly checked: number;
  readonly agree: number;
  readonly rejected: number;
  readonly caught: number;
  readonly accepted: number;
  readonly falseRejections: number;
  /** Of the documents that both reject: the same set of (field, type). */
  readonly fieldsAgree: number;
  readonly differences: readonly Difference[];
}

/** Compares the recorded answers with rollcast's. Throws on lines that are no verdicts. */
export function score(pairs: readonly { readonly line: VerdictLine; readonly answer: Answer }[]): Score {
  const tally = { checked: 0, agree: 0, rejected: 0, caught: 0, accepted: 0, falseRejections: 0, fieldsAgree: 0 };
  const differences: Difference[] = [];
  for (const { line, answer } of pairs) {
    tally.checked++;
    const rejects = answer.errors.length > 0;
    switch (line.verdict) {
      case 'unknown-kind':
        // The server does not serve it: a finding and "not checked" both agree.
        tally.agree++;
        break;
      case 'accept':
        tally.accepted++;
        if (rejects) {
          tally.falseRejections++;
          differences.push({ line, answer, kind: 'false-rejection' });
        } else tally.agree++;
        break;
      case 'reject':
        tally.rejected++;
        if (!rejects) {
          differences.push({ line, answer, kind: 'missed' });
          break;
        }
        tally.agree++;
        tally.caught++;
        if (sameFields(ofOneStage(line), answer.errors)) tally.fieldsAgree++;
        else differences.push({ line, answer, kind: 'fields' });
        break;
      default:
        throw new Error(`a line without a verdict: ${JSON.stringify(line).slice(0, 200)}`);
    }
  }
  return { ...tally, differences };
}

// What the oracle puts together and no server says at once: it tells keys that are there twice beside the answer to the text
// without them, and makes the namespace, which may have a bad name, before it asks about a text that cannot be decoded.
function ofOneStage({ stage, errors = [] }: VerdictLine): readonly ServerError[] {
  const twice = errors.filter(({ type }) => type === 'DuplicateKey');
  if (twice.length > 0) return twice;
  const others = errors.filter(({ message = '' }) => !message.startsWith('Namespace "'));
  return (stage === 'decode' || stage === 'strict') && others.length > 0 ? others : errors;
}

/** The set of (field, type) of the server's errors, one text each. */
export function serverFields(errors: readonly ServerError[]): string[] {
  return sorted(
    errors.map(({ field, type, message = '' }) => {
      if (type === 'BadRequest' && / no kind "[^"]*" is registered /.test(message)) return 'NotFound';
      const name = type.replace(/^FieldValue|(?<=Internal)Error$/g, '');
      return comparable(field === '<nil>' ? '' : type === 'UnknownField' ? unquoted(field) : field, name);
    }),
  );
}

/** The set of (field, type) of rollcast's errors, one text each. */
export function ownFields(errors: readonly FieldError[]): string[] {
  return sorted(errors.map(({ path, type }) => comparable(formatPath(path), type)));
}

// Unknown fields are printed with %q.
function unquoted(field: string): string {
  return field.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(n)|(t)|(r)|(.))/g, (...parts: readonly string[]) => {
    const [, hex = '', code = '', line, tab, end, itself = ''] = parts;
    if (hex + code !== '') return String.fromCharCode(Number.parseInt(hex + code, 16));
    return line !== undefined ? '\n' : tab !== undefined ? '\t' : end !== undefined ? '\r' : itself;
  });
}

function sameFields(server: readonly ServerError[], own: readonly FieldError[]): boolean {
  return serverFields(server).join('\n') === ownFields(own).join('\n');
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

// A decode error names Go's struct path: no indexes, no map keys, and the names of inlined structs, which start with a capital
// letter. A value that cannot be read comes without any field, and so does a refusal of
// admission or storage (`Forbidden`, `Unknown`).
function comparable(field: string, type: string): string {
  if (/^(BadRequest|ParseError|NotAnObject|Unknown)$/.test(type)) return 'BadRequest';
  // A path that is not served, or only for reading.
  if (type === 'MethodNotAllowed' || (type === 'NotFound' && (field === '' || field === 'kind'))) return 'NotFound';
  if (type === 'Forbidden' && field === '') return 'BadRequest';
  // YAML's own duplicate keys come without a field.
  if (type === 'DuplicateKey' || (type === 'DuplicateField' && field === '')) return 'DuplicateKey';
  // Items of defaults are printed as `default.[0]`.
  if (type !== 'TypeMismatch') return `${type} ${field.replaceAll('.[', '[')}`;
  const names = field.replace(/\[[^\]]*\]/g, '').split('.');
  return `${type} ${names.filter((name) => !/^[A-Z]/.test(name)).join('.')}`;
}
