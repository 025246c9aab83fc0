import type { SimulationReport } from '../simulate/report.js';
import type { Host } from '../source/host.js';
import { wantsColour } from './colour.js';
import type { SimulateOptions } from './simulate-options.js';
import { writeOutputs } from './write-outputs.js';

/** Where to and how. */
export interface SimulationWriting {
  readonly host: Host;
  readonly options: Pick<SimulateOptions, 'outputs' | 'colour' | 'show'>;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Writes the forecast in each format asked for; what could not be written is returned, a sentence each. */
export async function writeSimulation(report: SimulationReport, writing: SimulationWriting): Promise<string[]> {
  return await writeOutputs(writing.options.outputs, writing.host, (output) => rendered(report, output, writing));
}

/** Each format is loaded when it is asked for. */
async function rendered(
  report: SimulationReport,
  { format, file }: SimulateOptions['outputs'][number],
  writing: SimulationWriting,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/simulation/json.js')).simulationJson(report);
    case 'markdown':
      return (await import('../report/simulation/markdown.js')).simulationMarkdown(report);
    case 'html':
      return (await import('../report/simulation/html/page.js')).simulationHtml(report);
    case 'pretty':
      return await pretty(report, writing, file);
    default: {
      const unknown: never = format;
      return unknown;
    }
  }
}

async function pretty(
  report: SimulationReport,
  { host, options, quiet, verbose }: SimulationWriting,
  file: string | undefined,
): Promise<string> {
  const { columns, isTty } = host.terminal;
  const colour = file === undefined && wantsColour(options.colour, host);
  const layout = { colour, columns, isTerminal: file === undefined && isTty, quiet, verbose };
  const { conclusion, simulationPretty } = await import('../report/simulation/pretty.js');
  if (file !== undefined || options.show.kind === 'report') return simulationPretty(report, layout);
  if (options.show.kind === 'replay') {
    const { replaySimulation } = await import('./replay-simulation.js');
    await replaySimulation(report, { speed: options.show.speed, colour, host });
    return conclusion(report, layout);
  }
  // Ink is large: only who wants the view loads it.
  const view = isTty ? await import('../tui/show.js') : undefined;
  if (await view?.showForecast({ report, speed: options.show.speed, colour })) return conclusion(report, layout);
  host.err('rollcast: --interactive needs a terminal; this is the report instead\n');
  return simulationPretty(report, layout);
}
