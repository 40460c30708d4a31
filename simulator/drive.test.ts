/** How lab time moves: by a jump, at a walk, or hand in hand with a companion, and what each waits for. */
import { Drive, MOST_PER_STEP, type Companion } from './drive';
import { Agenda, type Wall } from './time';

const START = Date.parse('2020-03-29T09:00:00Z');

/** Real time that passes only while someone pauses. */
class FakeWall implements Wall {
  ms = 5_000;
  pauses = 0;
  /** Is called in each pause, before it ends. */
  meanwhile: () => void = () => {};

  now(): number {
    return this.ms;
  }

  pause(ms: number): Promise<void> {
    this.pauses++;
    this.ms += ms + 0.01;
    this.meanwhile();
    return Promise.resolve();
  }
}

function driven() {
  const agenda = new Agenda(new Date(START));
  const wall = new FakeWall();
  const lab = { held: 0 };
  const drive = new Drive(agenda, wall, () => lab.held);
  const passed = (): number => (agenda.ms - START) / 1000;
  const shared = (): number => (new Float64Array(drive.shared)[0]! - START) / 1000;
  return { agenda, wall, lab, drive, passed, shared };
}

/** One that is at work until the test lets it wait. */
class FakeCompanion implements Companion {
  waitsFor: Companion['waitsFor'];
  rung: number[] = [];
  constructor(readonly passed: () => number) {}
  wait(answers: number, until: number): void {
    this.waitsFor = { answers, until: START + until * 1000 };
  }
  ring(): void {
    this.rung.push(this.passed());
    this.waitsFor = undefined;
  }
}

it('alone, a sleep is a jump that takes no real time, over everything that is due', async () => {
  const { agenda, wall, drive, passed } = driven();
  const rang: number[] = [];
  agenda.every(60, () => rang.push(passed()));
  await drive.sleep(3600);
  expect([passed(), wall.pauses, rang.length, rang[0]]).toEqual([3600, 0, 60, 60]);
  expect(drive.now()).toEqual(new Date(START + 3_600_000));
});

it('shows lab time to other threads as it moves', async () => {
  const { agenda, drive, passed, shared } = driven();
  expect(shared()).toBe(0);
  await drive.sleep(90);
  expect(shared()).toBe(90);
  const companion = new FakeCompanion(passed);
  companion.wait(0, Infinity);
  const seen: number[] = [];
  agenda.every(0.3, () => seen.push(shared()));
  drive.accompany(companion);
  await drive.sleep(1);
  // Set between two moments, when the other thread may look.
  expect(seen.map((each) => Number(each.toFixed(1)))).toEqual([90, 90.3, 90.6]);
  expect(shared()).toBe(91);
});

describe('at a walk', () => {
  const soon = (): Promise<void> => Promise.resolve();

  /** Lets real time pass, some ms after each pause, until so many pauses have been. */
  async function walked(pace: number, pauses: number, late = 0) {
    const all = driven();
    const { wall, drive } = all;
    wall.meanwhile = () => {
      wall.ms += late;
      if (wall.pauses >= pauses) drive.walk(0);
    };
    drive.walk(pace);
    while (wall.pauses < pauses) await soon();
    return all;
  }

  it('follows the wall at its pace, through everything that is due', async () => {
    const { wall, agenda, drive, passed, shared } = driven();
    const rang: number[] = [];
    agenda.every(1, () => rang.push(passed()));
    drive.walk(60);
    while (wall.pauses < 10) await soon();
    drive.walk(0);
    // Nine pauses of 5.01 ms are over, and the tenth is not.
    expect(passed()).toBeCloseTo(9 * 0.00501 * 60, 3);
    expect([rang, shared()]).toEqual([[1, 2], passed()]);
  });

  it('makes up for what it is late, and not for a stop', async () => {
    expect((await walked(60, 2, 400)).passed()).toBeCloseTo(0.40501 * 60, 3);
    expect((await walked(60, 2, 3_600_000)).passed()).toBe(MOST_PER_STEP);
    expect((await walked(1, 2, 20_000)).passed()).toBeCloseTo(20.00501, 3);
  });

  it('stands still at pace 0, and can still be moved on', async () => {
    const { wall, drive, passed } = driven();
    drive.walk(0);
    for (let i = 0; i < 10; i++) await soon();
    expect([wall.pauses, passed(), drive.pace]).toEqual([0, 0, 0]);
    drive.skip(90);
    expect(passed()).toBe(90);
  });

  it('takes one step at a time, however often the pace is changed', async () => {
    const { wall, drive } = driven();
    for (const pace of [60, 0, 30, 10, 0, 5]) drive.walk(pace);
    const { pace } = drive;
    const { pauses } = wall;
    // Before anything is expected: a walk would go on for ever here, as no real time passes.
    drive.walk(0);
    expect([pauses, pace]).toEqual([1, 5]);
  });

  it('stands still when something due throws, says what, and goes no further', async () => {
    const failed = jest.fn();
    const agenda = new Agenda(new Date(START));
    const wall = new FakeWall();
    const drive = new Drive(agenda, wall, () => 0, failed);
    const defect = new Error('a defect');
    agenda.after(5, () => {
      throw defect;
    });
    drive.walk(60);
    wall.meanwhile = () => wall.pauses > 1000 && drive.walk(0);
    while (drive.pace > 0) await new Promise(setImmediate);
    expect(failed.mock.calls).toEqual([[defect]]);
    expect([drive.failure, agenda.ms]).toEqual([defect, START + 5000]);
    drive.walk(1);
    expect(drive.pace).toBe(0);
    expect(() => drive.skip(1)).toThrow(defect);
  });

  it('leaves time to a companion', async () => {
    const { wall, drive, passed } = driven();
    drive.accompany(new FakeCompanion(passed));
    drive.walk(60);
    while (wall.pauses < 10) await soon();
    drive.walk(0);
    expect(passed()).toBe(0);
  });
});

describe('beside a companion', () => {
  it('stands still while it is at work, however long that takes', async () => {
    const { wall, drive, passed } = driven();
    const companion = new FakeCompanion(passed);
    const moments = new Set<number>();
    wall.meanwhile = () => {
      moments.add(passed());
      if (wall.pauses === 10_000) companion.wait(0, Infinity);
    };
    drive.accompany(companion);
    await drive.sleep(60);
    expect([[...moments], wall.pauses, passed()]).toEqual([[0], 10_000, 60]);
  });

  it('stands still until all that it has sent is here', async () => {
    const { wall, lab, drive, passed } = driven();
    const companion = new FakeCompanion(passed);
    companion.wait(3, Infinity);
    const moments: [number, number][] = [];
    wall.meanwhile = () => {
      moments.push([lab.held, passed()]);
      lab.held++;
    };
    drive.accompany(companion);
    await drive.sleep(60);
    expect(moments).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(passed()).toBe(60);
  });

  it('goes from one event of the lab to the next, and waits after each', async () => {
    const { agenda, wall, lab, drive, passed } = driven();
    const companion = new FakeCompanion(passed);
    companion.wait(1, Infinity);
    lab.held = 1;
    const answers: number[] = [];
    for (const moment of [0.1, 0.2, 0.3])
      agenda.after(moment, () => {
        answers.push(passed());
        lab.held = 0;
      });
    const waited: number[] = [];
    wall.meanwhile = () => {
      waited.push(passed());
      lab.held = 1;
    };
    drive.accompany(companion);
    await drive.sleep(1);
    expect([answers, waited]).toEqual([
      [0.1, 0.2, 0.3],
      [0.1, 0.2, 0.3],
    ]);
  });

  it('rings it at its moment, and waits for what it does then', async () => {
    const { wall, drive, passed } = driven();
    const companion = new FakeCompanion(passed);
    companion.wait(0, 10);
    wall.meanwhile = () => companion.wait(0, passed() + 10);
    drive.accompany(companion);
    await drive.sleep(35);
    expect([companion.rung, passed()]).toEqual([[10, 20, 30], 35]);
  });

  it('jumps on when it has left', async () => {
    const { wall, drive, passed } = driven();
    const companion = new FakeCompanion(passed);
    wall.meanwhile = () => {
      if (wall.pauses === 5) drive.accompany(undefined);
    };
    drive.accompany(companion);
    await drive.sleep(3600);
    expect([passed(), wall.pauses]).toEqual([3600, 5]);
  });

  it('blames the tool when it does nothing for a minute of real time', async () => {
    const { lab, drive, passed, wall } = driven();
    const companion = new FakeCompanion(passed);
    companion.wait(3, Infinity);
    lab.held = 2;
    drive.accompany(companion);
    await expect(drive.sleep(1)).rejects.toThrow(
      'it waits for 3 answers, and the load balancer has 2 requests. This is a failure of the tool, not of the lab.',
    );
    expect(wall.ms).toBeGreaterThan(60_000);
    expect(passed()).toBe(0);
  });
});
