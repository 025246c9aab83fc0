import { writtenPath } from '../api/written-path.js';
import { type FieldPath, formatPath, pathOf, segments } from '../kube/field-path.js';
import type { DocumentFile } from '../manifest/document.js';
import { locate } from '../manifest/locate.js';
import { type LineIndex, lineIndex } from '../manifest/position.js';
import type { Resource } from '../manifest/resource.js';
import type { Finding, Problem, Range, ResourceIdentity, Severity } from './finding.js';
import { stablePath } from './fingerprint.js';

/** A finding without its fingerprint, and what only the engine needs to finish it. */
export interface PlacedFinding extends Omit<Finding, 'fingerprint'> {
  /** UTF-16 offsets of the range in the file's text. */
  readonly start: number;
  readonly end: number;
  /** The path with list items by name, for the fingerprint. */
  readonly stablePath: string;
}

/** Who says what about a resource. */
export interface ResourceProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly resource: Resource;
  readonly problem: Problem;
}

/** Turns problems into findings with places. Line tables are made once a file, and only for files with findings. */
export interface Placer {
  readonly ofResource: (found: ResourceProblem) => PlacedFinding;
  readonly ofText: (found: TextFinding) => PlacedFinding;
  readonly linesOf: (file: DocumentFile) => LineIndex;
}

/** Something about the text itself. */
export interface TextFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: DocumentFile;
  readonly document: number;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
  readonly related?: { readonly start: number; readonly end: number; readonly message: string };
  readonly resource?: ResourceIdentity;
}

/** A placer for one run. */
export function placer(): Placer {
  const known = new Map<DocumentFile, LineIndex>();
  const linesOf = (file: DocumentFile): LineIndex => {
    const lines = known.get(file) ?? lineIndex(file.text);
    known.set(file, lines);
    return lines;
  };
  return {
    linesOf,
    ofResource: (found) => resourceFinding(found, linesOf),
    ofText: (found) => textFinding(found, linesOf),
  };
}

type LinesOf = (file: DocumentFile) => LineIndex;

function resourceFinding({ rule, severity, resource, problem }: ResourceProblem, linesOf: LinesOf): PlacedFinding {
  const { file, document } = resource;
  const { path, at }: { readonly path: FieldPath | undefined; readonly at?: 'key' } = problem.spot ?? problem;
  const { start, end } = locate(document, below(resource, writtenPath(path)), at);
  const related = problem.related?.map(({ resource: other, path, message }) => {
    const place = locate(other.document, below(other, path));
    return { file: other.file.file, range: rangeOf(linesOf(other.file), place), message };
  });
  return {
    rule,
    severity,
    message: problem.message,
    file: file.file,
    document: document.index,
    resource: identityOf(resource),
    path: formatPath(problem.path),
    range: rangeOf(linesOf(file), { start, end }),
    ...(related !== undefined && related.length > 0 && { related }),
    ...(problem.help !== undefined && { help: problem.help }),
    start,
    end,
    stablePath: stablePath(problem.path, resource.object),
  };
}

function textFinding(found: TextFinding, linesOf: LinesOf): PlacedFinding {
  const { rule, severity, file, document, start, end, message, help, related, resource } = found;
  const lines = linesOf(file);
  return {
    rule,
    severity,
    message,
    file: file.file,
    document,
    ...(resource !== undefined && { resource }),
    range: rangeOf(lines, { start, end }),
    ...(related !== undefined && {
      related: [{ file: file.file, range: rangeOf(lines, related), message: related.message }],
    }),
    ...(help !== undefined && { help }),
    start,
    end,
    stablePath: '',
  };
}

function rangeOf(lines: LineIndex, { start, end }: { readonly start: number; readonly end: number }): Range {
  return lines.rangeOf(start, end);
}

/** A path in the object → the path in its document: an item of a `kind: List` starts deeper. */
function below({ at }: Resource, path: FieldPath | undefined): FieldPath | undefined {
  return at === undefined ? path : pathOf(segments(path), at);
}

/** Which object a resource is. */
function identityOf({ apiVersion, kind, namespace, name }: Resource): ResourceIdentity {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), ...(name !== undefined && { name }) };
}
