/** What a diagnosis is about, in words that are the same for everyone with the same fault. Pure. */
import { z } from 'zod';
import { inWords, phrases, type Phrase } from '../../fixtures/inspection/phrases';
import { differences } from '../../fixtures/inspection/setting';
import { eventsTold } from '../../fixtures/inspection/things';
import { asIs, joined, text, type Text } from '../../helpers/language';
import { entryOf, isItsEntry } from './console-entry';
import type { Finding } from './run-record';

const phrase = z.looseObject({ say: z.string() });

/** As far as fixtures/inspection/verdict.ts is needed here. */
const schema = z.union([
  z.object({
    kind: z.literal('misconfigured'),
    // JSON leaves out what is not set.
    differences: z.tuple([z.object({ field: z.string(), found: z.unknown().optional() })], z.unknown()),
  }),
  z.object({ kind: z.literal('not yet'), missing: phrase }),
  z.object({ kind: z.literal('wrong'), found: phrase, expected: phrase }),
]);

/**
 * @param step to be set right, as the diagnosis names it
 * @param verdict as it was written, by this version of the suite or another
 * @returns undefined where it is none that a finding can be made of
 */
export function findingOf(step: string, verdict: unknown): Finding | undefined {
  const parsed = schema.safeParse(verdict);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if (data.kind === 'misconfigured') {
    const [{ field, found }] = data.differences;
    const [, alarm] = OF_ALARM.exec(field) ?? [];
    return { kind: data.kind, about: field, ...(alarm && { alarm }), said: setTo(step, field, found) };
  }
  const told = data.kind === 'wrong' ? data.found : data.missing;
  const said = alikeFor(told, data.kind === 'wrong' ? data.expected : undefined);
  return { kind: data.kind, about: told.say, ...alarmOf(told), ...(said && { said }) };
}

const OF_ALARM = /^(AlarmHigh|AlarmLow)\./;

const alarms = z.enum(['AlarmHigh', 'AlarmLow']);

/** A sentence names its alarm, or the line that the alarm watches. */
function alarmOf({ alarm, line }: z.infer<typeof phrase>): Pick<Finding, 'alarm'> {
  const found = alarms.safeParse(alarm ?? (line as { alarm?: unknown } | undefined)?.alarm);
  return found.success ? { alarm: found.data } : {};
}

const another: Text = { ko: '다름', en: 'different' };

/** Fields whose values are ids, or that no form has under AWS's name. */
const others: Record<string, (found: unknown) => Text> = {
  'ScalingPolicies.length': (found) => ({ ko: `정책 ${valueOf(found).ko}개`, en: `${valueOf(found).en} policies` }),
  'TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel': () => ({
    ko: '다른 타겟 그룹',
    en: 'another target group',
  }),
  'TargetTrackingScalingPolicyConfiguration.ScaleInCooldown': (found) =>
    text`Scale-in cooldown period ${valueOf(found)}`,
  'autoScalingGroupProvider.autoScalingGroupArn': () => ({
    ko: '다른 Auto Scaling 그룹',
    en: 'another Auto Scaling group',
  }),
  Alarms: (found) => ({ ko: `있는 알람: ${valueOf(found).ko}`, en: `alarms that are there: ${valueOf(found).en}` }),
};

/** A setting by the label of its form, or else by AWS's own name, and its value. */
function setTo(step: string, field: string, found: unknown): Text {
  const own = Object.hasOwn(others, field) ? others[field] : undefined;
  if (own) return own(found);
  const [, alarm] = OF_ALARM.exec(field) ?? [];
  const name = field.slice(field.lastIndexOf('.') + 1);
  const label = isItsEntry(step, field) ? entryOf(step).label : alarm ? `${alarm} ${name}` : name;
  return text`${label} ${valueOf(found)}`;
}

/** As a form shows it; what is an id, or is made of several, is only known to be another. */
function valueOf(found: unknown): Text {
  if (found === undefined || found === null) return differences.notSet;
  if (typeof found === 'number' || typeof found === 'boolean') return asIs(String(found));
  if (typeof found === 'string') {
    if (found.startsWith('arn:')) return another;
    return asIs(/^(EN|DIS)ABLED$/.test(found) ? found[0] + found.slice(1).toLowerCase() : found);
  }
  if (!Array.isArray(found)) return another;
  if (found.length === 0) return { ko: '없음', en: 'none' };
  return found.every((each) => typeof each === 'string' && !each.startsWith('arn:')) ? asIs(found.join(', ')) : another;
}

type Said<Name extends Phrase['say']> = Extract<Phrase, { say: Name }>;

type Counts = Said<'eventsSay'>['counts'];

/** Of how many each form should have been told it is either more or fewer: how many differs with what had to be replaced. */
function eventsOtherThan(counts: Counts, expected: Counts): Text {
  const forms = (is: (found: number, wanted: number) => boolean): Text[] =>
    (Object.keys(eventsTold) as (keyof Counts)[])
      .filter((form) => is(counts[form] ?? 0, expected[form] ?? 0))
      .map((form) => eventsTold[form]);
  const [more, fewer] = [forms((found, wanted) => found > wanted), forms((found, wanted) => found < wanted)];
  const told = [
    ...(more.length > 0 ? [text`${{ ko: '기대보다 많은 이벤트', en: 'too many events' }}: ${joined(more, ', ')}`] : []),
    ...(fewer.length > 0
      ? [text`${{ ko: '기대보다 적은 이벤트', en: 'too few events' }}: ${joined(fewer, ', ')}`]
      : []),
  ];
  return joined(told, '; ');
}

/** The sentences that tell moments, ids or amounts, without them; none where the sentence says nothing of the fault. */
const alike: { [Name in Phrase['say']]?: (said: Said<Name>, expected?: Phrase) => Text | undefined } = {
  notConfigured: ({ what }) => ({ ko: `${what.ko} 없음`, en: `there is no ${what.en}` }),
  breaching: (said) =>
    said.line.side === '>'
      ? inWords(said)
      : {
          ko: `부하 없는 ${said.line.datapoints}분이 아직 지나지 않음`,
          en: `fewer than ${said.line.datapoints} quiet minutes so far`,
        },
  neverBreached: ({ line: { metric, side, threshold, datapoints }, have }) =>
    have === 0
      ? {
          ko: `${metric} ${side} ${threshold} 데이터 포인트 없음`,
          en: `no datapoint with ${metric} ${side} ${threshold}`,
        }
      : {
          ko: `${metric} ${side} ${threshold} 데이터 포인트: 연속 ${datapoints}개 중 ${have}개`,
          en: `no more than ${have} of ${datapoints} datapoints in a row with ${metric} ${side} ${threshold}`,
        },
  uncounted: ({ line: { metric } }) => ({
    ko: `요청은 있지만 ${metric} 값이 오르지 않음`,
    en: `requests arrive, and ${metric} does not rise`,
  }),
  wentInAlarm: ({ alarm, judged }) => ({
    ko: `${alarm}가 데이터 포인트 ${judged}개로 In alarm`,
    en: `${alarm} went In alarm with ${judged} datapoints`,
  }),
  alarmIs: ({ alarm, state }) => ({
    ko: `데이터 포인트가 모두 있어도 ${alarm}는 ${state}`,
    en: `${alarm} is ${state}, though its datapoints are complete`,
  }),
  capacityWasSet: ({ what, all, status }) =>
    all.length === 0
      ? { ko: '조정 활동 없음', en: 'no scaling activity' }
      : {
          ko: `조정 활동이 설정한 ${what.ko}: ${all.join(', ')}${status ? ` (${status})` : ''}`,
          en: `activities set the ${what.en} to ${all.join(', ')}${status ? ` (${status})` : ''}`,
        },
  notScaled: ({ reasons }) => ({
    ko: `알람에 따른 조정이 효과 없이 끝남: ${reasons.join(', ')}`,
    en: `the alarm was acted on without effect: ${reasons.join(', ')}`,
  }),
  eventsSay: (said, expected) =>
    expected?.say === 'eventsSay'
      ? eventsOtherThan(said.counts, expected.counts)
      : inWords({ say: 'eventsSay', counts: said.counts }),
  launched: ({ statuses }) => {
    const all = [...new Set(statuses)];
    return {
      ko: `인스턴스 시작: ${all.join(', ') || '없음'}`,
      en: `launches of instances: ${all.join(', ') || 'none'}`,
    };
  },
  tasksFailed: ({ reason }) => {
    const [why = ''] = reason.replaceAll(/ ?(in )?\([^)]*\)?/g, '').split(': ');
    return { ko: `새 태스크가 다시 중지됨: ${why}`, en: `new tasks have stopped again: ${why}` };
  },
  tooSparse: ({ metric, apart }) => ({
    ko: `${metric} 데이터 포인트가 ${apart}분마다 있음`,
    en: `a datapoint of ${metric} every ${apart} minutes`,
  }),
  crowded: () => ({
    ko: '태스크가 더 적은 인스턴스가 있는데 다른 곳에 배치됨',
    en: 'a new task went where more tasks were',
  }),
  asTheTest: () => undefined,
  seenByTheTest: () => undefined,
};

/** Of another version a sentence may have other values, or not be known: then it is left out. */
function alikeFor(told: { say: string }, expected: { say: string } | undefined): Text | undefined {
  if (!Object.hasOwn(phrases, told.say)) return undefined;
  const said = told as Phrase;
  try {
    const known = alike[said.say] as ((of: Phrase, expected?: Phrase) => Text | undefined) | undefined;
    return known ? known(said, expected as Phrase | undefined) : inWords(said);
  } catch {
    return undefined;
  }
}
