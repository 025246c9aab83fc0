/** The reports of several scenarios: one after the other for people, one document for programs. */

import { formatMinor } from '../kube/version.js';
import { isFailing, type SimulationReport } from '../simulate/report.js';
import type { Host } from '../source/host.js';
import type { SimulateOptions } from './simulate-options.js';
import { writeOutputs } from './write-outputs.js';
import { type SimulationWriting, writeSimulation } from './write-simulation.js';

/** Writes the forecasts in each format asked for; what could not be written is returned, a sentence each. */
export async function writeSimulations(
  reports: readonly SimulationReport[],
  writing: SimulationWriting,
): Promise<string[]> {
  const [only, ...more] = reports;
  if (only !== undefined && more.length === 0) return await writeSimulation(only, writing);
  const { options, host } = writing;
  const single = options.outputs.find(({ format }) => format === 'html') === undefined ? undefined : '--format html';
  const shown = options.show.kind === 'report' ? single : `--${options.show.kind}`;
  if (shown !== undefined)
    return [`${shown} shows one scenario and the input has ${reports.length}: choose one with --scenario FILE`];
  return await writeOutputs(options.outputs, host, async (output) => {
    const texts: string[] = [];
    for (const report of reports) texts.push(await textOf(report, output, writing));
    return joined(reports, texts, output.format);
  });
}

/** What one report would be alone. */
async function textOf(
  report: SimulationReport,
  { format, file }: SimulateOptions['outputs'][number],
  writing: SimulationWriting,
): Promise<string> {
  const { host, options } = writing;
  const texts: string[] = [];
  const terminal = { ...host.terminal, isTty: host.terminal.isTty && file === undefined };
  const capturing: Host = { ...host, terminal, out: (text) => texts.push(text) };
  const outputs = [{ format, file: undefined }];
  const colour = file === undefined ? options.colour : 'never';
  await writeSimulation(report, { ...writing, host: capturing, options: { ...options, outputs, colour } });
  return texts.join('');
}

function joined(
  reports: readonly SimulationReport[],
  texts: readonly string[],
  format: SimulateOptions['outputs'][number]['format'],
): string {
  const [first] = reports;
  if (format === 'json') {
    const scenarios = texts.map((text): unknown => JSON.parse(text));
    const version = first === undefined ? '' : formatMinor(first.version);
    return `${JSON.stringify({ schemaVersion: 1, kubernetesVersion: version, scenarios }, null, 2)}\n`;
  }
  // A Markdown report has a heading of its own.
  const head = (report: SimulationReport, place: number) =>
    format === 'markdown' ? '' : `scenario ${nameOf(report, place)}\n\n`;
  const sections = reports.map((report, place) => `${head(report, place)}${texts[place] ?? ''}`);
  const failing = reports.flatMap((report, place) => (isFailing(report) ? [nameOf(report, place)] : []));
  const verdict =
    failing.length === 0
      ? 'all pass'
      : `${failing.length} ${failing.length === 1 ? 'fails' : 'fail'}: ${failing.join(', ')}`;
  return `${[...sections, `${reports.length} scenarios, ${verdict}`].join('\n')}\n`;
}

function nameOf({ scenario }: SimulationReport, place: number): string {
  return scenario === '' ? String(place + 1) : scenario;
}
