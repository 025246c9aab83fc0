/** What a report says of the traffic of Services, and what scenarios may assert of it. */

import { describe, expect, test } from 'vitest';
import { simulationMarkdown } from '../../../src/report/simulation/markdown.js';
import { serviceAnswers } from '../../../src/report/simulation/services.js';
import { reportOf } from './report-of.js';

function service(name: string, selector: string): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { ${selector} }, ports: [{ port: 80 }] }
`;
}

function deployment(name: string, { image = 'order:1', replicas = 3 } = {}): string {
  const labels = `{ app: order, track: ${name} }`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec: { containers: [{ name: app, image: "registry.example.com/${image}" }] }
`;
}

const files = {
  'order.yaml': service('order', 'app: order'),
  'switch.yaml': service('switch', 'app: order, track: blue'),
  'typo.yaml': service('typo', 'app: ordr'),
  'by-hand.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: by-hand }\nspec: { ports: [{ port: 80 }] }\n',
  'blue.yaml': deployment('blue'),
  'blue-2.yaml': deployment('blue', { image: 'order:2' }),
  'green.yaml': deployment('green'),
  'canary.yaml': deployment('canary', { replicas: 1 }),
};

const SWITCH = 'patch: { target: service/switch, patch: { spec: { selector: { track: green } } } }';

describe('the traffic of Services', () => {
  test.each<{ name: string; scenario: string; says: readonly string[] }>([
    {
      name: 'nothing of one whose pods are there and stay, or that has endpoints by hand',
      scenario: '{ steps: [{ apply: order.yaml }, { apply: by-hand.yaml }, { apply: blue.yaml }] }',
      says: [],
    },
    {
      name: 'no pod has its labels',
      scenario: '{ steps: [{ apply: typo.yaml }, { apply: blue.yaml }] }',
      says: ['! Service default/typo: never has a ready endpoint: no pod has app=ordr at the end'],
    },
    {
      name: 'Running, but never ready',
      scenario: `{ pods: [{ match: { selector: app=order }, behaviour: { ready: never } }],
        steps: [{ apply: order.yaml }, { apply: blue.yaml }] }`,
      says: ['! Service default/order: never has a ready endpoint: none of its pods gets ready'],
    },
    {
      name: 'a canary has the share of its pods',
      scenario: '{ steps: [{ apply: order.yaml }, { apply: blue.yaml }, { apply: canary.yaml }] }',
      says: ['Service default/order: at the end Deployment/blue gets 75 % (3) and Deployment/canary gets 25 % (1)'],
    },
    {
      name: 'two revisions side by side while it rolls out',
      scenario: '{ steps: [{ apply: order.yaml }, { apply: blue.yaml }, { apply: blue-2.yaml }] }',
      says: [
        'Service default/order: Deployment/blue revision 1 and Deployment/blue revision 2 share its traffic for 10s (first at 10s); at the end all of it goes to Deployment/blue revision 2 (3)',
      ],
    },
    {
      name: 'blue-green: another selector, all at once',
      scenario: `{ steps: [{ apply: switch.yaml }, { apply: blue.yaml }, { apply: green.yaml }, { at: 60s, ${SWITCH} }] }`,
      says: ['Service default/switch: at the end all of it goes to Deployment/green (3)'],
    },
    {
      name: 'blue-green, switched before green is ready',
      scenario: `{ steps: [{ apply: switch.yaml }, { apply: blue.yaml }, { at: 10s, apply: green.yaml }, { at: 12s, ${SWITCH} }] }`,
      says: [
        '! Service default/switch: no ready endpoint for 3s (first at 12s): nobody answers; at the end all of it goes to Deployment/green (3)',
      ],
    },
    {
      name: 'some pods get unready, and stay so',
      scenario: `{ steps: [{ apply: order.yaml }, { apply: blue.yaml },
        { at: 20s, behave: { pod: { selector: app=order, index: 0 }, behaviour: { unready: true } } }] }`,
      says: ['Service default/order: never fewer than 2 of 3 ready endpoints (lowest at 20s)'],
    },
    {
      name: 'all pods get unready, and stay so',
      scenario: `{ steps: [{ apply: order.yaml }, { apply: blue.yaml },
        { at: 20s, behave: { pod: { selector: app=order }, behaviour: { unready: true } } }] }`,
      says: ['! Service default/order: no ready endpoint from 20s on: nobody answers'],
    },
    {
      name: 'scaled to 0: nobody is meant to answer',
      scenario: `{ steps: [{ apply: order.yaml }, { apply: blue.yaml },
        { at: 20s, scale: { target: deployment/blue, replicas: 0 } }] }`,
      says: ['Service default/order: no ready endpoint from 20s on, as Deployment/blue is scaled to 0'],
    },
    {
      name: 'scaled to 0 for a while',
      scenario: `{ steps: [{ apply: order.yaml }, { apply: blue.yaml }, { scale: { target: deployment/blue, replicas: 0 } },
        { scale: { target: deployment/blue, replicas: 3 } }] }`,
      says: ['Service default/order: no ready endpoint for 6s (first at 5s), as Deployment/blue is scaled to 0'],
    },
  ])('$name', ({ scenario, says }) => {
    const report = reportOf({ files, scenario });
    expect(
      serviceAnswers(report).map(({ title, text, isTrouble }) => `${isTrouble ? '! ' : ''}${title}: ${text}`),
    ).toEqual(says);
  });

  test('comments on pull requests say it, too', () => {
    const scenario = '{ steps: [{ apply: order.yaml }, { apply: blue.yaml }, { apply: canary.yaml }] }';
    expect(simulationMarkdown(reportOf({ files, scenario })).split('\n')).toContain(
      '- **traffic** Service default/order: at the end Deployment/blue gets 75 % (3) and Deployment/canary gets 25 % (1)',
    );
  });

  test('scenarios assert it', () => {
    const scenario = `{ steps: [{ apply: switch.yaml }, { apply: typo.yaml }, { apply: blue.yaml }, { at: 10s, apply: green.yaml }, { at: 12s, ${SWITCH} }],
      assert: ["service/switch minEndpoints >= 1", "svc/switch emptySeconds <= 3", "service/typo emptySeconds == 0", "service/none minEndpoints > 0"] }`;
    expect(reportOf({ files, scenario }).assertions).toEqual([
      { expression: 'service/switch minEndpoints >= 1', held: false, at: 12_000, found: 'minEndpoints is 0' },
      { expression: 'svc/switch emptySeconds <= 3', held: true, at: undefined, found: 'emptySeconds is 3' },
      { expression: 'service/typo emptySeconds == 0', held: false, at: undefined, found: 'emptySeconds is 15' },
      {
        expression: 'service/none minEndpoints > 0',
        held: false,
        at: undefined,
        found: 'service/none is not in the forecast',
      },
    ]);
  });
});
