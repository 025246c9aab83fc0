import { simulationJson } from '../report/simulation/json.js';
import { simulationPretty } from '../report/simulation/pretty.js';
import type { SimulationReport } from '../simulate/report.js';
import type { Host } from '../source/host.js';
import { wantsColour } from './colour.js';
import type { SimulateOptions } from './simulate-options.js';
import { writeOutputs } from './write-outputs.js';

/** Where to and how. */
export interface SimulationWriting {
  readonly host: Host;
  readonly options: SimulateOptions;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Writes the forecast in each format asked for; what could not be written is returned, a sentence each. */
export async function writeSimulation(
  report: SimulationReport,
  { host, options, quiet, verbose }: SimulationWriting,
): Promise<string[]> {
  return await writeOutputs(options.outputs, host, ({ format, file }) => {
    if (format === 'json') return simulationJson(report);
    const colour = file === undefined && wantsColour(options.colour, host);
    const { columns, isTty } = host.terminal;
    return simulationPretty(report, { colour, columns, isTerminal: file === undefined && isTty, quiet, verbose });
  });
}
