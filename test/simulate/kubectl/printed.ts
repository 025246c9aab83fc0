import { readFileSync } from 'node:fs';
import { reportOf } from '../../report/simulation/report-of.js';

const SHOP = readFileSync('test/simulate/kubectl/shop.yaml', 'utf8');

/** What the steps print, one after the other, once everything of shop.yaml is there. */
export function printed(steps: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  return printedOf({ 'shop.yaml': SHOP, ...more }, steps);
}

/** The same of other files, of which the first is applied. */
export function printedOf(files: Readonly<Record<string, string>>, steps: readonly string[]): string {
  const { forecast } = reportOf({
    files,
    scenario: `{ pods: [{ match: { selector: app=load }, behaviour: { runFor: 1s } }],
      steps: [{ apply: ${Object.keys(files)[0] ?? ''} }, { wait: 20s }, ${steps.map((step) => `{ ${step} }`).join(', ')}] }`,
    namespace: 'shop',
  });
  return forecast.steps
    .slice(2)
    .map(({ text, said = [], refused }) => `# ${text}\n${[...said, ...(refused === '' ? [] : [refused])].join('\n')}\n`)
    .join('\n');
}
