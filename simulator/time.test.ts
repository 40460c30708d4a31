/** Tests of the agenda. */
import { Agenda } from './time';

const start = new Date('2020-03-29T09:00:00Z');

describe('agenda', () => {
  it('runs entries by time, and equal times in the order they were asked for', () => {
    const agenda = new Agenda(start);
    const seen: string[] = [];
    agenda.after(5, () => seen.push('late'));
    agenda.after(1, () => seen.push('first'));
    agenda.after(1, () => seen.push('second'));
    agenda.advanceTo(agenda.ms + 10_000);
    expect(seen).toEqual(['first', 'second', 'late']);
  });

  it('shows each entry its own moment, and ends where it was carried', () => {
    const agenda = new Agenda(start);
    const moments: number[] = [];
    agenda.after(2, () => {
      moments.push(agenda.ms);
      agenda.after(3, () => moments.push(agenda.ms));
    });
    agenda.advanceTo(start.getTime() + 60_000);
    expect(moments).toEqual([start.getTime() + 2000, start.getTime() + 5000]);
    expect(agenda.ms).toBe(start.getTime() + 60_000);
  });

  it('repeats until cancelled, also from within', () => {
    const agenda = new Agenda(start);
    let count = 0;
    const tick = agenda.every(60, () => {
      if (++count === 3) tick.cancel();
    });
    agenda.advanceTo(start.getTime() + 3_600_000);
    expect(count).toBe(3);
  });

  it('keeps 2,000 shuffled entries in order', () => {
    const agenda = new Agenda(start);
    const moments: number[] = [];
    for (let i = 0; i < 2000; i++) agenda.after((i * 7919) % 2003, () => moments.push(agenda.ms));
    agenda.advanceTo(start.getTime() + 2_100_000);
    expect(moments).toHaveLength(2000);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
  });

  it('never goes back', () => {
    const agenda = new Agenda(start);
    agenda.advanceTo(start.getTime() + 1000);
    agenda.advanceTo(start.getTime());
    expect(agenda.ms).toBe(start.getTime() + 1000);
  });
});
