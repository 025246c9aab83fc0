import type { DocumentFile } from '../manifest/document.js';
import type { Finding } from './finding.js';
import { fingerprint } from './fingerprint.js';
import type { PlacedFinding, Placer } from './place.js';
import type { RuleDials } from './settings.js';
import { type Settings, type SuppressionSetting, severityOf } from './settings.js';
import { namesRule, type Suppression, silences, suppressionsOf } from './suppression.js';

/** Findings with what was suppressed taken out. */
export interface Finished {
  readonly findings: readonly Finding[];
  readonly suppressed: number;
}

/** What finishing needs besides the findings. */
export interface FinishOptions {
  readonly files: readonly DocumentFile[];
  readonly settings: Settings;
  readonly placer: Placer;
  /** Metadata of the rules about suppressions, by id. */
  readonly dialsOf: (rule: string) => RuleDials | undefined;
  /** What is wrong with a rule name in a comment; `undefined` if nothing is. */
  readonly unknownRule: (rule: string) => string | undefined;
}

/** Suppresses, sorts by file, position and rule, drops what is said twice, and gives each finding its fingerprint. */
export function finish(placed: readonly PlacedFinding[], options: FinishOptions): Finished {
  const used = new Set<Suppression>();
  const inline = inlineSuppressions(options);
  const kept: PlacedFinding[] = [];
  let suppressed = 0;
  for (const finding of placed) {
    const matching = (inline.byFile.get(finding.file) ?? []).filter((suppression) => silences(suppression, finding));
    for (const suppression of matching) used.add(suppression);
    if (matching.length > 0 || isSuppressedBySettings(finding, options.settings)) suppressed++;
    else kept.push(finding);
  }
  const about = [...inline.mistakes, ...unused(inline.byFile, used, options)];
  const sorted = [...kept, ...about].sort(byPlace).filter((finding, at, all) => !isRepeated(finding, all[at - 1]));
  return { findings: withFingerprints(sorted), suppressed };
}

interface InlineSuppressions {
  readonly byFile: ReadonlyMap<string, readonly Suppression[]>;
  readonly mistakes: readonly PlacedFinding[];
}

function inlineSuppressions(options: FinishOptions): InlineSuppressions {
  const byFile = new Map<string, readonly Suppression[]>();
  const mistakes: PlacedFinding[] = [];
  if (!options.settings.inlineSuppressions) return { byFile, mistakes };
  for (const file of options.files) {
    if (file.documents.every(({ directives }) => directives.length === 0)) continue;
    const read = suppressionsOf(file, options.unknownRule);
    if (read.suppressions.length > 0) byFile.set(file.file, read.suppressions);
    for (const { rule, directive, document, message, help } of read.mistakes) {
      const { start, end } = directive;
      mistakes.push(
        ...aboutSuppression(
          { rule, file, document, start, end, message, ...(help !== undefined && { help }) },
          options,
        ),
      );
    }
  }
  return { byFile, mistakes };
}

function unused(
  byFile: ReadonlyMap<string, readonly Suppression[]>,
  used: ReadonlySet<Suppression>,
  options: FinishOptions,
): PlacedFinding[] {
  if (!options.settings.reportUnused) return [];
  return [...byFile.values()]
    .flat()
    .filter((suppression) => !used.has(suppression))
    .flatMap(({ directive: { start, end }, file, document, rules }) => {
      const message = `there is no finding of ${rules.join(', ')} here to suppress`;
      return aboutSuppression({ rule: 'suppression/unused', file, document, start, end, message }, options);
    });
}

interface SuppressionFinding {
  readonly rule: string;
  readonly file: DocumentFile;
  readonly document: number;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
}

function aboutSuppression(found: SuppressionFinding, { dialsOf, settings, placer }: FinishOptions): PlacedFinding[] {
  const dials = dialsOf(found.rule);
  if (dials === undefined) throw new Error(`rule ${found.rule} has no page`);
  const severity = severityOf(dials, found.file.file, settings);
  return severity === 'off' ? [] : [placer.ofText({ ...found, severity })];
}

function isSuppressedBySettings({ rule, file, resource }: PlacedFinding, { suppressions }: Settings): boolean {
  const agrees = (wanted: string | undefined, actual: string | undefined): boolean =>
    wanted === undefined || wanted === actual;
  return suppressions.some(({ rules, matches, kind, namespace, name }: SuppressionSetting) => {
    const same = agrees(kind, resource?.kind) && agrees(namespace, resource?.namespace) && agrees(name, resource?.name);
    return same && namesRule(rules, rule) && (matches === undefined || matches(file));
  });
}

/** By file, position, rule; then by what is said, so that the order never depends on who spoke first. */
function byPlace(a: PlacedFinding, b: PlacedFinding): number {
  return (
    compare(a.file, b.file) ||
    a.start - b.start ||
    compare(a.rule, b.rule) ||
    compare(a.path ?? '', b.path ?? '') ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isRepeated(finding: PlacedFinding, before: PlacedFinding | undefined): boolean {
  return before !== undefined && byPlace(finding, before) === 0;
}

function withFingerprints(placed: readonly PlacedFinding[]): Finding[] {
  const seen = new Map<string, number>();
  return placed.map(({ start, end, stablePath, ...finding }) => {
    const parts = { ...finding, resource: finding.resource, path: stablePath };
    const same = fingerprint(parts, 0);
    const ordinal = seen.get(same) ?? 0;
    seen.set(same, ordinal + 1);
    return { ...finding, fingerprint: fingerprint(parts, ordinal) };
  });
}
