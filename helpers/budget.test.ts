/** Tests of the budgets: their sum, and how they are written out. */
import { budget, explain, mmss } from './budget';
import { asIs } from './language';

describe('a budget', () => {
  const causes = [
    { takes: 180, because: { ko: '데이터 포인트 3개', en: 'three datapoints' } },
    { takes: 60, because: asIs('evaluation') },
    { takes: 25.5, because: asIs('until the next look') },
  ];

  it('is the sum of its causes, and keeps them', () => {
    expect(budget(...causes)).toEqual({ total: 265.5, causes });
  });

  it('of nothing is no time at all', () => {
    expect(budget()).toEqual({ total: 0, causes: [] });
  });

  it('says its sum', () => {
    expect(explain(budget(...causes))).toEqual({
      ko: '4:26 = 3:00 데이터 포인트 3개 + 1:00 evaluation + 0:26 until the next look',
      en: '4:26 = 3:00 three datapoints + 1:00 evaluation + 0:26 until the next look',
    });
  });
});

it.each([
  [0, '0:00'],
  [0.4, '0:00'],
  [0.5, '0:01'],
  [59.4, '0:59'],
  [59.5, '1:00'],
  [60, '1:00'],
  [725, '12:05'],
  [3600, '60:00'],
  [-20, '-0:20'],
  [-90, '-1:30'],
])('writes %d s as %s', (duration, text) => {
  expect(mmss(duration)).toBe(text);
});
