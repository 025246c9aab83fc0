/** What is not simulated, told once for all objects of a kind, and at once for many kinds. */

import { groupBy } from '../../kube/group-by.js';
import type { NotModelled } from '../../simulate/inputs.js';
import type { SimulationReport } from '../../simulate/report.js';

/** So many objects of a kind are named. */
const NAMED = 3;

/** More kinds than this that are not simulated are told in one sentence. */
const MAX_KINDS = 3;

const IDLE = /^(\S+ \S+) is not simulated: nothing it does happens in this forecast$/;

/** A sentence for each field that is not modelled, and for each kind that is not, or for all kinds where they are many. */
export function unknownTexts({ notModelled }: Pick<SimulationReport, 'notModelled'>): string[] {
  const kinds = groupBy(
    notModelled.filter(({ field }) => field === ''),
    ({ effect }) => effect,
  );
  const idle = [...kinds.keys()].filter((effect) => IDLE.test(effect));
  const together = new Set(idle.length > MAX_KINDS ? idle : []);
  const told = new Set<string>();
  return notModelled.flatMap(({ resource, field, effect, file }) => {
    if (field !== '') return [`${resource} ${field}: ${effect} (${file})`];
    if (told.has(effect)) return [];
    if (together.has(effect)) {
      for (const one of together) told.add(one);
      return [allOf([...together], kinds)];
    }
    told.add(effect);
    const all = kinds.get(effect) ?? [];
    // Of what is no object the file is the name.
    if (all.length === 1)
      return [`${resource.endsWith(file) ? '' : `${resource.replace(/\/$/, '')}: `}${effect} (${file})`];
    return [`${effect}: ${named(all)}`];
  });
}

/** `not simulated, nothing they do happens in this forecast: cert-manager.io/v1 Certificate (web), Issuer …` */
function allOf(effects: readonly string[], kinds: ReadonlyMap<string, readonly NotModelled[]>): string {
  const texts = effects.map((effect) => {
    const names = named(kinds.get(effect) ?? []);
    return `${IDLE.exec(effect)?.[1] ?? effect}${names === '' ? '' : ` (${names})`}`;
  });
  return `${texts.length} kinds are not simulated, nothing they do happens in this forecast: ${texts.join(', ')}`;
}

function named(all: readonly NotModelled[]): string {
  const names = [...new Set(all.map(({ resource }) => resource.slice(resource.indexOf('/') + 1)))].filter(
    (name) => name !== '',
  );
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `${names.slice(0, NAMED).join(', ')}${more}`;
}
