/** Tests of the two languages: how texts are put together, what is shown of them, and which particle a Korean word takes. */
import {
  asIs,
  joined,
  label,
  lines,
  original,
  particle,
  show,
  spoken,
  spokenTwice,
  text,
  type Shown,
} from './language';

const alarm = { ko: '알람', en: 'alarm' };
const done = { ko: '끝났습니다', en: 'it is done' };

afterEach(() => show('both'));

it('a template has each language of its parts, and what has none as it is', () => {
  expect(text`${alarm} ${'AlarmHigh'}: ${3}, ${done}.`).toEqual({
    ko: '알람 AlarmHigh: 3, 끝났습니다.',
    en: 'alarm AlarmHigh: 3, it is done.',
  });
  expect(text`nothing`).toEqual(asIs('nothing'));
});

it('texts are joined, and put in lines', () => {
  expect(joined([alarm, done, 'AWS'], ', ')).toEqual({ ko: '알람, 끝났습니다, AWS', en: 'alarm, it is done, AWS' });
  expect(lines([alarm, asIs(8)])).toEqual({ ko: '알람\n8', en: 'alarm\n8' });
  expect(lines([])).toEqual(asIs(''));
});

it.each<[Shown, string, string, string]>([
  ['both', '알람 · alarm', 'it is done', 'it is done\n끝났습니다'],
  ['ko', '알람', '끝났습니다', '끝났습니다'],
  ['en', 'alarm', 'it is done', 'it is done'],
])('with %s a label is %p, a sentence %p, and an important one %p', (languages, ofAlarm, once, twice) => {
  show(languages);
  expect([label(alarm), spoken(done), spokenTwice(done)]).toEqual([ofAlarm, once, twice]);
  expect([label(asIs('web')), spokenTwice(asIs('web'))]).toEqual(['web', 'web']);
  expect(original(done)).toBe(languages === 'en' ? done.en : done.ko);
});

it.each([
  ['태스크', '태스크가'],
  ['알람', '알람이'],
  ['대상', '대상이'],
  ['조정 활동', '조정 활동이'],
  ['NetworkIn', 'NetworkIn이(가)'],
  ['', '이(가)'],
])('the particle of %p', (word, expected) => {
  expect(particle(word, '이', '가')).toBe(expected);
});
