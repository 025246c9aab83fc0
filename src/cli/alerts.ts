import type { WatchAlerts } from '../simulate/alerts/watch-alerts.js';
import type { Game } from '../simulate/play.js';

/** Who tells which alerts fire; loaded only where there is a PrometheusRule. */
export async function alertsOf(games: readonly Game[]): Promise<WatchAlerts | undefined> {
  const hasRules = games.some(({ inputs, applied }) =>
    [inputs, ...applied.values()].some(({ alertRules = [] }) => alertRules.length > 0),
  );
  return hasRules ? (await import('../simulate/alerts/watch-alerts.js')).watchAlerts : undefined;
}
