/** The forecast as one HTML file: nothing is loaded from anywhere, and it says all it says without JavaScript. */

import { createHash } from 'node:crypto';
import { formatMinor } from '../../../kube/version.js';
import type { SimulationReport } from '../../../simulate/report.js';
import { toldFrom } from '../fold.js';
import { standingOf } from '../outcomes.js';
import { assumptionsText } from '../pretty.js';
import { rowsOf } from '../rows.js';
import { totalsLine } from '../totals.js';
import { sharedScales } from './drawing.js';
import { type Markup, markup, trusted } from './markup.js';
import {
  alerts,
  assertions,
  events,
  replicaSets,
  stepList,
  troubles,
  unknowns,
  whatIfs,
  workloads,
} from './sections.js';
import { SCRIPT, STYLE } from './style.js';

/** The page. */
export function simulationHtml(report: SimulationReport): string {
  const title = report.scenario === '' ? 'rollcast forecast' : `rollcast forecast: ${report.scenario}`;
  return htmlPage({
    title,
    head: markup`${banner(report)}<p class="faint">${factsOf(report)}</p>`,
    main: forecastSections(report),
  });
}

/** What stands on a page. */
export interface PageParts {
  readonly title: string;
  /** Below the title. */
  readonly head: Markup;
  readonly main: Markup;
}

/** A page that loads nothing from anywhere. */
export function htmlPage({ title, head, main }: PageParts): string {
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(STYLE)}</style></head>
<body><header><h1>${title}</h1>${head}</header>
<main>${main}</main>
<div id="at" aria-live="off"></div>
<script>${trusted(SCRIPT)}</script></body></html>
`;
  return page.html;
}

/** Everything that a page says of a forecast, below its head. */
export function forecastSections(report: SimulationReport): Markup {
  const rows = rowsOf(report);
  const options = { report, scales: sharedScales(report), rows };
  return markup`${troubles(report)}
${workloads(options)}
${stepList(report)}
${whatIfs(report)}
${alerts(report)}
${assertions(report)}
${events(toldFrom(rows, report.tellFrom ?? 0))}
${replicaSets(report)}
${unknowns(report)}
<h2>Assumed</h2><p>${assumptionsText(report)}</p>`;
}

/** `2 workloads simulated, 2 complete · Kubernetes 1.35 · virtual time` */
export function factsOf(report: SimulationReport): string {
  return `${totalsLine(report)} · Kubernetes ${formatMinor(report.version)} · virtual time`;
}

/** The whole forecast in one word, and the first thing that goes wrong. */
export function banner({ verdicts, assertions: judged, rejected }: SimulationReport): Markup {
  const unknown = verdicts.filter(({ outcome }) => outcome === 'unknown');
  const troubled = verdicts.filter(({ outcome }) => standingOf(outcome) === 'trouble');
  const held = verdicts.filter(({ outcome }) => standingOf(outcome) === 'held');
  const broken = judged.filter(({ held }) => !held);
  const texts = [
    ...(rejected.length > 0 ? [`${rejected.length} rejected by the API server`] : []),
    ...(troubled.length > 0 ? [`${troubled.length} of ${verdicts.length} workloads do not complete`] : []),
    ...(unknown.length > 0 ? [`of ${unknown.length} of ${verdicts.length} workloads nobody knows from here`] : []),
    ...(broken.length > 0 ? [`${broken.length} of ${judged.length} assertions are broken`] : []),
  ];
  if (texts.length === 0 && held.length > 0)
    return markup`<p><span class="badge faint">${held.length} of ${verdicts.length} workloads on hold</span></p>`;
  if (texts.length === 0) return markup`<p><span class="badge good">complete</span></p>`;
  return markup`<p><span class="badge bad">${texts.join(', ')}</span></p>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
