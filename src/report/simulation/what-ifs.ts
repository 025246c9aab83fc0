/** Answers to questions that nobody wrote a scenario for, put together where they are the same. */

import type { WhatIf } from '../../simulate/report.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';

/** One line of the table. */
export interface WhatIfLine {
  /** `the template of Deployment/web changes` */
  readonly question: string;
  /** How many more questions have the very same answer: other nodes to drain. */
  readonly alike: readonly string[];
  /** `3 of 4`; '' where nothing is promised. */
  readonly lowest: string;
  readonly isBelowPromise: boolean;
  /** `no`, or how it ends: `stuck`, `failed`. */
  readonly stuck: string;
  readonly answer: string;
}

/** A line a question; questions of one name with the same answer share one. */
export function whatIfLines(whatIfs: readonly WhatIf[]): WhatIfLine[] {
  const groups = new Map<string, { readonly line: WhatIfLine; readonly alike: string[] }>();
  for (const whatIf of whatIfs) {
    const line = lineOf(whatIf);
    const key = [whatIf.name, line.lowest, line.stuck, line.answer].join('\n');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { line, alike: [] });
    else known.alike.push(whatIf.subject);
  }
  return [...groups.values()].map(({ line, alike }) => ({ ...line, alike }));
}

function lineOf({ question, answer, verdicts }: WhatIf): WhatIfLine {
  const worst = worstOf(verdicts);
  const broken = verdicts.find(({ outcome }) => outcome !== 'complete');
  const isMany = verdicts.filter(isCounted).length > 1;
  return {
    question,
    alike: [],
    lowest: worst === undefined ? '' : `${worst.minAvailable} of ${worst.desired}${isMany ? ` (${worst.name})` : ''}`,
    isBelowPromise: verdicts.some(({ unavailableMs }) => unavailableMs > 0),
    stuck: broken === undefined ? 'no' : broken.outcome,
    answer,
  };
}

function isCounted({ desired, wasUp, kind }: WorkloadVerdict): boolean {
  return kind !== 'Node' && desired > 0 && wasUp;
}

/** The workload that loses the largest part. */
function worstOf(verdicts: readonly WorkloadVerdict[]): WorkloadVerdict | undefined {
  const [first, ...others] = verdicts.filter(isCounted);
  return others.reduce<WorkloadVerdict | undefined>(
    (worst, one) =>
      worst === undefined || one.minAvailable * worst.desired < worst.minAvailable * one.desired ? one : worst,
    first,
  );
}
