import type { SimulationReport } from '../../simulate/report.js';
import { clock } from './clock.js';

/** So many steps are named. */
const NAMED = 3;

/** Which steps the end of the forecast came before, and how they come about; '' if none. */
export function notReachedText({ notReached, forecast }: SimulationReport): string {
  if (notReached.length === 0) return '';
  const { length } = forecast.steps;
  const named = notReached.slice(0, NAMED).map((text, place) => `step ${length + place + 1} (${text})`);
  const more = notReached.length > NAMED ? ` and ${notReached.length - NAMED} more` : '';
  const end = clock(forecast.world.now);
  if (forecast.awaited !== undefined) return `${named.join(', ')}${more}: the event ${forecast.awaited} never comes`;
  return `${named.join(', ')}${more}: the forecast ends at ${end} before; a longer --horizon, or at: where what stands before never settles`;
}
