import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Asked, answer, played } from './asked.js';
import { CLUSTER } from './cluster.js';
import { DEPLOYMENTS } from './deployments.js';
import { DETAILS } from './details.js';
import { JOBS_AND_CRON_JOBS } from './jobs.js';
import { MIXED } from './mixed.js';
import { OPERATIONS } from './operations.js';
import { PODS } from './pods.js';
import { STATEFUL_SETS } from './stateful-sets.js';
import { SYMPTOMS } from './symptoms.js';

const SUBJECTS: Readonly<Record<string, readonly Asked[]>> = {
  cluster: CLUSTER,
  deployments: DEPLOYMENTS,
  details: DETAILS,
  jobs: JOBS_AND_CRON_JOBS,
  mixed: MIXED,
  operations: OPERATIONS,
  pods: PODS,
  'stateful-sets': STATEFUL_SETS,
  symptoms: SYMPTOMS,
};

describe.each(Object.entries(SUBJECTS))('%s', (subject, questions) => {
  const golden = `test/simulate/questions/asked/${subject}.txt`;
  const answers = new Map(questions.map((asked) => [asked, played(asked)]));

  test.each(questions.map((asked) => [asked.question, asked] as const))('%s', (_question, asked) => {
    const broken = answers.get(asked)?.assertions.filter(({ held }) => !held);
    expect(broken).toEqual([]);
  });

  test('have these answers', () => {
    const texts = [...answers].map(([{ question }, report]) => `# ${question}\n${answer(report)}\n`);
    const text = texts.join('\n');
    if (process.env.UPDATE === '1') writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});
