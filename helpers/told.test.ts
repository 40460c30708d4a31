/** Tests of a failed expectation in both languages: what is shown of it, and what its error keeps. */
import { budget } from './budget';
import { Blocked, NotReady, Told, ToolError, known, toldOf } from './errors';
import { asIs, show } from './language';
import './matchers';
import { Timeline } from './timeline';
import { Watch } from './watch';

const START = 1_585_474_860_000;

/** A count that is 2 whenever it is looked at, which is every 20 s. */
function lived() {
  let now = START;
  const clock = { now: () => new Date(now), sleep: async (duration: number) => void (now += duration * 1000) };
  const read = async (timeline: Timeline, at: number): Promise<void> => timeline.sample('desired count', at, 2);
  return new Watch(clock, new Timeline(), [{ name: 'the service', every: 20, read }]).series('desired count');
}

const within = budget(
  { takes: 60, because: { ko: '평가', en: 'evaluation' } },
  { takes: 60, because: { ko: '다음 관찰', en: 'the next look' } },
);
const suspended = { ko: '조정이 일시 중지되었습니다', en: 'scaling is suspended' };

describe('a failure in both languages', () => {
  afterEach(() => show('both'));

  const english = [
    'Expected desired count to reach 8 within 2:00',
    "Found    it can't come any more: scaling is suspended",
    '',
    '  2 @0:00',
    '',
    '  The budget: 2:00 = 1:00 evaluation + 1:00 the next look',
  ].join('\n');
  const korean = [
    '기대한 것: desired count — 2:00 안에 8 도달',
    '확인된 것: 더 기다려도 일어날 수 없습니다. 조정이 일시 중지되었습니다',
    '',
    '  2 @0:00',
    '',
    '  허용 시간: 2:00 = 1:00 평가 + 1:00 다음 관찰',
  ].join('\n');

  it.each([
    ['both', english],
    ['en', english],
    ['ko', korean],
  ] as const)('is kept beside the one that %s shows', async (languages, message) => {
    show(languages);
    const error: unknown = await expect(lived())
      .toReach(8, { within, unless: () => suspended })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message, matcherResult: { told: { ko: korean, en: english } } });
    expect(toldOf(error)).toEqual({ ko: korean, en: english });
  });
});

describe('a value that may be any', () => {
  it.each([
    ['any value', '어떤 값이든', expect.any(String) as unknown],
    ['["any value"]', '["어떤 값이든"]', [expect.any(Object) as unknown]],
    [
      '{"to":"/^A/"}',
      '{"to":"/^A/"}',
      expect.objectContaining({ to: expect.stringMatching(/^A/) as unknown }) as unknown,
    ],
  ])('%s is said in both languages, and shown while it is waited for', async (en, ko, value) => {
    const series = lived();
    const waits = jest.spyOn(series.watch, 'show');
    const error: unknown = await expect(series)
      .toReach(value, { within, unless: () => suspended })
      .catch((thrown: unknown) => thrown);
    const told = toldOf(error);
    expect([told.en, told.ko]).toEqual([
      expect.stringContaining(`to reach ${en} within`),
      expect.stringContaining(`2:00 안에 ${ko} 도달`),
    ]);
    expect(waits).toHaveBeenCalledWith(expect.objectContaining({ goal: en }), expect.any(Number));
  });
});

describe('an error', () => {
  afterEach(() => show('both'));
  const told = { ko: '준비되지 않았습니다', en: 'it is not ready' };

  it('shows one sentence, and keeps both', () => {
    for (const error of [new ToolError(told), new Blocked(told)])
      expect(error).toMatchObject({ message: told.en, told });
    show('ko');
    expect(new ToolError(told)).toMatchObject({ message: told.ko, told });
  });

  it('that ends a run before it began shows both', () => {
    expect(new NotReady(told)).toMatchObject({ message: `${told.en}\n${told.ko}`, told });
    expect(new NotReady('AccessDenied').message).toBe('AccessDenied');
    show('en');
    expect(new NotReady(told).message).toBe(told.en);
  });

  it('of others has the same words in both', () => {
    expect(toldOf(new Error('ECONNRESET'))).toEqual(asIs('ECONNRESET'));
    expect(toldOf(new Told(told))).toEqual(told);
  });

  it('of what is not known names it in both', () => {
    expect(() => known(undefined, { ko: '알람의 이름', en: 'the name' })).toThrow(
      expect.objectContaining({
        told: {
          ko: '알람의 이름을 알 수 없어 이 단계를 시작할 수 없습니다. 그것을 확인하는 앞 단계를 보십시오.',
          en: 'the name is not known, and this step starts from there. See the step that finds it.',
        },
      }) as Error,
    );
    expect(known(8, told)).toBe(8);
  });
});
