/** What an attendee's row was when it was run: a pass of another lab, or of another person of that id, is none of this row's. */
import { createHash } from 'node:crypto';
import type { Attendee } from './attendee';

/** @returns the same for the same row, wherever it stands in the file; no setting can be read from it */
export function markOf({ name, lab, access, region, accounts, cluster, settings }: Attendee): string {
  const all = [name, lab, access, region, accounts, cluster, Object.entries(settings).sort()];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
}
