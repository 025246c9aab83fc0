/** The parts of the report that are text: verdicts, what-ifs, assertions, events, assumptions. */

import type { SimulationReport } from '../../../simulate/report.js';
import { alertLines } from '../alerts.js';
import { type Answer, answersOn, claimsText, otherLostClaims, titleOf } from '../answers.js';
import { clock } from '../clock.js';
import { folded, withoutFlags } from '../fold.js';
import { notReachedText } from '../not-reached.js';
import { standingOf } from '../outcomes.js';
import { POD_STATES, STATE_WORDS } from '../pod-state.js';
import { rejectedText } from '../rejected-text.js';
import { REPLICA_SET_HEAD, replicaSetRows } from '../replica-sets.js';
import { readyText } from '../row-line.js';
import type { Row } from '../rows.js';
import { serviceAnswers } from '../services.js';
import { unknownTexts } from '../unknowns.js';
import { troubledFirst } from '../verdict-order.js';
import { whatIfTable } from '../what-ifs.js';
import { type DrawingOptions, drawing } from './drawing.js';
import { type Markup, markup, NOTHING } from './markup.js';

/** More workloads than this are listed without a drawing; those with trouble come first. */
const MAX_DRAWN = 40;
/** More events than this are left out in the middle. */
const MAX_EVENTS = 600;

/** A card for each workload: its verdict, and what it looks like over time. */
export function workloads(options: DrawingOptions): Markup {
  const { report } = options;
  const sorted = troubledFirst(report.verdicts);
  const cards = sorted.slice(0, MAX_DRAWN).map((verdict) => {
    const badge = outcomeBadge(verdict.outcome);
    return markup`<section class="card"><h3>${titleOf(verdict)} ${badge}</h3>${definitions(answersOn(verdict, report))}${drawing(verdict, options)}</section>
`;
  });
  const rest = sorted.slice(MAX_DRAWN);
  const more =
    rest.length === 0
      ? NOTHING
      : markup`<details><summary>${rest.length} more workloads, not drawn</summary><ul>${rest.map((verdict) => markup`<li>${titleOf(verdict)}: ${verdict.outcome}${verdict.reason === '' ? '' : `: ${verdict.reason}`}</li>`)}</ul></details>`;
  return markup`<h2>Verdict</h2>${legend()}${cards}${more}`;
}

const OUTCOME_TONES = { fine: 'good', trouble: 'bad', held: 'faint', unknown: 'faint' } as const;

function outcomeBadge(outcome: Parameters<typeof standingOf>[0]): Markup {
  const tone = OUTCOME_TONES[standingOf(outcome)];
  return markup`<span class="badge ${tone}">${outcome}</span>`;
}

function definitions(answers: readonly Answer[]): Markup {
  return markup`<dl>${answers.map(({ question, text }) => markup`<dt>${question}</dt><dd>${text}</dd>`)}</dl>`;
}

function legend(): Markup {
  const curves = [
    ['available', 'available'],
    ['promised', 'promised by the manifest'],
    ['ready', 'ready'],
    ['total', 'pods'],
    ['all', 'pods, with terminating ones'],
  ] as const;
  return markup`<ul class="legend">${curves.map(([name, text]) => markup`<li><svg viewBox="0 0 22 11" aria-hidden="true"><path class="curve ${name}" d="M0 5.5H22"/></svg>${text}</li>`)}${POD_STATES.map((state) => markup`<li><svg viewBox="0 0 22 11" aria-hidden="true"><rect class="pod ${state}" width="22" height="11"/></svg>${STATE_WORDS[state]}</li>`)}<li><svg viewBox="0 0 22 11" aria-hidden="true"><path class="break" d="M6 11l3 -11m3 11l3 -11"/></svg>drawn shorter than it is</li></ul>`;
}

/** What is done, numbered as in the drawings. */
export function stepList({ forecast }: SimulationReport): Markup {
  const { steps } = forecast;
  if (steps.length === 0) return NOTHING;
  const rows = steps.slice(0, MAX_EVENTS).map(({ at, text, refused }) => {
    const why = refused === '' ? NOTHING : markup` <b class="bad">refused: ${refused}</b>`;
    return markup`<li><code>${text}</code> <span class="faint">at ${clock(at)}</span>${why}</li>`;
  });
  return markup`<h2>Steps</h2><ol>${rows}</ol>`;
}

/** What nobody knows: fields and kinds that are not simulated. */
export function unknowns(report: SimulationReport): Markup {
  const texts = unknownTexts(report);
  if (texts.length === 0) return NOTHING;
  const rows = texts.slice(0, MAX_EVENTS).map((text) => markup`<li>${text}</li>`);
  return markup`<h2>Not modelled</h2><ul>${rows}</ul>`;
}

/** What was refused, what data goes that belongs to no workload, and who gets the traffic of Services. */
export function troubles(report: SimulationReport): Markup {
  const rejected = report.rejected.map((one) => markup`<li><b class="bad">rejected</b> ${rejectedText(one)}</li>`);
  const late = notReachedText(report);
  const missed = late === '' ? [] : [markup`<li><b class="bad">not reached</b> ${late}</li>`];
  const lost = otherLostClaims(report);
  const claims = lost.length === 0 ? [] : [markup`<li><b class="bad">data</b> ${claimsText(lost)}</li>`];
  const services = serviceAnswers(report);
  const traffic = services.slice(0, MAX_EVENTS).map(({ title, text, isTrouble }) => {
    const word = isTrouble ? markup`<b class="bad">traffic</b>` : markup`<b>traffic</b>`;
    return markup`<li>${word} ${title}: ${text}</li>`;
  });
  const all = [...rejected, ...missed, ...claims, ...traffic];
  return all.length === 0 ? NOTHING : markup`<section class="card"><ul>${all}</ul></section>`;
}

/** Which alerts would fire. */
export function alerts(report: SimulationReport): Markup {
  const lines = alertLines(report);
  if (lines.length === 0) return NOTHING;
  const rows = lines.slice(0, MAX_EVENTS).map(({ outcome, text }) => {
    const word = outcome === 'fires' ? markup`<b class="bad">fires</b>` : markup`<b>${outcome}</b>`;
    return markup`<tr><td class="narrow">${word}</td><td>${text}</td></tr>`;
  });
  return markup`<h2>Alerts</h2><table class="stack"><tbody>${rows}</tbody></table>`;
}

/** Whether what had to hold did. */
export function assertions({ assertions: judged }: SimulationReport): Markup {
  if (judged.length === 0) return NOTHING;
  const rows = judged.map(({ expression, held, found, at }) => {
    const word = held ? markup`<b class="good">held</b>` : markup`<b class="bad">broken</b>`;
    const why = held ? '' : `${found}${at === undefined ? '' : ` at ${clock(at)}`}`;
    return markup`<tr><td class="narrow">${word}</td><td><code>${expression}</code></td><td>${why}</td></tr>`;
  });
  return markup`<h2>Assertions</h2><table class="stack"><thead><tr><th>result</th><th>assertion</th><th>found</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** The table of questions that nobody wrote a scenario for. */
export function whatIfs(report: SimulationReport): Markup {
  const { whatIfsLeftOut } = report;
  const { lines, hidden } = whatIfTable(report, MAX_EVENTS);
  if (lines.length === 0 && whatIfsLeftOut.length === 0) return NOTHING;
  const rows = lines.map(
    ({ question, lowest, stuck, answer, isTrouble }) =>
      markup`<tr class="${isTrouble ? 'trouble' : 'calm'}"><td>${question}</td><td data-head="lowest" class="narrow">${lowest === '' ? '–' : lowest}</td><td data-head="stuck" class="narrow">${stuck}</td><td>${answer}</td></tr>
`,
  );
  const notes = [
    ...(hidden === 0 ? [] : [`… and ${hidden} more without trouble`]),
    ...whatIfsLeftOut.map((text) => `Not asked: ${text}`),
  ];
  return markup`<h2>What if …</h2><table class="stack what-if"><thead><tr><th>… happens?</th><th>lowest</th><th>stuck</th><th>answer</th></tr></thead><tbody>${rows}</tbody></table>${notes.map((note) => markup`<p class="faint">${note}</p>`)}`;
}

/** The rows of the time line. */
export function events(all: readonly Row[]): Markup {
  const rows = withoutFlags(folded(all));
  const left = Math.max(0, rows.length - MAX_EVENTS);
  const half = MAX_EVENTS / 2;
  const shown = left === 0 ? rows : [...rows.slice(0, half), ...rows.slice(rows.length - half)];
  const lines = shown.map((row) => {
    const because = row.because === '' ? NOTHING : markup` <span class="faint">(${row.because})</span>`;
    const said = row.said === undefined ? NOTHING : markup`<pre>${row.said.join('\n')}</pre>`;
    return markup`<tr class="${row.kind}"><td class="narrow">${row.kind === 'folded' ? '' : clock(row.at)}</td><td class="narrow">${readyText(row)}</td><td>${row.text}${because}${said}</td></tr>
`;
  });
  if (left > 0) lines.splice(half, 0, markup`<tr class="folded"><td></td><td></td><td>… ${left} more rows</td></tr>`);
  return markup`<h2>What happens</h2><div class="js"><input id="filter" type="search" placeholder="show only rows with …" aria-label="show only rows with these words"></div>
<table class="events"><thead><tr><th>time</th><th>ready</th><th>what</th></tr></thead><tbody>${lines}</tbody></table>`;
}

/** ReplicaSets as they are in the end. */
export function replicaSets(report: SimulationReport): Markup {
  const rows = replicaSetRows(report).slice(0, MAX_EVENTS);
  if (rows.length === 0) return NOTHING;
  const head = REPLICA_SET_HEAD.map((title) => markup`<th>${title.toLowerCase()}</th>`);
  const body = rows.map(
    (row) =>
      markup`<tr>${row.map((text, place) => markup`<td data-head="${(REPLICA_SET_HEAD[place] ?? '').toLowerCase()}">${text}</td>`)}</tr>`,
  );
  return markup`<details><summary>ReplicaSets at the end</summary><table class="stack"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></details>`;
}
