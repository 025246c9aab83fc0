import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// Minutes, hours, days of the month, months, days of the week: how many values each field has.
const SIZES = [60, 24, 31, 12, 7];
const NAMES = ['minute', 'hour', 'day of month', 'month', 'day of week'];

export default function* (resource: Resource): Iterable<RuleProblem> {
  const text = asKind(resource, 'batch/v1/CronJob')?.spec?.schedule;
  const fields = text?.trim().split(/\s+/) ?? [];
  if (fields.length !== SIZES.length) return;
  for (const [at, field] of fields.entries()) {
    const step = Number(/^(?:\*|\?)\/(\d+)$/.exec(field)?.[1]);
    const size = SIZES[at] ?? 0;
    if (!(step >= size)) continue;
    const first = at === 2 || at === 3 ? 1 : 0;
    yield {
      path: child(undefined, 'spec', 'schedule'),
      message: `${field} in the ${NAMES[at]} field has only the value ${first}: there are ${size} values, and a step starts anew with each round`,
    };
  }
}
