import { ratio } from './print.js';
import type { Score } from './score.js';

/** What must not get worse: shares of documents, on any data of the kind that the commands read. */
export const FIGURES = {
  /** Verdicts that agree. */
  agreement: 0.995,
  /** Rejected documents whose set of (field, type) agrees, of those that both reject. */
  fields: 0.98,
  /** Accepted documents that rollcast rejects. */
  falseRejections: 0.01,
} as const;

/** Does the run hold the committed figures? */
export function holds(score: Score): boolean {
  return (
    score.checked > 0 &&
    ratio(score.agree, score.checked) >= FIGURES.agreement &&
    ratio(score.fieldsAgree, score.caught) >= FIGURES.fields &&
    (score.accepted === 0 || ratio(score.falseRejections, score.accepted) <= FIGURES.falseRejections)
  );
}
