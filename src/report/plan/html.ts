/** A plan as one HTML file: what changes, what the API server refuses of it, and the forecast as `simulate` draws it. */

import type { Change } from '../../lint/changes.js';
import { type Markup, markup, NOTHING } from '../simulation/html/markup.js';
import { banner, factsOf, forecastSections, htmlPage } from '../simulation/html/page.js';
import { consequence, countsText, fieldText, nameOf } from './change-text.js';
import type { PlanReport } from './plan-report.js';

/** More changed objects or fields of one are only counted. */
const MAX_CHANGES = 500;
const MAX_FIELDS = 50;

/** The page. */
export function planHtml(report: PlanReport): string {
  const { from, to, changes, lint, simulation } = report;
  const { length: refused } = lint.findings;
  const news = changes.filter(({ kind }) => kind !== 'unchanged');
  const refusals = refused === 0 ? '' : `the API server refuses ${refused === 1 ? 'a field' : `${refused} fields`}`;
  const facts =
    simulation === undefined ? `nothing in it runs · Kubernetes ${lint.kubernetesVersion}` : factsOf(simulation);
  return htmlPage({
    title: `rollcast plan: ${from} → ${to}`,
    head: markup`${refusals === '' ? NOTHING : markup`<p><span class="badge bad">${refusals}</span></p>`}${simulation === undefined ? NOTHING : banner(simulation)}<p>${countsText(changes)}</p><p class="faint">${facts}</p>`,
    main: markup`${changeTable(news, report)}
${refusalList(report)}
${simulation === undefined ? NOTHING : forecastSections(simulation)}`,
  });
}

function changeTable(news: readonly Change[], report: PlanReport): Markup {
  if (news.length === 0) return NOTHING;
  const rows = news.slice(0, MAX_CHANGES).map((change) => {
    const { subject } = change;
    const follows = consequence(change, report);
    return markup`<tr><td class="narrow">${change.kind}</td><td>${nameOf(subject)} <span class="faint">${subject.file.file}</span></td><td>${follows === '' ? NOTHING : markup`<b>${follows}</b>`}${fieldList(change)}</td></tr>
`;
  });
  const left = news.length - rows.length;
  const more = left <= 0 ? NOTHING : markup`<p class="faint">… and ${left} more objects</p>`;
  return markup`<h2>What changes</h2><table class="stack"><thead><tr><th>change</th><th>object</th><th>what</th></tr></thead><tbody>${rows}</tbody></table>${more}`;
}

function fieldList(change: Change): Markup {
  if (change.kind !== 'changed') return NOTHING;
  const shown = change.fields.slice(0, MAX_FIELDS).map((field) => markup`<li><code>${fieldText(field)}</code></li>`);
  const left = change.fields.length - shown.length;
  return markup`<ul>${shown}${left > 0 ? markup`<li class="faint">… ${left} more fields</li>` : NOTHING}</ul>`;
}

function refusalList({ lint }: PlanReport): Markup {
  if (lint.findings.length === 0) return NOTHING;
  const rows = lint.findings.map(
    ({ file, range, rule, message }) =>
      markup`<li><b class="bad">refused</b> ${message} <span class="faint">${file}:${range.start.line} ${rule}</span></li>`,
  );
  return markup`<h2>What the API server refuses</h2><ul>${rows}</ul>`;
}
