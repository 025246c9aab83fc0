import { paintWith } from '../report/paint.js';
import { rowLine, TIMELINE_HEAD } from '../report/simulation/row-line.js';
import { rowsOf } from '../report/simulation/rows.js';
import type { SimulationReport } from '../simulate/report.js';
import type { Host } from '../source/host.js';

/** How a forecast is replayed. */
export interface Replay {
  /** Virtual seconds a second; `max` does not wait. */
  readonly speed: number | 'max';
  readonly colour: boolean;
  readonly host: Host;
}

/**
 * Prints each row of the time line when its time has come, as `kubectl get pods -w` would. Only a terminal is waited for:
 * a pipe gets the same rows at once.
 */
export async function replaySimulation(report: SimulationReport, { speed, colour, host }: Replay): Promise<void> {
  const { columns, isTty } = host.terminal;
  const paint = paintWith(colour);
  const began = performance.now();
  host.out(`${paint('faint', TIMELINE_HEAD)}\n`);
  for (const row of rowsOf(report)) {
    if (isTty && speed !== 'max') await until(began + row.at / speed);
    host.out(`${rowLine(row, paint, columns)}\n`);
  }
  host.out('\n');
}

/** So long a timer may be, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

async function until(time: number): Promise<void> {
  for (let left = time - performance.now(); left > 1; left = time - performance.now())
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_TIMER)));
}
