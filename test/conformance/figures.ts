import { ratio } from './print.js';
import type { Score } from './score.js';

/** Shares of documents that must not get worse, on any data of the kind that the command reads. */
interface Figures {
  /** Verdicts that agree. */
  readonly agreement: number;
  /** Rejected documents whose set of (field, type) agrees, of those that both reject. */
  readonly fields: number;
  /** Accepted documents that rollcast rejects. */
  readonly falseRejections: number;
}

/** The figures of each command. Those of `files` leave room for public manifests that a dry run let through. */
export const FIGURES = {
  verdicts: { agreement: 0.998, fields: 0.995, falseRejections: 0.002 },
  updates: { agreement: 0.998, fields: 0.995, falseRejections: 0.002 },
  files: { agreement: 0.996, fields: 0.99, falseRejections: 0.01 },
} as const satisfies Readonly<Record<string, Figures>>;

/** Does the run hold the figures of its command? */
export function holds(score: Score, command: keyof typeof FIGURES): boolean {
  const figures = FIGURES[command];
  return (
    score.checked > 0 &&
    ratio(score.agree, score.checked) >= figures.agreement &&
    ratio(score.fieldsAgree, score.caught) >= figures.fields &&
    (score.accepted === 0 || ratio(score.falseRejections, score.accepted) <= figures.falseRejections)
  );
}
