/** The lives of PersistentVolumeClaims. */

import type { ClaimRecord } from '../timeline.js';
import type { Change } from '../world.js';

/** Takes note of a change of a claim at a time. */
export type ClaimRecorder = (change: Change, at: number) => void;

/** Records lives of claims into `claims`. */
export function newClaimRecorder(claims: ClaimRecord[]): ClaimRecorder {
  const byUid = new Map<string, ClaimRecord>();
  return ({ type, object, because }, at) => {
    const { name, namespace, uid } = object.metadata;
    const record = byUid.get(uid) ?? { name, namespace, created: at, deleted: undefined, because: '' };
    if (!byUid.has(uid)) {
      byUid.set(uid, record);
      claims.push(record);
    }
    // Why it goes is said when its deletion begins; that no pod uses it any more only lets it go.
    if (object.metadata.deletionTimestamp !== undefined && record.because === '') record.because = because;
    if (type !== 'deleted') return;
    record.deleted = at;
    if (record.because === '') record.because = because;
  };
}
