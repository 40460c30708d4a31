/** The helpers' own messages, in both languages: what the expectations, the watch and the terminal say, whatever lab it is about. */
import { mmss } from './budget';
import { particle, type Text } from './language';
import type { Seconds } from './time';

export const messages = {
  // Where a step starts from what an earlier one finds.
  notKnown: (what: Text): Text => ({
    ko: `${particle(what.ko, '을', '를')} 알 수 없어 이 단계를 시작할 수 없습니다. 그것을 확인하는 앞 단계를 보십시오.`,
    en: `${what.en} is not known, and this step starts from there. See the step that finds it.`,
  }),
  notSeen: (what: Text): Text => ({
    ko: `${particle(what.ko, '이', '가')} 관찰되지 않아 이 단계를 시작할 수 없습니다. 그것을 기다리는 앞 단계를 보십시오.`,
    en: `${what.en} was not seen, and this step starts from there. See the step that waits for it.`,
  }),
  unreadable: (reading: Text, minutes: number, reason: string): Text => ({
    ko:
      `${particle(reading.ko, '을', '를')} ${minutes}분 동안 읽지 못했습니다. 마지막 응답: ${reason}. ` +
      '실습 환경과는 무관합니다. 자격 증명과 그 권한, 네트워크를 확인한 뒤 다시 실행하십시오.',
    en:
      `Could not read ${reading.en} for ${minutes} minutes; the last answer was: ${reason}. ` +
      'This says nothing about the lab: check the credentials, their permissions and the network, then run again.',
  }),

  // What was expected of a series.
  reach: (value: Text, within: Seconds, notBefore: Seconds): Text => ({
    ko: `${mmss(within)} 안에${notBefore ? `, ${mmss(notBefore)} 이후에` : ''} ${value.ko} 도달`,
    en: `to reach ${value.en} within ${mmss(within)}${notBefore ? `, not before ${mmss(notBefore)}` : ''}`,
  }),
  passThrough: (values: string, within: Seconds): Text => ({
    ko: `${mmss(within)} 안에 ${values} 순서로 변화`,
    en: `to pass through ${values} within ${mmss(within)}`,
  }),
  stayWithin: (min: number, max: number): Text => ({
    ko: `${min}–${max} 범위를 유지`,
    en: `to stay within ${min}–${max}`,
  }),
  stayWithout: (value: Text, until: Seconds): Text => ({
    ko: `${mmss(until)}까지 ${value.ko} 없이 유지`,
    en: `never to be ${value.en} until ${mmss(until)}`,
  }),
  breach: (datapoints: number, line: Text, by: Seconds): Text => ({
    ko: `${mmss(by)}까지 ${line.ko} 데이터 포인트가 ${datapoints}개 연속`,
    en: `to have ${datapoints} consecutive datapoints ${line.en} by ${mmss(by)}`,
  }),
  above: (line: number): Text => ({ ko: `${line}보다 큰`, en: `above ${line}` }),
  below: (line: number): Text => ({ ko: `${line}보다 작은`, en: `below ${line}` }),

  // What was found instead.
  notReached: { ko: '도달하지 않았습니다', en: 'not reached' },
  holds: { ko: '성립합니다', en: 'holds' },
  open: { ko: '아직 정해지지 않았습니다', en: 'open' },
  tooEarly: (at: Seconds, notBefore: Seconds): Text => ({
    ko: `너무 이릅니다. ${mmss(at)}에 도달했지만 ${mmss(notBefore)} 이후여야 합니다`,
    en: `too early: at ${mmss(at)}, but not before ${mmss(notBefore)} was expected`,
  }),
  late: (at: Seconds, over: Seconds): Text => ({
    ko: `늦었습니다. ${mmss(at)}에 도달하여 허용 시간을 ${mmss(over)} 넘겼습니다`,
    en: `late: at ${mmss(at)}, ${mmss(over)} over the budget`,
  }),
  anotherCame: (after: string, came: string): Text => ({
    ko: `${after} 다음에 ${came} 값이 나타났습니다`,
    en: `after ${after} came ${came}`,
  }),
  was: (value: string, at: Seconds): Text => ({
    ko: `${mmss(at)}의 값: ${value}`,
    en: `${value} at ${mmss(at)}`,
  }),
  notObserved: (from: Seconds, to: Seconds): Text => ({
    ko: `${mmss(from)}부터 ${mmss(to)}까지 관찰되지 않아 그동안은 판단할 수 없습니다`,
    en: `not observed from ${mmss(from)} to ${mmss(to)}: nothing can be said of that time`,
  }),
  fewBreached: (longest: number): Text => ({
    ko: `그때까지 기준선을 벗어난 연속 데이터 포인트가 ${longest}개뿐이었습니다`,
    en: `only ${longest} consecutive breaching datapoints were complete by then`,
  }),
  hopeless: (why: Text): Text => ({
    ko: `더 기다려도 일어날 수 없습니다. ${why.ko}`,
    en: `it can't come any more: ${why.en}`,
  }),

  // How a failure is laid out.
  expected: (series: Text, wanted: Text, not: boolean): Text => ({
    ko: `기대한 것: ${series.ko} — ${wanted.ko}${not ? '하지 않음' : ''}`,
    en: `Expected ${series.en} ${not ? 'not ' : ''}${wanted.en}`,
  }),
  found: (because: Text): Text => ({ ko: `확인된 것: ${because.ko}`, en: `Found    ${because.en}` }),
  budgetOf: (sum: Text): Text => ({ ko: `허용 시간: ${sum.ko}`, en: `The budget: ${sum.en}` }),
  misses: (count: number, reading: Text, reason: string): Text => ({
    ko: `읽기가 ${count}번 실패하여 관찰에서 제외했습니다. 마지막 실패: ${reading.ko}: ${reason}`,
    en: `${count} reads failed and count as no observation; the last one: ${reading.en}: ${reason}`,
  }),
  nothingObserved: { ko: '아무것도 관찰되지 않았습니다', en: 'nothing was observed' },
  anyValue: { ko: '어떤 값이든', en: 'any value' },
  nothingYet: { ko: '아직 없음', en: 'nothing yet' },
  more: (count: number): Text => ({ ko: `… ${count}개 더 …`, en: `… ${count} more …` }),

  // On the terminal.
  timeLeft: (time: string): Text => ({ ko: `${time} 남음`, en: `${time} left` }),
  timeLate: (time: string): Text => ({ ko: `${time} 늦음`, en: `${time} late` }),
} as const;
