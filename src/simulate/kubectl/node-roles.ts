import type { Node } from '../objects/node.js';

const ROLE = 'node-role.kubernetes.io/';

/** The roles that labels of a node say, as kubectl lists them. */
export function nodeRoles({ metadata: { labels } }: Node): string {
  const roles = Object.entries(labels).flatMap(([label, value]) => {
    if (label.startsWith(ROLE) && label.length > ROLE.length) return [label.slice(ROLE.length)];
    return label === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return [...new Set(roles)].sort().join(',') || '<none>';
}
