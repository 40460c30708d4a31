/** How lab time moves: by a jump, at a pace, over a stall, and what waits meanwhile. */
import { Drive } from './drive';
import { Agenda, type Wall } from './time';
import { TimeGate } from './traffic/gate';

const START = Date.parse('2020-03-29T09:00:00Z');

/** Real time that passes only while someone pauses: as long as asked for, or as long as the next stall. */
class FakeWall implements Wall {
  ms = 5_000;
  pauses = 0;
  stalls: number[] = [];
  /** Is called in each pause, before it ends. */
  meanwhile: () => void = () => {};

  now(): number {
    return this.ms;
  }

  pause(ms: number): Promise<void> {
    this.pauses++;
    this.meanwhile();
    this.ms += this.stalls.shift() ?? ms;
    return Promise.resolve();
  }
}

function driven() {
  const agenda = new Agenda(new Date(START));
  const wall = new FakeWall();
  const gate = new TimeGate();
  const drive = new Drive(agenda, wall, gate);
  const passed = (): number => (agenda.ms - START) / 1000;
  const shared = (): number => (new Float64Array(drive.shared)[0]! - START) / 1000;
  return { agenda, wall, gate, drive, passed, shared };
}

describe('without a pace', () => {
  it('a sleep is a jump that takes no real time, over everything that is due', async () => {
    const { agenda, wall, drive, passed } = driven();
    const rang: number[] = [];
    agenda.every(60, () => rang.push(passed()));
    await drive.sleep(3600);
    expect([passed(), wall.pauses, rang.length, rang[0]]).toEqual([3600, 0, 60, 60]);
    expect(drive.now()).toEqual(new Date(START + 3_600_000));
    expect(drive.pace).toBe(1);
  });

  it('the gate stays open', async () => {
    const { gate, drive } = driven();
    await drive.sleep(60);
    expect(gate.open).toBe(true);
  });
});

describe('with a pace', () => {
  it('lab time walks so many times as fast as real time, and ends where it should', async () => {
    const { agenda, wall, drive, passed } = driven();
    const rang: number[] = [];
    agenda.after(59.9, () => rang.push(passed()));
    drive.setPace(40);
    await drive.sleep(60);
    expect(drive.pace).toBe(40);
    expect([passed(), rang]).toEqual([60, [59.9]]);
    // 60 s at 40 a second are 1500 ms; the last tick may be a part of one.
    expect(wall.ms - 5_000).toBe(1500);
  });

  it('never passes the end of a sleep, also where a tick would', async () => {
    const { drive, passed } = driven();
    drive.setPace(1000);
    await drive.sleep(0.5);
    expect(passed()).toBe(0.5);
  });

  it('a stall claims 25 ms of real time at most', async () => {
    const { wall, drive, passed } = driven();
    const moments: number[] = [];
    wall.meanwhile = () => moments.push(passed());
    wall.stalls = [4, 5_000, 20];
    drive.setPace(40);
    await drive.sleep(2);
    expect(moments.slice(0, 4)).toEqual([0, 0.16, 1.16, 1.96]);
  });

  it('stands still between two sleeps, whatever the wall does', async () => {
    const { wall, drive, passed } = driven();
    drive.setPace(40);
    await drive.sleep(1);
    wall.ms += 10_000;
    await drive.sleep(1);
    expect(passed()).toBe(2);
  });

  it('requests pass while it walks, and wait while it stands still', async () => {
    const { wall, gate, drive } = driven();
    const open: boolean[] = [];
    wall.meanwhile = () => open.push(gate.open);
    drive.setPace(40);
    expect(gate.open).toBe(false);
    await drive.sleep(1);
    expect(gate.open).toBe(false);
    await drive.sleep(1);
    expect(new Set(open)).toEqual(new Set([true]));
    drive.setPace(undefined);
    expect(gate.open).toBe(true);
  });

  it('that ends during a sleep, the rest of the sleep is a jump', async () => {
    const { wall, gate, drive, passed } = driven();
    wall.meanwhile = () => {
      if (passed() >= 10) drive.setPace(undefined);
    };
    drive.setPace(100);
    await drive.sleep(3600);
    expect([passed(), gate.open]).toEqual([3600, true]);
    expect(wall.pauses).toBeLessThan(30);
  });

  // Found, not yet mended: the gate closes, although time walks on to the end of the sleep.
  it('that changes during a sleep holds no request back', async () => {
    const { wall, gate, drive, passed } = driven();
    const open: boolean[] = [];
    wall.meanwhile = () => {
      open.push(gate.open);
      if (passed() >= 1 && drive.pace === 10) drive.setPace(40);
    };
    drive.setPace(10);
    await drive.sleep(3);
    expect(new Set(open)).toEqual(new Set([true]));
  });
});

it('shows lab time to other threads as it moves', async () => {
  const { wall, drive, passed, shared } = driven();
  expect(shared()).toBe(0);
  await drive.sleep(90);
  expect(shared()).toBe(90);
  const apart: number[] = [];
  wall.meanwhile = () => apart.push(shared() - passed());
  drive.setPace(40);
  await drive.sleep(2);
  expect(new Set(apart)).toEqual(new Set([0]));
  expect(shared()).toBe(92);
});

it('claims no more of a tick than the requests that came in are worth', async () => {
  const { agenda, wall, gate } = driven();
  let arrived = 0;
  const drive = new Drive(agenda, wall, gate, () => arrived);
  drive.setPace(100);
  const starved = wall.pauses;
  await drive.sleep(1);
  // Half a real millisecond a tick is 0.05 lab seconds.
  expect(wall.pauses - starved).toBe(20);
  wall.meanwhile = () => (arrived += 10);
  const served = wall.pauses;
  await drive.sleep(1);
  // Now each tick of 4 ms is claimed whole.
  expect(wall.pauses - served).toBe(3);
});
