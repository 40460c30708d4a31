/** What alarms went through, kept beyond their deletion. */
import type { Seconds } from '../time';

/** CloudWatch user guide, AlarmThatSendsEmail: alarm history is preserved for two weeks. */
const RETENTION: Seconds = 14 * 86_400;

export interface HistoryItem {
  /** Rises from item to item, also where two have the same timestamp. */
  id: number;
  alarmName: string;
  timestamp: Date;
  type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  summary: string;
  /** JSON. */
  data: string;
}

export class AlarmHistory {
  #items: HistoryItem[] = [];
  #next = 0;

  add(item: Omit<HistoryItem, 'id'>): void {
    this.#items.push({ ...item, id: this.#next++ });
  }

  /** The items of two weeks before `now`, oldest first. */
  list(now: Date): readonly HistoryItem[] {
    const from = now.getTime() - RETENTION * 1000;
    return this.#items.filter(({ timestamp }) => timestamp.getTime() >= from);
  }

  /** Lets go of what is too old to be shown. */
  prune(now: Date): void {
    const oldest = this.#items[0];
    // A day at a time, so that a new item seldom pays for it.
    if (oldest && oldest.timestamp.getTime() < now.getTime() - (RETENTION + 86_400) * 1000)
      this.#items = [...this.list(now)];
  }
}
