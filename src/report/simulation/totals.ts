import type { SimulationReport } from '../../simulate/report.js';
import { OUTCOMES } from './outcomes.js';

/** The last line: `2 workloads simulated, 1 complete, 1 stuck, 3 of 3 assertions held`. */
export function totalsLine({ verdicts, rejected, notModelled, assertions, whatIfs, seeds }: SimulationReport): string {
  const counted = OUTCOMES.flatMap((outcome) => {
    const count = verdicts.filter((verdict) => verdict.outcome === outcome).length;
    return count > 0 ? [`${count} ${outcome}`] : [];
  });
  const held = assertions.filter((assertion) => assertion.held).length;
  const chance = seeds > 1 ? ` with ${seeds} seeds` : '';
  return [
    `${verdicts.length} ${verdicts.length === 1 ? 'workload' : 'workloads'} simulated`,
    ...counted,
    ...(rejected.length > 0 ? [`${rejected.length} rejected by the API server`] : []),
    ...(assertions.length > 0 ? [`${held} of ${assertions.length} assertions held${chance}`] : []),
    ...(whatIfs.length > 0 ? [`${whatIfs.length} ${whatIfs.length === 1 ? 'what-if' : 'what-ifs'}`] : []),
    ...(notModelled.length > 0 ? [`${notModelled.length} not modelled`] : []),
  ].join(', ');
}
