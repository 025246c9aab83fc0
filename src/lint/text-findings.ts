import type { DocumentFile, TextProblem } from '../manifest/document.js';
import type { PlacedFinding, Placer } from './place.js';
import { ruleOf } from './rule-list.js';
import { type Settings, severityOf } from './settings.js';

const RULES: Readonly<Record<TextProblem['kind'], string>> = {
  syntax: 'yaml/syntax',
  'duplicate-key': 'yaml/duplicate-key',
  dropped: 'manifest/dropped-text',
};

/** What the reader found wrong in the text of a file, as findings. `notChecked` are documents that nobody judges. */
export function* textFindings(
  file: DocumentFile,
  notChecked: ReadonlySet<number>,
  { placer, settings }: { readonly placer: Placer; readonly settings: Settings },
): Iterable<PlacedFinding> {
  for (const document of file.documents) {
    if (notChecked.has(document.index)) continue;
    for (const { kind, start, end, message, first } of document.problems) {
      const rule = ruleOf(RULES[kind]);
      if (rule === undefined) throw new Error(`rule ${RULES[kind]} has no page`);
      const severity = severityOf(rule, file.file, settings);
      if (severity === 'off') continue;
      const related = first === undefined ? {} : { related: { ...first, message: 'the same key is here already' } };
      yield placer.ofText({ rule: rule.id, severity, file, document: document.index, start, end, message, ...related });
    }
  }
}
