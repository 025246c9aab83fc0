import type { PlanReport } from '../report/plan/plan-report.js';
import type { SimulationReport } from '../simulate/report.js';
import type { Host } from '../source/host.js';
import type { SourceText } from '../source/text.js';
import { wantsColour } from './colour.js';
import type { GivenOptions } from './options.js';
import type { PlanOptions } from './plan-options.js';
import { TOOL_VERSION } from './version.js';
import { writeOutputs } from './write-outputs.js';

interface Writing {
  readonly host: Host;
  readonly given: GivenOptions;
  readonly options: PlanOptions;
  readonly sources: readonly SourceText[];
}

/** Writes the reports asked for; returns what could not be written. */
export async function writePlan(report: PlanReport, { host, given, options, sources }: Writing): Promise<string[]> {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  return await writeOutputs(options.simulate.outputs, host, async ({ format, file }) => {
    if (format === 'json') return (await import('../report/plan/json.js')).planJson(report);
    if (format === 'markdown') {
      const told = report.simulation && withConcerned(report.simulation);
      return (await import('../report/plan/markdown.js')).planMarkdown({ ...report, simulation: told });
    }
    if (format === 'html') {
      const told = report.simulation && withConcerned(report.simulation);
      return (await import('../report/plan/html.js')).planHtml({ ...report, simulation: told });
    }
    const { planPretty } = await import('../report/plan/pretty.js');
    const { columns, isTty } = host.terminal;
    const layout = {
      colour: file === undefined && wantsColour(options.simulate.colour, host),
      columns,
      quiet: given.switches.has('quiet'),
      verbose: given.switches.has('verbose'),
    };
    const head = planPretty(report, {
      ...layout,
      toolVersion: TOOL_VERSION,
      textOf: (name) => texts.get(name),
      isTerminal: file === undefined && isTty,
    });
    if (report.simulation === undefined) return head;
    const { simulationPretty } = await import('../report/simulation/pretty.js');
    const told = layout.verbose ? report.simulation : withConcerned(report.simulation);
    return `${head}\n${simulationPretty(told, { ...layout, isTerminal: file === undefined && isTty })}`;
  });
}

/** With the verdicts on the workloads that the change moves, or that do not stand as they should. */
function withConcerned(report: SimulationReport): SimulationReport {
  const { verdicts, forecast } = report;
  const begin = forecast.steps[1]?.order ?? 0;
  const { samples, remarks } = forecast.timeline;
  const moved = new Set<string>();
  for (const { order, namespace, workload } of samples) if (order > begin) moved.add(`${namespace}/${workload}`);
  for (const { at, namespace, workload } of remarks)
    if (at >= (forecast.steps[1]?.at ?? 0)) moved.add(`${namespace}/${workload}`);
  const told = verdicts.filter(
    ({ kind, namespace, name, outcome }) => outcome !== 'complete' || moved.has(`${namespace}/${kind}/${name}`),
  );
  return { ...report, verdicts: told };
}
