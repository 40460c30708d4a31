/** A class as its pages need it: the attendees of a roster, each with what its last run found, and what its runs before had. */
import type { Attempt } from '../../roster/roster-log';
import type { RunRecord } from '../run-record';

export interface ClassRecord {
  /** When it was read, as an ISO time of this machine's clock. */
  at: string;
  /** Whether the roster is under way. */
  open: boolean;
  /** In the roster's order. */
  attendees: AttendeeRecord[];
}

/**
 * `lost`: it was begun and never came to its end, and nothing runs any more. `notRun`: the roster came to its end, or was cut short, without
 * having begun it. `noResult`: it is on the roster, and no report has a run of it. `unreadable`: its record is none that a run writes.
 */
export type AttendeeStanding = 'waiting' | 'running' | 'ended' | 'lost' | 'notRun' | 'noResult' | 'unreadable';

export interface AttendeeRecord {
  id: string;
  name: string;
  standing: AttendeeStanding;
  /** Of its report, from the folder of the class page, with slashes. */
  folder: string;
  /** Whether the attendee's pages are there. */
  pages: boolean;
  /** Oldest first; the last one is what `run` is of. */
  attempts: Attempt[];
  /** What its last run has left; none where it left nothing. */
  run?: RunRecord;
}
