import { readFileSync } from 'node:fs';
import { reportOf } from '../../report/simulation/report-of.js';

const SHOP = readFileSync('test/simulate/kubectl/shop.yaml', 'utf8');

/** What the steps print, one after the other, once everything of shop.yaml is there. */
export function printed(steps: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const { forecast } = reportOf({
    files: { 'shop.yaml': SHOP, ...more },
    scenario: `{ pods: [{ match: { selector: app=load }, behaviour: { runFor: 1s } }],
      steps: [{ apply: shop.yaml }, { wait: 20s }, ${steps.map((step) => `{ ${step} }`).join(', ')}] }`,
    namespace: 'shop',
  });
  return forecast.steps
    .slice(2)
    .map(({ text, said = [], refused }) => `# ${text}\n${[...said, ...(refused === '' ? [] : [refused])].join('\n')}\n`)
    .join('\n');
}
