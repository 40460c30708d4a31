/** Tests of when too many requests fail to go on. */
import { Breaker } from './failures';

describe('the breaker', () => {
  const start = Date.parse('2020-03-29T09:41:30Z');
  let breaker: Breaker;
  beforeEach(() => (breaker = new Breaker(start)));

  /** So many of each in every one of these seconds, and what the breaker then says. */
  function during(from: number, to: number, each: { ok?: number; failed?: number; 503?: number }): string | undefined {
    for (let second = from; second < to; second++) {
      const now = start + second * 1000;
      for (let i = 0; i < (each.ok ?? 0); i++) breaker.outcome('completed', 200, now);
      for (let i = 0; i < (each[503] ?? 0); i++) breaker.outcome('completed', 503, now);
      for (let i = 0; i < (each.failed ?? 0); i++) breaker.outcome('failed', 0, now);
    }
    return breaker.tooMany;
  }

  it('says nothing of a load that is answered, or of none', () => {
    expect(breaker.tooMany).toBeUndefined();
    expect(during(0, 600, { ok: 100 })).toBeUndefined();
  });

  describe('that nothing is ever answered', () => {
    it('is known after ten failures', () => {
      expect(during(0, 1, { failed: 9 })).toBeUndefined();
      expect(during(0, 1, { failed: 1 })).toBe('nothing was ever answered, and 10 requests in a row failed');
    });

    it('is known no sooner than all that began at once may have failed', () => {
      breaker = new Breaker(start, 1, 200);
      expect(during(0, 1, { failed: 199 })).toBeUndefined();
      expect(during(0, 1, { failed: 1 })).toContain('200 requests in a row failed');
    });

    it.each([{ ok: 1 }, { 503: 1 }])('is not so after %j', (first) => {
      during(0, 1, first);
      expect(during(1, 14, { failed: 100 })).toBeUndefined();
    });
  });

  describe('that most requests fail', () => {
    it('is known by the last ten seconds, once the grace is over', () => {
      during(0, 1, { ok: 1 });
      expect(during(1, 15, { failed: 30 })).toBeUndefined();
      expect(during(15, 16, { failed: 1 })).toBe('over 50 % of the requests of the last 10 s failed: 271 of 271');
    });

    it('is not so at half of them', () => {
      expect(during(0, 60, { ok: 50, failed: 50 })).toBeUndefined();
      expect(during(60, 61, { failed: 1 })).toBe('over 50 % of the requests of the last 10 s failed: 451 of 901');
    });

    it('is not so of few requests', () => {
      during(0, 20, { ok: 1 });
      expect(during(30, 50, { failed: 19 })).toBeUndefined();
      expect(during(50, 60, { failed: 20 })).toBe('over 50 % of the requests of the last 10 s failed: 200 of 200');
    });

    it('is not so of failures that are longer ago, with nothing in between', () => {
      during(0, 1, { ok: 1 });
      during(13, 14, { failed: 190 });
      expect(during(24, 25, { failed: 190 })).toBeUndefined();
      expect(during(25, 26, { ok: 1, failed: 8 })).toBe(undefined);
      expect(during(55, 56, { failed: 190 })).toBeUndefined();
      expect(during(64, 65, { failed: 10 })).toContain('200 of 200');
    });

    it('is also so where few are in flight and each takes long to fail, after a minute without an answer', () => {
      during(0, 100, { ok: 1 });
      expect(during(130, 131, { failed: 150 })).toBeUndefined();
      expect(during(158, 159, { failed: 9 })).toBeUndefined();
      expect(during(159, 160, { failed: 1 })).toBe('nothing was answered for 60 s, and 160 requests in a row failed');
    });
  });

  describe('that most responses are errors of the server', () => {
    it('is known by a whole minute', () => {
      expect(during(0, 60, { 503: 50 })).toBeUndefined();
      expect(during(60, 61, { 503: 1 })).toBe(
        'over 90 % of the responses of the last 60 s were errors of the server (5xx): 2951 of 2951',
      );
    });

    it('is not so at nine of ten, as while targets register', () => {
      expect(during(0, 300, { ok: 1, 503: 9 })).toBeUndefined();
      expect(during(300, 301, { 503: 1 })).toContain('532 of 591');
    });

    it('is not so when there are others once in a minute', () => {
      during(0, 30, { 503: 50 });
      during(30, 31, { ok: 500 });
      expect(during(31, 90, { 503: 50 })).toBeUndefined();
      expect(during(90, 91, { 503: 1 })).toContain('2951 of 2951');
    });

    it('is not so of few responses', () => {
      expect(during(0, 120, { 503: 3 })).toBeUndefined();
    });

    it.each([
      [499, undefined],
      [500, 'over 90 % of the responses'],
    ])('takes a status of %d for what it is', (status, why) => {
      for (let i = 0; i <= 320; i++) breaker.outcome('completed', status, start + i * 200);
      expect(breaker.tooMany?.slice(0, 26)).toBe(why);
    });

    it('is a share of the responses, not of the requests that failed', () => {
      expect(during(0, 61, { 503: 10, failed: 9 })).toContain('591 of 591');
    });
  });

  describe('of a thread that has a share of the load', () => {
    it.each([
      [4, 3, 'over 50 % of the requests of the last 10 s failed: 50 of 50'],
      [2, 5, 'over 50 % of the requests of the last 10 s failed: 100 of 100'],
      [20, 3, 'over 50 % of the requests of the last 10 s failed: 10 of 10'],
    ])('with %d threads takes its share of failures', (threads, inARow, why) => {
      breaker = new Breaker(start, threads);
      expect(during(0, 1, { failed: inARow - 1 })).toBeUndefined();
      expect(during(0, 1, { failed: 1 })).toBe(`nothing was ever answered, and ${inARow} requests in a row failed`);

      breaker = new Breaker(start, threads);
      during(0, 1, { ok: 1 });
      expect(during(20, 21, { failed: 200 / threads - 1 })).toBeUndefined();
      expect(during(20, 21, { failed: 1 })).toBe(why);

      breaker = new Breaker(start, threads);
      during(0, 1, { ok: 1 });
      expect(during(60, 61, { failed: inARow - 1 })).toBeUndefined();
      expect(during(60, 61, { failed: 1 })).toContain('nothing was answered for 60 s');

      breaker = new Breaker(start, threads);
      during(0, 1, { ok: 1 });
      expect(during(70, 71, { 503: 200 / threads - 1 })).toBeUndefined();
      expect(during(70, 71, { 503: 1 })).toContain('were errors of the server (5xx)');
    });
  });

  it('stays with its reason, whatever comes after', () => {
    const reason = during(0, 1, { failed: 10 });
    expect(during(1, 100, { ok: 100 })).toBe(reason);
  });

  it('stands still while its clock is set back', () => {
    during(0, 20, { ok: 30 });
    expect(during(-5, -4, { failed: 100 })).toBeUndefined();
    expect(during(20, 21, { failed: 200 })).toBe('over 50 % of the requests of the last 10 s failed: 271 of 541');
  });

  it('rests longer the longer nothing works', () => {
    during(0, 1, { ok: 1, failed: 3 });
    expect(breaker.rest).toBeCloseTo(0.03);
    during(0, 1, { failed: 500 });
    expect(breaker.rest).toBe(1);
    during(0, 1, { ok: 1 });
    expect(breaker.rest).toBe(0);
  });
});
