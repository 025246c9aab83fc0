import type { Report } from '../lint/report.js';
import type { RefusalOf } from '../simulate/inputs.js';

/** The refusals by policy in a report, by the object. */
export function refusalsIn({ findings }: Report): RefusalOf {
  const refusals = new Map<string, string>();
  for (const { rule, severity, file, document, resource, message } of findings) {
    if (rule !== 'policy/validating-admission-policy' || severity !== 'error' || resource === undefined) continue;
    const key = keyOf({ ...resource, file, document });
    if (!refusals.has(key)) refusals.set(key, message);
  }
  return ({ file, document, kind, namespace, name }) =>
    refusals.get(keyOf({ file: file.file, document: document.index, kind, namespace, name }));
}

interface Key {
  readonly file: string;
  readonly document: number;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

function keyOf({ file, document, kind, namespace, name }: Key): string {
  return JSON.stringify([file, document, kind, namespace, name]);
}
