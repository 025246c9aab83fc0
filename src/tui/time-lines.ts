/** The axis of time with its steps, and the availability of the shown workload along it. */

import { clock } from '../report/simulation/clock.js';
import type { Reel, WorkloadReel } from './film.js';
import { lastAt } from './film.js';
import { type Line, type Span, span } from './line.js';
import type { PlayerState } from './player.js';

/** Room for numbers at the left. */
const GUTTER = 6;
/** Lines of the curve. */
const HEIGHT = 3;
const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** How many lines `timeLines` gives. */
export const TIME_LINES = HEIGHT + 2;

/** Numbers of steps, the curve of available pods, and the bar that shows how far time has gone. */
export function timeLines(reel: Reel, shown: WorkloadReel | undefined, { at, columns }: TimeView): Line[] {
  const width = Math.max(10, columns - GUTTER - 1);
  const place = (ms: number) => Math.min(width - 1, Math.floor(reel.scale.x(ms) * width));
  return [stepLine(reel, width, place), ...curve(shown, { reel, width, place, at }), bar(reel, { width, place, at })];
}

/** Which moment, and how wide the screen is. */
export interface TimeView extends Pick<PlayerState, 'at'> {
  readonly columns: number;
}

type Place = (ms: number) => number;

function stepLine({ report }: Reel, width: number, place: Place): Line {
  const line = Array.from({ length: width }, () => ' ');
  for (const [number, { at }] of report.forecast.steps.entries()) {
    const label = String(number + 1);
    const from = Math.min(width - label.length, place(at));
    // Where two steps are too near the first one stays.
    if (line.slice(Math.max(0, from - 1), from + label.length + 1).some((one) => one !== ' ')) continue;
    for (const [offset, digit] of [...label].entries()) line[from + offset] = digit;
  }
  return [span('step'.padEnd(GUTTER), 'faint'), span(line.join(''), 'info')];
}

interface CurveView {
  readonly reel: Reel;
  readonly width: number;
  readonly place: Place;
  readonly at: number;
}

interface Column {
  readonly available: number;
  readonly isShort: boolean;
}

function curve(shown: WorkloadReel | undefined, { reel, width, place, at }: CurveView): Line[] {
  const columns = columnsOf(shown, width, place);
  const most = Math.max(1, ...columns.map(({ available }) => available), shown?.verdict.desired ?? 0);
  const now = at >= reel.endedAt ? width - 1 : place(at);
  return Array.from({ length: HEIGHT }, (_, row): Line => {
    const label = row === 0 ? String(most) : row === HEIGHT - 1 ? '0' : '';
    const spans = columns.map(({ available, isShort }, column): Span => {
      const eighths = Math.round((available / most) * HEIGHT * 8) - (HEIGHT - 1 - row) * 8;
      const text = BLOCKS[Math.max(0, Math.min(8, eighths))] ?? ' ';
      return { text, tone: column > now ? 'faint' : isShort ? 'bad' : 'good' };
    });
    return [span(`${label.padStart(GUTTER - 1)} `, 'faint'), ...joined(spans)];
  });
}

/** The fewest available pods within each column. */
function columnsOf(shown: WorkloadReel | undefined, width: number, place: Place): Column[] {
  const columns: Column[] = [];
  let last: Column = { available: 0, isShort: false };
  let next = 0;
  let wasUp = false;
  const samples = shown?.samples ?? [];
  for (let column = 0; column < width; column++) {
    let lowest: Column | undefined;
    for (let sample = samples[next]; sample !== undefined && place(sample.at) <= column; sample = samples[++next]) {
      const { available, desired, maxUnavailable } = sample;
      wasUp ||= desired > 0 && available >= desired;
      last = { available, isShort: wasUp && available < desired - maxUnavailable };
      if (lowest === undefined || available < lowest.available) lowest = last;
    }
    // A rise shows at once; what fell below the promise for a moment shows, too.
    columns.push(lowest?.isShort === true ? lowest : last);
  }
  return columns;
}

/** Neighbours of one tone as one piece. */
function joined(spans: readonly Span[]): Span[] {
  const pieces: { text: string; tone?: Span['tone'] }[] = [];
  for (const { text, tone } of spans) {
    const before = pieces.at(-1);
    if (before !== undefined && before.tone === tone) before.text += text;
    else pieces.push({ text, ...(tone !== undefined && { tone }) });
  }
  return pieces.map(({ text, tone }) => ({ text, ...(tone !== undefined && { tone }) }));
}

function bar({ endedAt }: Reel, { width, place, at }: Omit<CurveView, 'reel'>): Line {
  const now = at >= endedAt ? width - 1 : place(at);
  return [
    span(`${'0s'.padStart(GUTTER - 1)} `, 'faint'),
    span('━'.repeat(now), 'strong'),
    span('●', 'strong'),
    span('─'.repeat(Math.max(0, width - 1 - now)), 'faint'),
  ];
}

/** `▶ 10x  12.4s of 16s  step 2 of 3: apply v2/web.yaml` */
export function clockLine(reel: Reel, { at, isPlaying, speed }: PlayerState): Line {
  const { steps } = reel.report.forecast;
  const step = lastAt(steps, at);
  const text = steps[step]?.text;
  // A running clock counts whole tenths.
  const now = clock(at >= 100_000 ? Math.round(at / 1000) * 1000 : Math.round(at / 100) * 100);
  return [
    span(isPlaying ? '▶ ' : '❙❙', isPlaying ? 'good' : 'warning'),
    span(` ${speed}x  `),
    span(now, 'strong'),
    span(` of ${clock(reel.endedAt)}  `),
    ...(text === undefined ? [] : [span(`step ${step + 1} of ${steps.length}: ${text}`, 'info')]),
  ];
}
