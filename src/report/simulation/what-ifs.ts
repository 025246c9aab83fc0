/** Answers to questions that nobody wrote a scenario for, as lines of a table. */

import type { SimulationReport, WhatIf } from '../../simulate/report.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';

/** One line of the table. */
export interface WhatIfLine {
  /** `the template of Deployment/web changes` */
  readonly question: string;
  /** `3 of 4`; '' where nothing is promised. */
  readonly lowest: string;
  /** `no`, `at first` if a later step helps, or how it ends: `stuck`, `failed`. */
  readonly stuck: string;
  readonly answer: string;
  readonly isTrouble: boolean;
}

/** The lines to show: all, or, where there are too many, those that tell of trouble first; `hidden` counts the others. */
export interface WhatIfTable {
  readonly lines: readonly WhatIfLine[];
  readonly hidden: number;
}

/** The questions, and the verdicts that stand above them. */
type Told = Pick<SimulationReport, 'whatIfs' | 'verdicts'>;

/** A line a question, at most `limit`. */
export function whatIfTable({ whatIfs, verdicts }: Told, limit: number): WhatIfTable {
  const notes = new Set(verdicts.flatMap(({ note }) => note?.split('; ') ?? []));
  const troubled = whatIfs.filter(({ isTrouble }) => isTrouble);
  const calm = whatIfs.filter(({ isTrouble }) => !isTrouble);
  const shown = new Set([...troubled, ...calm].slice(0, limit));
  const lines = whatIfs.filter((whatIf) => shown.has(whatIf)).map((whatIf) => lineOf(whatIf, notes));
  return { lines, hidden: whatIfs.length - lines.length };
}

/** What the verdict on a workload says already is not said again of each question. */
function lineOf({ question, answer, verdicts, forecast, isTrouble }: WhatIf, notes: ReadonlySet<string>): WhatIfLine {
  const worst = worstOf(verdicts);
  const broken = verdicts.find(({ outcome }) => outcome !== 'complete');
  const isMany = verdicts.filter(isCounted).length > 1;
  const keys = new Set(verdicts.map(({ kind, namespace, name }) => `${kind}:${namespace}/${name}`));
  const stoodStill = forecast.steps.some(({ incomplete }) =>
    incomplete.some(({ kind, key }) => keys.has(`${kind}:${key}`)),
  );
  return {
    question,
    lowest: worst === undefined ? '' : `${worst.minAvailable} of ${worst.desired}${isMany ? ` (${worst.name})` : ''}`,
    stuck: broken?.outcome ?? (stoodStill ? 'at first' : 'no'),
    answer: answer
      .split('; ')
      .filter((part) => !notes.has(part))
      .join('; '),
    isTrouble,
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
