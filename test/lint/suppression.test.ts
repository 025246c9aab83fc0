import { describe, expect, test } from 'vitest';
import { NEWEST } from '../../src/kube/version.js';
import type { Settings } from '../../src/lint/settings.js';
import { lintTexts } from '../../src/project.js';

const SETTINGS: Settings = {
  kubernetesVersion: NEWEST,
  profiles: [],
  rules: new Map(
    ['api/wrong-type', 'api/unknown-field', 'suppression/missing-reason', 'suppression/malformed'].map((id) => [
      id,
      { severity: 'error' as const },
    ]),
  ),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: false,
};

// Two findings without any comment: DEBUG (line 6) and TRACE (line 7) of the first document, one in the second.
const CASES = [
  { name: 'nothing', data: ['data:', '  DEBUG: false', '  TRACE: true'], left: ['DEBUG', 'TRACE', 'other'] },
  {
    name: 'behind the value',
    data: ['data:', '  DEBUG: false # rollcast-ignore api/wrong-type -- why', '  TRACE: true'],
    left: ['TRACE', 'other'],
  },
  {
    name: 'on the line above',
    data: ['data:', '  # rollcast-ignore api/wrong-type -- why', '  DEBUG: false', '  TRACE: true'],
    left: ['TRACE', 'other'],
  },
  {
    name: 'above, with other comments and blank lines between',
    data: [
      'data:',
      '  # rollcast-ignore api/wrong-type -- why',
      '',
      '  # for people',
      '  DEBUG: false',
      '  TRACE: true',
    ],
    left: ['TRACE', 'other'],
  },
  {
    name: 'behind the key of a map: all in it',
    data: ['data: # rollcast-ignore api/wrong-type -- why', '  DEBUG: false', '  TRACE: true'],
    left: ['other'],
  },
  {
    name: 'above the key of a map: all in it',
    data: ['# rollcast-ignore api/wrong-type -- why', 'data:', '  DEBUG: false', '  TRACE: true'],
    left: ['other'],
  },
  {
    name: 'another rule',
    data: ['data:', '  DEBUG: false # rollcast-ignore api/unknown-field -- why', '  TRACE: true'],
    left: ['DEBUG', 'TRACE', 'other'],
  },
  {
    name: 'several rules',
    data: ['data:', '  DEBUG: false # rollcast-ignore api/unknown-field, api/wrong-type -- why', '  TRACE: true'],
    left: ['TRACE', 'other'],
  },
  {
    name: 'a category',
    data: ['data:', '  DEBUG: false # rollcast-ignore api/* -- why', '  TRACE: true'],
    left: ['TRACE', 'other'],
  },
  {
    name: 'the file',
    data: ['data:', '  DEBUG: false # rollcast-ignore-file api/wrong-type -- why', '  TRACE: true'],
    left: [],
  },
  {
    name: 'in a text block it is text',
    data: ['data:', '  NOTE: |', '    # rollcast-ignore-file api/wrong-type -- why', '  DEBUG: false'],
    left: ['DEBUG', 'other'],
  },
  {
    name: 'no reason',
    data: ['data:', '  DEBUG: false # rollcast-ignore api/wrong-type', '  TRACE: true'],
    left: ['DEBUG', 'suppression/missing-reason', 'TRACE', 'other'],
  },
  {
    name: 'an empty reason',
    data: ['data:', '  DEBUG: false # rollcast-ignore api/wrong-type -- ', '  TRACE: true'],
    left: ['DEBUG', 'suppression/missing-reason', 'TRACE', 'other'],
  },
  {
    name: 'mistakes in suppressions cannot be suppressed',
    data: ['# rollcast-ignore-file suppression/*', 'data:', '  A: b'],
    left: ['suppression/missing-reason', 'other'],
  },
];

describe('scopes', () => {
  test.each(CASES)('$name', async ({ data, left }) => {
    const first = ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: web', ...data].join('\n');
    const second = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\ndata:\n  other: 1\n';
    const { findings } = await lintTexts([{ file: 'web.yaml', text: `${first}\n---\n${second}` }], SETTINGS);
    expect(
      findings.map(({ rule, path }) => (rule === 'api/wrong-type' ? path?.slice('data['.length, -1) : rule)),
    ).toEqual(left);
  });
});

const HEADS = [
  { name: 'above the first line', text: '# rollcast-ignore api/wrong-type -- why\napiVersion: v1\n', left: 0 },
  { name: 'behind the first line', text: 'apiVersion: v1 # rollcast-ignore api/wrong-type -- why\n', left: 0 },
  {
    name: 'before the first separator',
    text: '# rollcast-ignore api/wrong-type -- why\n---\napiVersion: v1\n',
    left: 0,
  },
  { name: 'after the separator', text: '---\n# rollcast-ignore api/wrong-type -- why\napiVersion: v1\n', left: 0 },
  {
    name: 'on the second line it is about that line',
    text: 'apiVersion: v1\n# rollcast-ignore api/wrong-type -- why\n',
    left: 2,
  },
];

describe('the whole resource', () => {
  test.each(HEADS)('$name', async ({ text, left }) => {
    const rest = 'kind: ConfigMap\nmetadata:\n  name: web\ndata:\n  DEBUG: false\n  TRACE: true\n';
    const { findings, summary } = await lintTexts([{ file: 'web.yaml', text: text + rest }], SETTINGS);
    expect({ left: findings.length, suppressed: summary.suppressed }).toEqual({ left, suppressed: 2 - left });
  });
});
