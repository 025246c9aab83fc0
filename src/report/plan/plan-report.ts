import type { Change } from '../../lint/changes.js';
import type { Report } from '../../lint/report.js';
import type { SimulationReport } from '../../simulate/report.js';

/** Everything that `rollcast plan` may show. */
export interface PlanReport {
  /** What the two states are, as the user named them. */
  readonly from: string;
  readonly to: string;
  /** Removed objects are deleted, and do not stay behind. */
  readonly prune: boolean;
  readonly changes: readonly Change[];
  /** What the API server refuses of the new state, and of the way there. */
  readonly lint: Report;
  /** The forecast of applying one after the other; `undefined` if nothing in them runs. */
  readonly simulation: SimulationReport | undefined;
}
