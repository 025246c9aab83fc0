/** The whole screen as lines: a function of what is shown, of where the viewer is, and of the size of the terminal. */

import { answersOn, titleOf } from '../report/simulation/answers.js';
import { clock } from '../report/simulation/clock.js';
import { standingOf } from '../report/simulation/outcomes.js';
import { readyText } from '../report/simulation/row-line.js';
import type { Row } from '../report/simulation/rows.js';
import { whatIfTable } from '../report/simulation/what-ifs.js';
import { wrapped } from '../report/wrap.js';
import { lastAt, type Reel, type WorkloadReel } from './film.js';
import { cut, type Line, span, spread } from './line.js';
import type { PlayerState } from './player.js';
import { podLines, SIGN_LEGEND } from './pod-lines.js';
import { clockLine, TIME_LINES, timeLines } from './time-lines.js';

/** The size of the terminal in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const MIN_COLUMNS = 40;
const MIN_ROWS = 18;
/** Lines that are always there: head, clock, counts, titles of two panes, legend, verdict, keys. */
const FIXED = TIME_LINES + 8;

const KEYS = 'space play  ←→ step  home end  +- speed  tab next  ↑↓ pods  v verdict  q quit';

/** At most `rows` lines of at most `columns` cells. */
export function screen(reel: Reel, state: PlayerState, { columns, rows }: Size): Line[] {
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) {
    const text = `The terminal is too small: ${MIN_COLUMNS} columns and ${MIN_ROWS} rows are needed. q quits.`;
    return wrapped(text, Math.max(10, columns))
      .slice(0, rows)
      .map((line) => [span(line)]);
  }
  const shown = reel.reels[state.workload];
  const room = rows - FIXED;
  const panes = state.showsVerdict
    ? verdictPane(reel, shown, { columns, room: room + 3, scroll: state.scroll })
    : [
        ...podPane(shown, state, { columns, room: Math.ceil(room * 0.6) }),
        ...eventPane(shown, state, { columns, room: Math.floor(room * 0.4) }),
      ];
  const lines: Line[] = [
    headLine(reel, state, columns),
    clockLine(reel, state),
    ...timeLines(reel, shown, { at: state.at, columns }),
    countLine(shown, state.at),
    ...panes,
    verdictLine(reel, shown),
    [span(KEYS, 'faint')],
  ];
  return lines.map((line) => cut(line, columns));
}

function headLine({ report, reels }: Reel, { workload }: PlayerState, columns: number): Line {
  const shown = reels[workload];
  const scenario = report.scenario === '' ? '' : ` · ${report.scenario}`;
  const left = [span('rollcast', 'strong'), span(scenario)];
  if (shown === undefined) return spread(left, [span('no workload', 'faint')], columns);
  const count = reels.length === 1 ? '' : `${workload + 1}/${reels.length}  `;
  return spread(left, [span(count, 'faint'), span(titleOf(shown.verdict), 'strong')], columns);
}

function countLine(shown: WorkloadReel | undefined, at: number): Line {
  const sample = shown?.samples[lastAt(shown.samples, at)];
  if (sample === undefined) return [span('not there yet', 'faint')];
  const { available, desired, ready, total, updated, terminating, maxUnavailable } = sample;
  const promised = Math.max(0, desired - maxUnavailable);
  return [
    span(`available ${available} of ${desired}`, available < promised ? 'bad' : 'good'),
    span(`  promised ${promised}  ready ${ready}  updated ${updated}  pods ${total}`),
    ...(terminating > 0 ? [span(`  terminating ${terminating}`, 'special')] : []),
  ];
}

interface Pane {
  readonly columns: number;
  /** Lines below the title. */
  readonly room: number;
}

function podPane(shown: WorkloadReel | undefined, { at, scroll }: PlayerState, { columns, room }: Pane): Line[] {
  const lines = podLines(shown?.pods ?? [], at, columns);
  const from = Math.min(scroll, Math.max(0, lines.length - room));
  const hidden = lines.length - from - room;
  const more = hidden > 0 ? `  ↓ ${hidden} more` : '';
  const above = from > 0 ? `  ↑ ${from}` : '';
  return [
    [span('PODS', 'strong'), span(`${above}${more}`, 'faint')],
    ...filled(lines.slice(from, from + room), room),
    SIGN_LEGEND,
  ];
}

function eventPane(shown: WorkloadReel | undefined, { at }: PlayerState, { columns, room }: Pane): Line[] {
  const rows = shown?.rows ?? [];
  const last = lastAt(rows, at);
  const own = rows.slice(Math.max(0, last + 1 - room), last + 1);
  const now = own.at(-1)?.at;
  return [
    [span('EVENTS', 'strong')],
    ...filled(
      own.map((row) => cut(eventLine(row, row.at === now), columns)),
      room,
    ),
  ];
}

function eventLine(row: Row, isNow: boolean): Line {
  const tone = row.kind === 'step' ? 'info' : row.kind === 'warning' ? 'bad' : isNow ? 'strong' : undefined;
  const because = row.because === '' ? [] : [span(`  (${row.because})`, 'faint')];
  return [
    span(`${clock(row.at).padStart(9)}  ${readyText(row).padEnd(8)} `, 'faint'),
    span(row.text, tone),
    ...because,
  ];
}

interface VerdictPane extends Pane {
  readonly scroll: number;
}

function verdictPane(
  { report }: Reel,
  shown: WorkloadReel | undefined,
  { columns, room, scroll }: VerdictPane,
): Line[] {
  const own = shown === undefined ? [] : answersOn(shown.verdict, report);
  const label = 14;
  const block = (title: string, text: string): Line[] =>
    wrapped(text, columns - label).map((line, place) => [
      span((place === 0 ? title : '').padEnd(label), 'faint'),
      span(line),
    ]);
  const lines = [
    ...own.flatMap(({ question, text }) => block(question, text)),
    ...report.assertions.flatMap(({ held, expression, found }) =>
      block(held ? 'held' : 'broken', held ? expression : `${expression}: ${found}`),
    ),
    ...whatIfTable(report, 100).lines.flatMap(({ question, answer }) => block('what if', `${question}? ${answer}`)),
  ];
  const from = Math.min(scroll, Math.max(0, lines.length - room + 1));
  const hidden = Math.max(0, lines.length - from - room + 1);
  return [
    [span('VERDICT', 'strong'), span(hidden > 0 ? `  ↓ ${hidden} more` : '', 'faint')],
    ...filled(lines.slice(from, from + room - 1), room - 1),
  ];
}

function filled(lines: readonly Line[], room: number): Line[] {
  return Array.from({ length: room }, (_, place) => lines[place] ?? []);
}

const OUTCOME_TONES = { fine: 'good', trouble: 'bad', held: 'warning', unknown: 'warning' } as const;

/** How it ends, in a line. */
function verdictLine({ report }: Reel, shown: WorkloadReel | undefined): Line {
  if (shown === undefined) return [span('nothing to show', 'faint')];
  const { outcome, reason } = shown.verdict;
  const [first] = answersOn(shown.verdict, report);
  const text = outcome === 'complete' ? (first?.text ?? '') : reason;
  return [span(`ends ${outcome}`, OUTCOME_TONES[standingOf(outcome)]), span(`  ${text}`)];
}
