import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { simulationHtml } from '../../../src/report/simulation/html/page.js';
import { DB, REPORT, reportOf, STUCK, web } from './report-of.js';

const VOID = new Set(['meta', 'input', 'br', 'link', 'img']);

/** What is wrong with the structure of a page: tags that do not match, attributes without quotes. */
function flaws(html: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  const text = html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>').replace('<!doctype html>', '');
  for (const [tag, slash, name = '', attributes = '', closed] of text.matchAll(
    /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"]|"[^"]*")*?)(\/?)>/g,
  )) {
    if (slash === '/') {
      const expected = open.pop();
      if (expected !== name) found.push(`</${name}> where </${expected}> was expected`);
      continue;
    }
    if (!/^(\s+[a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*\s*$/.test(attributes)) found.push(tag);
    if (closed !== '/' && !VOID.has(name)) open.push(name);
  }
  if (/<(?![a-zA-Z/])/.test(text.replaceAll(/"[^"]*"/g, '""'))) found.push('a < that begins no tag');
  if (/&(?!amp;|lt;|gt;|quot;|#39;)/.test(text)) found.push('an & that begins no entity');
  return [...found, ...open.map((name) => `<${name}> is not closed`)];
}

const HOSTILE = `web"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u202e`;
const REPORTS = {
  stuck: reportOf(STUCK),
  'what-ifs': reportOf({ files: { 'web.yaml': web(), 'db.yaml': DB } }),
  cron: reportOf({ files: { 'report.yaml': REPORT }, scenario: '{ steps: [{ apply: report.yaml }, { wait: 6h }] }' }),
  empty: reportOf({ files: {}, scenario: '{ steps: [{ wait: 1m }] }' }),
  hostile: reportOf({
    name: HOSTILE,
    files: { [HOSTILE]: web(HOSTILE) },
    scenario: `{ pods: [{ match: { image: "*" }, behaviour: { ready: never } }], steps: [{ apply: ${JSON.stringify(HOSTILE)} }] }`,
  }),
  large: reportOf({
    files: { 'web.yaml': web('registry.example.com/shop/web:1', 600) },
    scenario: '{ steps: [{ apply: web.yaml }] }',
  }),
};

test.each(Object.entries(REPORTS))('%s: well-formed, and nothing comes from outside', (_name, report) => {
  const html = simulationHtml(report);
  expect(flaws(html)).toEqual([]);
  expect(html.match(/\s(?:src|href|action|style)="|url\(|@import|<(?:link|iframe|object|embed|base)\b/g)).toBeNull();
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/ on[a-z]+="/g)).toBeNull();
});

test('the policy allows the style sheet and the script of the page and nothing else', () => {
  const html = simulationHtml(REPORTS.stuck);
  const hash = (tag: string) => {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? '';
    return `sha256-${createHash('sha256').update(text).digest('base64')}`;
  };
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");
  expect(policy).toBe(
    `default-src 'none'; style-src '${hash('style')}'; script-src '${hash('script')}'; base-uri 'none'; form-action 'none'`,
  );
});

test('what comes from manifests is shown as it is written', () => {
  const html = simulationHtml(REPORTS.hostile);
  expect(html).toContain(
    'web&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&amp;amp;\ufffd',
  );
});

test('a lane for each pod, with what happens to it', () => {
  const html = simulationHtml(REPORTS.stuck);
  expect(html.match(/<g class="lane">/g)).toHaveLength(REPORTS.stuck.forecast.timeline.pods.length);
  const titles = [...html.matchAll(/<title>(web-[^<]*)<\/title><\/rect>/g)].map(([, title]) => title);
  // The fourth is deleted at that very moment.
  expect(titles.filter((title) => title?.includes('Running, ready, 10s'))).toHaveLength(3);
});

test('many pods are drawn in sum, and it is said', () => {
  const html = simulationHtml(REPORTS.large);
  expect(html.match(/<g class="lane">/g)).toBeNull();
  expect(html).toContain('600 pods, in sum: more than 100 are not drawn one by one');
  expect(html.length).toBeLessThan(100_000);
});
