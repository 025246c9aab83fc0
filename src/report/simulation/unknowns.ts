/** What is not simulated, told once for all objects of a kind. */

import { groupBy } from '../../kube/group-by.js';
import type { SimulationReport } from '../../simulate/report.js';

/** So many objects of a kind are named. */
const NAMED = 3;

/** A sentence for each field that is not modelled, and for each kind that is not. */
export function unknownTexts({ notModelled }: Pick<SimulationReport, 'notModelled'>): string[] {
  const kinds = groupBy(
    notModelled.filter(({ field }) => field === ''),
    ({ effect }) => effect,
  );
  const told = new Set<string>();
  return notModelled.flatMap(({ resource, field, effect, file }) => {
    if (field !== '') return [`${resource} ${field}: ${effect} (${file})`];
    if (told.has(effect)) return [];
    told.add(effect);
    const all = kinds.get(effect) ?? [];
    // Of what is no object the file is the name.
    if (all.length === 1)
      return [`${resource.endsWith(file) ? '' : `${resource.replace(/\/$/, '')}: `}${effect} (${file})`];
    const names = [...new Set(all.map((one) => one.resource.slice(one.resource.indexOf('/') + 1)))].filter(
      (name) => name !== '',
    );
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    return [`${effect}: ${names.slice(0, NAMED).join(', ')}${more}`];
  });
}
