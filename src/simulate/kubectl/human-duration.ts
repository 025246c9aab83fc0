const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * A span as kubectl prints ages: `90s`, `5m30s`, `45m`, `2d3h`. Follows k8s.io/apimachinery@v0.35.4
 * pkg/util/duration/duration.go `HumanDuration`.
 */
export function humanDuration(ms: number): string {
  const whole = (unit: number) => Math.floor(ms / unit);
  const pair = (big: number, bigName: string, small: number, smallName: string) => {
    const rest = Math.floor((ms % big) / small);
    return `${whole(big)}${bigName}${rest === 0 ? '' : `${rest}${smallName}`}`;
  };
  if (ms < 2 * MINUTE) return `${whole(SECOND)}s`;
  if (ms < 10 * MINUTE) return pair(MINUTE, 'm', SECOND, 's');
  if (ms < 3 * HOUR) return `${whole(MINUTE)}m`;
  if (ms < 8 * HOUR) return pair(HOUR, 'h', MINUTE, 'm');
  if (ms < 2 * DAY) return `${whole(HOUR)}h`;
  if (ms < 8 * DAY) return pair(DAY, 'd', HOUR, 'h');
  if (ms < 2 * YEAR) return `${whole(DAY)}d`;
  return ms < 8 * YEAR ? pair(YEAR, 'y', DAY, 'd') : `${whole(YEAR)}y`;
}
