import type { Directive, Document, DocumentFile } from '../manifest/document.js';
import type { PlacedFinding } from './place.js';

/** A `# rollcast-ignore` comment: which rules it silences, where, and why. */
export interface Suppression {
  readonly directive: Directive;
  readonly file: DocumentFile;
  readonly document: number;
  /** Rule ids, `category/*` for all rules of a category. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly scope: Scope;
}

/** What a suppression covers: the whole file, or findings that start within offsets. */
export type Scope = { readonly kind: 'file' } | { readonly kind: 'span'; readonly start: number; readonly end: number };

/** A comment that was meant to suppress and does not. */
export interface SuppressionMistake {
  readonly rule: 'suppression/missing-reason' | 'suppression/unknown-rule' | 'suppression/malformed';
  readonly directive: Directive;
  readonly document: number;
  readonly message: string;
  readonly help?: string;
}

/** The suppressions of a file, and what is wrong with the comments that are none. */
export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly mistakes: readonly SuppressionMistake[];
}

const FORM = '# rollcast-ignore RULE -- why';

/** Reads the comments of a file that speak to rollcast. `unknown` says what is wrong with a rule name, if anything is. */
export function suppressionsOf(file: DocumentFile, unknown: (rule: string) => string | undefined): Suppressions {
  const suppressions: Suppression[] = [];
  const mistakes: SuppressionMistake[] = [];
  for (const document of file.documents) {
    for (const directive of document.directives) {
      const read = readDirective(directive, unknown);
      if ('rule' in read) mistakes.push({ ...read, directive, document: document.index });
      else
        suppressions.push({
          ...read,
          directive,
          file,
          document: document.index,
          scope: read.word === 'rollcast-ignore-file' ? { kind: 'file' } : scopeOf(directive, file, document),
        });
    }
  }
  return { suppressions, mistakes };
}

/** Does the suppression silence the finding? Mistakes in suppressions cannot be silenced. */
export function silences({ file, rules, scope }: Suppression, finding: PlacedFinding): boolean {
  if (finding.file !== file.file || !namesRule(rules, finding.rule)) return false;
  return scope.kind === 'file' || (finding.start >= scope.start && finding.start < scope.end);
}

/** Is the rule among `rules`, by id or by category? */
export function namesRule(rules: readonly string[], rule: string): boolean {
  if (rule.startsWith('suppression/')) return false;
  return rules.some((written) => written === rule || (written.endsWith('/*') && rule.startsWith(written.slice(0, -1))));
}

type ReadDirective =
  | { readonly word: string; readonly rules: readonly string[]; readonly reason: string }
  | Omit<SuppressionMistake, 'directive' | 'document'>;

function readDirective({ text }: Directive, unknown: (rule: string) => string | undefined): ReadDirective {
  const match = /^(rollcast-[a-z-]*)(?:\s+(.*))?$/i.exec(text);
  const word = (match?.[1] ?? '').toLowerCase();
  if (word !== 'rollcast-ignore' && word !== 'rollcast-ignore-file') {
    return {
      rule: 'suppression/malformed',
      message: `"${word}" is no comment that rollcast knows`,
      help: `write ${FORM}`,
    };
  }
  const [names = '', ...reason] = (match?.[2] ?? '').split(/\s+--(?:\s+|$)|^--(?:\s+|$)/);
  const rules = names.split(/[\s,]+/).filter((name) => name !== '');
  if (rules.length === 0) {
    return {
      rule: 'suppression/malformed',
      message: `${word} names no rule, so it suppresses nothing`,
      help: `write ${FORM}`,
    };
  }
  for (const rule of rules) {
    const wrong = unknown(rule);
    if (wrong !== undefined)
      return { rule: 'suppression/unknown-rule', message: wrong, help: 'the comment suppresses nothing' };
  }
  const why = reason.join(' -- ').trim();
  if (why === '') {
    return {
      rule: 'suppression/missing-reason',
      message: `${word} ${rules.join(', ')} gives no reason, so it suppresses nothing`,
      help: `write ${FORM}`,
    };
  }
  return { word, rules, reason: why };
}

/**
 * Behind a value: the line, and what is nested below what starts there. On a line of its own: the same for the next line
 * with content. On or above the first line of a document: the whole document.
 */
function scopeOf(directive: Directive, file: DocumentFile, document: Document): Scope {
  const home = hasContent(document) ? document : (file.documents[file.documents.indexOf(document) + 1] ?? document);
  const { offsets } = home.tape;
  const first = firstOffset(home);
  const line = directive.ownLine
    ? contentLineFrom(file.text, Math.max(lineAround(file.text, directive.end).end + 1, home.start))
    : lineAround(file.text, directive.start);
  if (line.start <= first && first <= line.end) return { kind: 'span', start: home.start, end: home.end + 1 };
  let end = line.end;
  for (let node = 0; node * 5 < offsets.length; node++) {
    const keyStart = offsets[node * 5] ?? -1;
    const start = keyStart === -1 ? (offsets[node * 5 + 2] ?? -1) : keyStart;
    if (start < line.start || start > line.end) continue;
    // Pre-order: the first node that starts on the line holds all others that do.
    end = Math.max(end, offsets[node * 5 + 3] ?? end);
    break;
  }
  return { kind: 'span', start: line.start, end: end + 1 };
}

function hasContent(document: Document): boolean {
  return document.value !== undefined && document.value !== null;
}

/** Where the first key or item of the document starts. */
function firstOffset({ tape, start }: Document): number {
  const second = tape.offsets[5];
  if (second === undefined) return tape.offsets[2] ?? start;
  return second === -1 ? (tape.offsets[7] ?? start) : second;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function lineAround(text: string, at: number): Line {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: end === -1 ? text.length : end };
}

/** The first line at or after `from` (the start of a line) that is neither blank nor a comment nor a separator. */
function contentLineFrom(text: string, from: number): Line {
  let line = lineAround(text, from);
  while (/^\s*(#.*|---\s*)?$/.test(text.slice(line.start, line.end)) && line.end < text.length) {
    line = lineAround(text, line.end + 1);
  }
  return line;
}
