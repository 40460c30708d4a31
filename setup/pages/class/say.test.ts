/** Tests of what is said aloud to a class: of every step in both languages, and of the faults of the matrix as an inspection finds them. */
import { clusterAutoscaling, demogo, serviceAutoscaling, steps } from '../../../fixtures/demogo';
import { inspectable } from '../../../fixtures/in-memory';
import { inspectCluster, inspectService } from '../../../fixtures/inspection/inspect';
import { phrases } from '../../../fixtures/inspection/phrases';
import { toInspect, type Fault } from '../../../fixtures/matrix/fault';
import { faults } from '../../../fixtures/matrix/faults';
import { simulatedLab } from '../../../fixtures/simulated-lab';
import type { Text } from '../../../helpers/language';
import { createParts, type SimulationOptions } from '../../../simulator';
import { aloud } from './say';
import { findingOf } from '../finding';
import type { Finding } from '../run-record';

const title: Text = { ko: '어떤 단계', en: 'some step' };
const kinds = ['misconfigured', 'not yet', 'wrong'] as const;

/** Every number that the workshop's lab has, its minutes and the third step of its wizard included. */
const lab = JSON.stringify([serviceAutoscaling, clusterAutoscaling, demogo.services, 'Step 3']);
const labNumbers = new Set([...(lab.match(/\d+/g) ?? []), String(serviceAutoscaling.load.atLeast / 60)]);

function expectSayable({ ko, en }: Text): void {
  expect(en).toMatch(/^[A-Z]\P{Script=Hangul}+[.!]$/u);
  expect(ko).toMatch(/\p{Script=Hangul}.*(다|오)\.$/u);
  for (const words of [ko, en]) {
    expect(words).not.toMatch(/\([은는이가을를으]+\)|→|"|undefined|null|NaN|\n| on end/);
    for (const number of words.replaceAll('EC2', '').match(/\d+/g) ?? []) expect(labNumbers).toContain(number);
  }
}

const findings: (Omit<Finding, 'kind'> | undefined)[] = [
  undefined,
  ...Object.keys(phrases).flatMap((about) => [{ about }, { about, alarm: 'AlarmHigh' }, { about, alarm: 'AlarmLow' }]),
  { about: 'Some.Field' },
  { about: 'AlarmLow.Threshold', alarm: 'AlarmLow' },
  { about: 'Alarms' },
];

it.each(Object.keys(steps))('%s can be said aloud in both languages, whatever was found', (step) => {
  const said = kinds.flatMap((kind) =>
    findings.map((finding) => aloud(step, kind, finding && { kind, ...finding }, title).say),
  );
  // Most findings have the step's own sentence.
  new Map(said.map((say) => [say.ko + say.en, say])).forEach(expectSayable);
});

it('a step that the workshop does not have is said by the title of what failed', () => {
  for (const step of [undefined, 'constructor']) {
    const { label, say } = aloud(step, 'wrong', undefined, title);
    expect(say.ko).toMatch(/^실습 안내에서 이 단계로 돌아가 .*비교해 주십시오: /);
    expect([label, say.ko.endsWith(title.ko), say.en.endsWith(title.en)]).toEqual([title, true, true]);
  }
});

it('what is wrong and what is not done yet is not said alike', () => {
  const said = (kind: Finding['kind']) => aloud('maximum', kind, undefined, title).say;
  expect(said('misconfigured').ko).toMatch(
    /Maximum number of tasks 값이 8인지 확인하고, 다르면 고친 뒤 Update Service까지 눌러 주십시오\.$/,
  );
  expect(said('not yet').ko).toMatch(/^아직 설정하지 않은 분은 .*Maximum number of tasks 값은 8입니다/);
});

it.each<[step: string, kind: Finding['kind'], about: string, alarm: string | undefined, label: RegExp, ko: RegExp]>([
  ['threshold', 'not yet', 'breaching', 'AlarmHigh', /three minutes/, /4000보다 큰 데이터 포인트가 3개/],
  ['threshold', 'not yet', 'breaching', 'AlarmLow', /^AlarmLow of the service web /, /15분 이어져야/],
  ['loadScript', 'not yet', 'notKept', undefined, /Service load/, /기록이 .*다시 실행하고/],
  ['spread', 'not yet', 'notKept', undefined, /New tasks/, /태스크를 하나 늘려/],
  ['policyMetric', 'not yet', 'uncounted', 'AlarmHigh', /metric/, /몇 분 늦게/],
  ['maximum', 'not yet', 'soFar', undefined, /Maximum/, /15분 이어져야/],
  ['groupMax', 'not yet', 'soFar', undefined, /Max/, /cluster_loadtest/],
  ['desired7', 'wrong', 'eventsSay', undefined, /drops to 7/, /종료된 태스크가 하나가 아닙니다/],
  ['networkIn', 'wrong', 'seenByTheTest', undefined, /NetworkIn/, /알람이 기대와 다르게/],
])('%s that is %s by %s of %s has its own sentence', (step, kind, about, alarm, label, ko) => {
  const said = aloud(step, kind, { kind, about, ...(alarm && { alarm }) }, title);
  expect(said.label.en).toMatch(label);
  expect(said.say.ko).toMatch(ko);
});

/** Of the settings of an alarm, which all are found alike, some stand for the others. */
const tried = faults.filter(({ id }) => !/Alarm(High|Low)-(?!Period|Dim|Thr|ActionsEnabled|deleted|without)/.test(id));

const diagnosed = new Map<string, { step: string; finding: Finding }>();

async function diagnose(fault: Fault, options: SimulationOptions = {}) {
  const parts = createParts(simulatedLab, { ...toInspect(fault), ...options });
  await toInspect(fault).prepare!(parts);
  const { diagnosis } = await (fault.chapter === 'service' ? inspectService : inspectCluster)(inspectable(parts));
  // As it comes out of the file that it is written to.
  const { step, verdict } = JSON.parse(JSON.stringify(diagnosis)) as { step: string; verdict: unknown };
  return { step, finding: findingOf(step, verdict)! };
}

beforeAll(async () => {
  for (const fault of tried) diagnosed.set(fault.id, await diagnose(fault));
}, 60_000);

const saidOf = (id: string) => {
  const { step, finding } = diagnosed.get(id)!;
  return { ...aloud(step, finding.kind, finding, title), found: finding.said };
};

it.each(tried.map(({ id }) => id))('%s can be said aloud, and is told without what is one attendee’s own', (id) => {
  const { say, label, found } = saidOf(id);
  expectSayable(say);
  expect(label.en).toMatch(/^\P{Script=Hangul}+$/u);
  for (const words of [found!.ko, found!.en]) {
    expect(words).not.toMatch(/arn:|\d{4}-\d\d|[\da-f]{9}|\d{12}|Configuration|\bundefined\b|\(가\)/);
    expect(words.length).toBeLessThan(110);
  }
  expect(found!.en).toMatch(/^\P{Script=Hangul}+$/u);
});

it.each<[id: string, label: RegExp, ko: RegExp, en: RegExp]>([
  [
    'service-no-scalable-target',
    /Minimum/,
    /^아직 설정하지 않은.*Configure Service Auto Scaling으로 시작하는 항목을 선택하고 .*2.*8입니다.* Update Service까지/,
    /^If you have not done it yet.* choose the option that begins with Configure Service Auto Scaling, .* 2 and .* 8/,
  ],
  [
    'service-no-policy',
    /Policy name/,
    /^ECS 콘솔에서 web 서비스의 Update.*Add scaling policy를 눌러/,
    /the service web, at Step 3 choose Add scaling policy/,
  ],
  ['cluster-no-provider', /provider name/, /Create를 눌러 demogo-/, /choose Create and make demogo-/],
  [
    'cluster-no-policy',
    /policy/,
    /Add policy를 눌러 cluster-.*Create까지 눌러/,
    /choose Add policy, set up cluster-.* finish with Create/,
  ],
  [
    'cluster-no-strategy',
    /strategy/,
    /strategy로 demogo-.* 선택한 뒤 저장해/,
    /as the default capacity provider strategy, and save/,
  ],
  ['service-DynamicScalingOutSuspended', /does not show/, /보이지 않는 설정/, /form does not show/],
  [
    'cluster-suspended-Launch',
    /^Suspended Processes$/,
    /Actions의 Edit에서 Suspended Processes를 비우고 Save/,
    /under Actions, Edit, clear Suspended Processes, and choose Save/,
  ],
  ['service-tracks-cats', /does not show/, /보이지 않는 설정/, /form does not show/],
  [
    'service-actions-off',
    /AlarmHigh Actions/,
    /^CloudWatch Alarms에서 web 서비스\(ALB-request-tracking\)의 AlarmHigh의 Actions가 켜져/,
    /actions of AlarmHigh of the service web .* are enabled/,
  ],
  [
    'cluster-AlarmLow-ActionsEnabled',
    /AlarmLow Actions/,
    /ASG\(cluster-as-policy\)의 AlarmLow의 Actions가/,
    /actions of AlarmLow of the Auto Scaling group .* are/,
  ],
  [
    'service-AlarmLow-Period',
    /^AlarmLow of the service web \(ALB-request-tracking\)$/,
    /^web 서비스\(ALB-request-tracking\)의 AlarmLow 설정/,
    /^AlarmLow of the service web .* ALB-request-tracking/,
  ],
  [
    'cluster-AlarmHigh-Period',
    /^AlarmHigh of the Auto Scaling group \(cluster-as-policy\)$/,
    /^ASG\(cluster-as-policy\)의 AlarmHigh 설정/,
    /^AlarmHigh of the Auto Scaling group .* cluster-as-policy/,
  ],
  ['service-AlarmLow-deleted', /two alarms/, /없는 것이 있습니다/, /one is missing/],
  [
    'service-low-alarm-early',
    /^AlarmLow of the service/,
    /web 서비스.*의 AlarmLow 이름.*모이기 전에/,
    /AlarmLow.*before its datapoints/,
  ],
  [
    'service-low-alarm-never',
    /^AlarmLow of the service/,
    /web 서비스.*의 AlarmLow 이름.*필요는 없습니다/,
    /AlarmLow.*nor more load/,
  ],
  [
    'service-never-alarms',
    /^AlarmHigh of the service/,
    /web 서비스.*의 AlarmHigh 이름.*필요는 없습니다/,
    /AlarmHigh.*nor more load/,
  ],
  ['service-new-tasks-unhealthy', /Events/, /Stopped를 눌러 멈춘 이유/, /choose Stopped and read why/],
  ['service-after-a-good-run', /Events/, /Stopped를 눌러 멈춘 이유/, /choose Stopped and read why/],
  ['service-tasks-fail-to-start', /Events/, /Stopped를 눌러 멈춘 이유/, /choose Stopped and read why/],
  [
    'service-second-policy',
    /Number of policies of the service/,
    /^ECS 콘솔에서 web .*하나만 있는지.*더 있으면 그것만 지운 뒤 Update Service/,
    /exactly one policy, ALB-request-tracking.*delete only that. Then finish with Update Service/,
  ],
  [
    'cluster-second-policy',
    /Number of policies of the Auto/,
    /^EC2 콘솔에서 .* Scaling Policies 탭에서 .*하나만 있는지.*더 있으면 그것만 지워/,
    /exactly one policy, cluster-as-policy.*delete only that/,
  ],
  [
    'service-other-policy-name',
    /Policy name/,
    /하나만 있는지.*이름이 다르면 지우고 다시 만들고/,
    /exactly one policy.*delete it and make it again/,
  ],
  [
    'service-step-scaling',
    /policy type/,
    /지운 뒤 ALB-.* Target tracking으로 다시 만들고, Update Service까지/,
    /delete the policy, make ALB-.* again with Target tracking/,
  ],
  [
    'service-scale-in-disabled',
    /Disable scale-in/,
    /Disable scale-in의 선택을 해제한 뒤 Update Service까지/,
    /^Choose Update on the service web.* clear Disable scale-in, and finish with Update/,
  ],
  [
    'cluster-scale-in-disabled',
    /Disable scale in/,
    /Disable scale in의 선택을 해제한 뒤 저장/,
    /^In the EC2 console.* clear Disable scale in, and save/,
  ],
  [
    'service-scale-in-cooldown-10',
    /Scale-in/,
    /Scale-in cooldown period를 기본값.* Update Service까지/,
    /^Choose Update on the service web.* back to its default, and finish/,
  ],
  [
    'service-scale-out-cooldown-300',
    /Scale-out/,
    /Scale-out .* 10 seconds인지 .* Update Service까지/,
    /Scale-out .* is 10 seconds.* finish with Update/,
  ],
  ['service-scales-in-at-once', /drops to 7/, /기다려도 달라지지 않습니다/, /Waiting does not help/],
  [
    'cluster-provider-on-another-group',
    /Auto Scaling group/,
    /DEMOGO-ECS 클러스터의 Capacity.*EcsInstanceAsg가 들어간 그룹을 선택/,
    /on another Auto.*of the cluster DEMOGO-ECS/,
  ],
  [
    'cluster-managed-scaling-on',
    /Managed scaling/,
    /Managed scaling 값이 Disabled인지 .*저장해/,
    /scaling is Disabled.*save it/,
  ],
  [
    'cluster-strategy-fargate',
    /strategy/,
    /값이 demogo-capacity-provider인지 .*저장해/,
    /is demogo-capacity-provider.*save it/,
  ],
  ['cluster-policy-disabled', /enabled/, /꺼져 있습니다/, /is off/],
  [
    'cluster-simple-scaling',
    /Type/,
    /Scaling Policies 탭에서 지우고 .*Target tracking으로 다시/,
    /Scaling Policies delete it.* again with Target tracking/,
  ],
  ['cluster-basic-monitoring', /Metric type/, /세부 모니터링/, /detailed monitoring/],
  ['cluster-alarm-without-effect', /NetworkIn/, /용량이 늘지 않았습니다/, /did not grow/],
  [
    'service-target-400',
    /^Target value of the service web/,
    /Target value가 4000인지 .*Update Service까지/,
    /Target value is 4000; .* finish with Update Service\.$/,
  ],
  [
    'cluster-target-5000',
    /^Target value of the Auto/,
    /Target value가 50000인지 .*저장해/,
    /Target value is 50000; .* save it\.$/,
  ],
  [
    'cluster-maximum-2',
    /^Max$/,
    /EcsInstanceAsg가 들어간.* Max 값이 4인지 .* 고친 뒤 Save까지 눌러/,
    /Max is 4; .* choose Save\.$/,
  ],
  [
    'service-load-too-short',
    /Service load test/,
    /본인 이름의 .* 끝날 때마다 .* 3분 넘게 이어/,
    /with your name, .* more than 3 minutes/,
  ],
  [
    'cluster-insights-off',
    /Container Insights/,
    /DEMOGO-ECS 클러스터의 Update Cluster에서 Container Insights/,
    /^In Update Cluster of DEMOGO-ECS/,
  ],
])('of %s the page says what sets it right', (id, label, ko, en) => {
  const said = saidOf(id);
  expect(said.label.en).toMatch(label);
  expect(said.say.ko).toMatch(ko);
  expect(said.say.en).toMatch(en);
});

it.each([
  ['service-target-400', 'Target value 400', 'Target value 400'],
  ['service-maximum-6', 'Maximum number of tasks 6', 'Maximum number of tasks 6'],
  ['service-scale-out-cooldown-unset', 'Scale-out cooldown period 설정되지 않음', 'Scale-out cooldown period not set'],
  ['cluster-managed-scaling-on', 'Managed scaling Enabled', 'Managed scaling Enabled'],
  ['cluster-provider-on-another-group', '다른 Auto Scaling 그룹', 'another Auto Scaling group'],
  ['service-AlarmLow-deleted', '있는 알람: AlarmHigh', 'alarms that are there: AlarmHigh'],
  ['cluster-AlarmHigh-without-actions', 'AlarmHigh AlarmActions 없음', 'AlarmHigh AlarmActions none'],
  [
    'service-no-load',
    'RequestCountPerTarget > 4000 데이터 포인트 없음',
    'no datapoint with RequestCountPerTarget > 4000',
  ],
  [
    'service-load-too-short',
    'RequestCountPerTarget > 4000 데이터 포인트: 연속 3개 중 2개',
    'no more than 2 of 3 datapoints in a row with RequestCountPerTarget > 4000',
  ],
  ['service-stops-two-tasks', '기대보다 많은 이벤트: 등록 해제, 드레이닝', 'too many events: deregistered, draining'],
  ['service-no-events', '기대보다 적은 이벤트: 시작, 등록', 'too few events: started, registered'],
])('of %s it is found: %s', (id, ko, en) => {
  expect(saidOf(id).found).toEqual({ ko, en });
});

it.each([
  'service-new-tasks-unhealthy',
  'service-one-task-unhealthy',
  'service-never-alarms',
  'service-load-too-low',
  'service-not-behind-the-listener',
  'service-scaled-by-hand',
  'cluster-launches-fail',
  'cluster-provider-on-another-group',
  'cluster-AlarmHigh-Dimensions',
  'cluster-binpack',
])('two attendees with %s are told the same', async (id) => {
  const another = { seed: 7, account: '210987654321', start: new Date('2026-11-26T05:07:31Z') };
  expect(
    await diagnose(
      faults.find((fault) => fault.id === id)!,
      another,
    ),
  ).toEqual(diagnosed.get(id));
});
