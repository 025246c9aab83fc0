import { tabbed } from '../../kubectl/tabbed.js';
import { type DnsAnswer, type DnsRecord, lookUp, recordsOf } from '../../network/dns.js';
import { fail, field, readObject, readText } from '../reader.js';
import type { Reply, StepWord } from '../step.js';
import { find, parseTarget, type Target } from '../targets.js';

/**
 * `dns: db-0.db` — what a pod of the namespace gets for that name; `dns: service/db` — all names of a Service. With
 * `{ name: db-0.db, expect: found }` (or `missing`) anything else fails.
 */
export const dnsStep: StepWord = {
  word: 'dns',
  read: (reader, placed) => {
    const isText = typeof placed.value === 'string';
    const object = isText ? { name: placed.value ?? '' } : readObject(reader, placed, ['name', 'expect']);
    if (object === undefined) return undefined;
    const name = readText(reader, isText ? placed : field(object, 'name', placed.path));
    const { expect } = object;
    if (expect !== undefined && expect !== 'found' && expect !== 'missing')
      return fail(reader, field(object, 'expect', placed.path).path, 'expected found or missing');
    if (name === undefined) return undefined;
    const { namespace } = reader;
    const target = name.includes('/') ? parseTarget(name, namespace) : undefined;
    if (name.includes('/') && target?.kind !== 'Service')
      return fail(reader, placed.path, `expected a name such as db-0.db or service/db, found ${name}`);
    return {
      text: `dns ${name}`,
      // biome-ignore lint/correctness/useYield: it changes nothing
      perform: function* (world): Generator<never, Reply> {
        const answer = target === undefined ? lookUp(name, namespace, world) : ofService(target, world);
        return replied(answer, expect);
      },
    };
  },
};

function ofService(target: Target, world: Parameters<typeof find>[1]): DnsAnswer {
  const service = find(target, world);
  const missing = (because: string): DnsAnswer => ({ kind: 'missing', name: target.text, because });
  if (service?.kind !== 'Service') return missing(`there is no Service ${target.name}`);
  const records = recordsOf(service, world);
  return records.length === 0 ? missing('it is headless and has no ready endpoint') : { kind: 'found', records };
}

function replied(answer: DnsAnswer, expected: 'found' | 'missing' | undefined): Reply {
  const said = answer.kind === 'found' ? table(answer.records) : [`${answer.name}: NXDOMAIN, ${answer.because}`];
  if (expected === undefined || expected === answer.kind) return { said };
  return { said, refused: `expected the name to be ${expected}` };
}

function table(records: readonly DnsRecord[]): string[] {
  return tabbed(['NAME\tTYPE\tANSWER', ...records.map(({ name, type, answer }) => `${name}\t${type}\t${answer}`)]);
}
