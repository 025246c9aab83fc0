import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { yamlLines } from '../../../src/simulate/kubectl/output/documents.js';
import { evaluated } from '../../../src/simulate/kubectl/output/json-path.js';
import { printed, printedOf } from './printed.js';

test.each([
  [
    'tables',
    [
      'get: deployments',
      'get: { kind: svc, output: wide }',
      'get: hpa',
      'get: { kind: pvc, output: wide }',
      'get: deployment/web',
    ],
  ],
  ['several', ['get: all', 'get: "deploy,svc"', 'get: "secret,limits"', 'get: { kind: "po,sts", selector: app=db }']],
  ['endpoints', ['get: endpoints', 'get: endpointslices', 'get: { kind: endpoints/web, output: yaml }']],
  [
    'events',
    [
      'get: events',
      'get: { kind: events, fieldSelector: "involvedObject.kind=Deployment", output: wide }',
      'get: { kind: events, sortBy: .involvedObject.name, fieldSelector: "reason!=Scheduled" }',
      'get: { kind: events, fieldSelector: "nope=1" }',
    ],
  ],
  [
    'yaml',
    [
      'get: { kind: deployment/web, output: yaml }',
      'get: { kind: job/load, output: yaml }',
      'get: { kind: pod/db-0, output: yaml }',
    ],
  ],
  ['json', ['get: { kind: pdb, output: json }', 'get: { kind: service/web, output: json }']],
  [
    'values',
    [
      `get: { kind: deployment/web, output: 'jsonpath={.spec.template.spec.containers[*].image}{"\\n"}{range .status.conditions[*]}{.type}={.status}{"\\n"}{end}{.spec.nope}|{.metadata.labels.app}|{.spec.selector}' }`,
      `get: { kind: pods, selector: app=db, output: 'jsonpath={.items[?(@.status.phase=="Running")].metadata.name}' }`,
      `get: { kind: pods, selector: app=db, output: 'custom-columns=NAME:.metadata.name,IMG:.spec.containers[*].image,N:.spec.nope,L:.metadata.labels' }`,
      'get: { kind: deployments, output: name }',
      'get: { kind: pods, selector: app=db, sortBy: .metadata.name, output: name }',
      'get: { kind: deployment/web, output: "jsonpath={.spec.template.spec.containers[5].image}" }',
      'get: { kind: pods, fieldSelector: "status.phase=Running,spec.nodeName=node-1", output: name }',
      'get: deployment/nope',
    ],
  ],
])('%s', async (name, steps) => {
  await expect(printed(steps)).toMatchFileSnapshot(`golden/get-${name}.txt`);
});

const OBJECT = {
  kind: 'List',
  items: [
    { name: 'a', n: 1, tags: ['x', 'y'], labels: { 'app.kubernetes.io/name': 'web' } },
    { name: 'b', n: 20, on: true, tags: [], deep: { deeper: { name: 'c' } } },
  ],
};

describe('JSONPath as kubectl has it', () => {
  test.each([
    ['{.kind}', 'List'],
    ['{.items[*].name}', 'a b'],
    ['{.items[-1].name} {.items[0:1].name}', 'b a'],
    ['{.items[0].labels.app\\.kubernetes\\.io/name}', 'web'],
    ["{.items[0].labels['app.kubernetes.io/name']}", 'web'],
    ['{..name}', 'a b c'],
    ['{.items[?(@.n>5)].name}', 'b'],
    ['{.items[?(@.on)].name}', 'b'],
    ['{.items[?(@.name!="a")].n}', '20'],
    ['{range .items[*]}{.name}:{range .tags[*]}{@},{end};{end}', 'a:x,y,;b:;'],
    ["{.items[0]['name','n']}", 'a 1'],
    ['{.items[0,1].name}', 'a b'],
    ['{.items[0].tags}', '["x","y"]'],
    ['plain {.nope} text{"\\t"}', 'plain  text\t'],
    ['{$.kind}', 'List'],
  ])('%s', (template, text) => {
    expect(evaluated(template, OBJECT)).toEqual({ kind: 'found', value: text });
  });

  test.each([
    [
      '{.items[9].name}',
      'error executing jsonpath "{.items[9].name}": Error executing template: array index out of bounds: index 9, length 2',
    ],
    ['{.kind', 'error parsing jsonpath {.kind, unclosed action'],
    ['{range .items[*]}', 'error parsing jsonpath {range .items[*]}, unclosed range'],
    ['{end}', 'error parsing jsonpath {end}, not in range, nothing to end'],
    [
      '{.items[?(1==process.exit())]}',
      'error parsing jsonpath {.items[?(1==process.exit())]}, unrecognized filter operand process.exit()',
    ],
    [
      '{.kind[?(@.a)]}',
      'error executing jsonpath "{.kind[?(@.a)]}": Error executing template: List is not array or slice and cannot be filtered',
    ],
  ])('a mistake: %s', (template, message) => {
    expect(evaluated(template, OBJECT)).toEqual({ kind: 'mistake', message });
  });

  test('a template that multiplies values is stopped', () => {
    const wide = { a: Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => [1, 2])) };
    expect(evaluated('{..a..b..c}{.a[*][*][*]}', wide)).toEqual({
      kind: 'mistake',
      message:
        'error executing jsonpath "{..a..b..c}{.a[*][*][*]}": Error executing template: it looks at too many values',
    });
  });
});

test('YAML as kubectl writes it', () => {
  const value = {
    b: ['x: y', 'true', '1', '', '- a', "it's", 'a\tb'],
    a: { text: 'one\ntwo\n', empty: {}, none: [], list: [{ k: 1, l: [2] }], time: '2026-01-05T09:00:00Z', star: '*:1' },
  };
  expect(yamlLines(value)).toEqual([
    'a:',
    '  empty: {}',
    '  list:',
    '  - k: 1',
    '    l:',
    '    - 2',
    '  none: []',
    "  star: '*:1'",
    '  text: |',
    '    one',
    '    two',
    '  time: "2026-01-05T09:00:00Z"',
    'b:',
    "- 'x: y'",
    '- "true"',
    '- "1"',
    '- ""',
    "- '- a'",
    "- it's",
    '- "a\\tb"',
  ]);
});

const KINDS_YAML = readFileSync('test/simulate/kubectl/kinds.yaml', 'utf8');

// The files were applied to a real cluster of 1.35.4, too: kubectl printed the same there, but for names of its own, dates,
// and the order of a LimitRange's resources, which changes from one time to the next.
test.each([
  [
    'kinds',
    [
      'get: quota',
      'get: limits',
      'get: { kind: pc, name: high }',
      'get: runtimeclass',
      'get: csinode',
      'get: { kind: sc, name: fast }',
      'get: { kind: pv, output: wide }',
      'get: secret',
      'get: netpol',
      'get: controllerrevisions',
      'get: cm',
    ],
  ],
  [
    'kinds-yaml',
    [
      'quota/all',
      'limits/limits',
      'pc/high',
      'runtimeclass/gvisor',
      'csinode/node-9',
      'sc/fast',
      'pv/pv-1',
      'secret/token',
      'cm/settings',
      'netpol/web',
    ].map((kind) => `get: { kind: ${kind}, output: yaml }`),
  ],
])('%s', async (name, steps) => {
  const text = printedOf({ 'kinds.yaml': KINDS_YAML }, steps);
  await expect(text).toMatchFileSnapshot(`golden/get-${name}.txt`);
});

test('a patch of a ConfigMap keeps its other keys', () => {
  const patch = 'patch: { target: cm/settings, patch: { data: { LOG: info } } }';
  const get = "get: { kind: cm/settings, output: 'jsonpath={.data.LOG} {.data.app\\.conf}' }";
  expect(printedOf({ 'kinds.yaml': KINDS_YAML }, [patch, get]).split('\n').slice(-4)).toEqual([
    'info a=1',
    'b=2',
    '',
    '',
  ]);
});
