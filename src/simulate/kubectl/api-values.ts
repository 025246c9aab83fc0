import { formatMinor } from '../../kube/version.js';
import { epochMs, type World } from '../world.js';

/** What stands where a cluster would show an address. */
export const UNKNOWN = '<unknown>';

/** A virtual moment as the API writes times: `2026-01-05T09:00:10Z`. */
export function apiTime(at: number, world: World): string {
  return `${new Date(epochMs(world, at)).toISOString().slice(0, 19)}Z`;
}

/** `v1.35.4`: what a kubelet says its version is, assumed to be the API server's. */
export function kubeletVersion({ settings: { version } }: World): string {
  return `v${formatMinor(version)}.${version.patch}`;
}

/** `500m`, `4`, `128Mi`: CPU from millicores, memory in the largest binary unit that divides it. */
export function quantityText(name: string, amount: number): string {
  if (name === 'cpu' || name.endsWith('.cpu')) return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  if (!/(memory|storage|hugepages)/.test(name)) return String(amount);
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let whole = amount;
  let unit = 0;
  while (whole > 0 && whole % 1024 === 0 && unit < units.length - 1) {
    whole /= 1024;
    unit++;
  }
  return `${whole}${units[unit]}`;
}
