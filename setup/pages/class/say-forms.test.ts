/** Tests of what is said aloud of the forms' entries: where each is, how a change is kept, and which chapter's it is. */
import { readFileSync } from 'node:fs';
import { steps } from '../../../fixtures/demogo';
import { phrases } from '../../../fixtures/inspection/phrases';
import type { StepId } from '../../../fixtures/inspection/setting';
import { aloud } from './say';
import { checkAgain, setNow } from './say-forms';
import { isEntryStep } from '../console-entry';

const ids = Object.keys(steps) as StepId[];
const title = { ko: '어떤 단계', en: 'some step' };

it('cards of the two chapters are told apart by their words', () => {
  const abouts = [
    ...Object.keys(phrases),
    'AlarmLow.Threshold',
    'AlarmLow.ActionsEnabled',
    'Alarms',
    'ScalingPolicies.length',
  ];
  const alarms = [undefined, 'AlarmHigh', 'AlarmLow'];
  const findings = abouts.flatMap((about) => alarms.map((alarm) => ({ about, ...(alarm && { alarm }) })));
  const entries = ids.flatMap((step) =>
    (['misconfigured', 'not yet', 'wrong', 'late'] as const).flatMap((kind) =>
      [undefined, ...findings].map((finding) => ({
        step,
        ...aloud(step, kind, finding && { kind: 'wrong', ...finding }, title),
      })),
    ),
  );
  // What no form shows has no name of its own, and is a field of the service chapter alone.
  const named = entries.filter(({ label }) => label.en !== 'A setting that the form does not show');
  const wordsOf = (ofCluster: boolean): Set<string> =>
    new Set(
      named
        .filter(({ step }) => ids.indexOf(step) >= ids.indexOf('providerName') === ofCluster)
        .flatMap(({ label, say }) => [label.ko + say.ko, label.en + say.en]),
    );
  const cluster = wordsOf(true);
  expect([...wordsOf(false)].filter((words) => cluster.has(words))).toEqual([]);
});

it.each([
  ['policyTarget', 'web 서비스(ALB-request-tracking)의 목표 값'],
  ['groupPolicyTarget', 'ASG(cluster-as-policy)의 목표 값'],
  ['insufficient', 'web 서비스: 처음에는 Insufficient data'],
  ['clusterInsufficient', 'ASG: 처음에는 Insufficient data'],
  ['maximum', '최대 태스크 수'],
])('the heading of %s is %s', (step, heading) => {
  expect(aloud(step, 'late', undefined, title).label.ko).toBe(heading);
});

it.each([
  [
    'policyType',
    'TargetTrackingScalingPolicyConfiguration.DisableScaleIn',
    'web 서비스(ALB-request-tracking)의 스케일 인 비활성화',
  ],
  ['groupPolicyName', 'TargetTrackingConfiguration.DisableScaleIn', 'ASG(cluster-as-policy)의 스케일 인 비활성화'],
  ['threshold', 'Alarms', 'web 서비스(ALB-request-tracking)의 두 알람'],
  ['networkIn', 'Alarms', 'ASG(cluster-as-policy)의 두 알람'],
])('of %s, the setting %s has the heading %s', (step, about, heading) => {
  expect(aloud(step, 'misconfigured', { kind: 'misconfigured', about }, title).label.ko).toBe(heading);
});

const where = /(ECS|EC2) 콘솔에서|클러스터의 (Capacity|Update)/;
const kept = /(Update Service까지 눌러|Save까지 눌러|Create까지 눌러|저장해|만들어|그것만 지워) 주십시오\./;

it.each(ids.filter(isEntryStep))('of %s it is said where it is, and how a change of it is kept', (step) => {
  for (const { ko, en } of [checkAgain(step), setNow(step)]) {
    expect(ko).toMatch(where);
    expect(ko).toMatch(kept);
    expect(en).toMatch(/finish with|choose Save|save it|make it again|Create and make|delete only/);
  }
});

it('the option that shows the entries of the range is the workshop’s, and comes before them', () => {
  expect(readFileSync('docs/lab/workshop.ko.md', 'utf8')).toContain(
    'Service Auto Scaling: Configure Service Auto Scaling to adjust',
  );
  expect(setNow('minimum').ko).toMatch(/Configure Service Auto Scaling.*Minimum.*Maximum/);
});

it('the names of the buttons are the workshop’s', () => {
  const workshop = readFileSync('docs/lab/workshop.ko.md', 'utf8');
  for (const button of ['Update Service를 클릭합니다', 'Save를 클릭합니다', 'Create을 클릭합니다'])
    expect(workshop).toContain(button);
});

it('a capacity provider is not looked for in itself', () => {
  const { ko, en } = checkAgain('providerName');
  expect([ko, en].map((words) => words.split('demogo-capacity-provider').length)).toEqual([2, 2]);
  expect(ko).toMatch(/이름이 다르면 지우고 다시 만들어/);
});

it.each(['groupMax', 'fourInstances'])('%s names the tab as the workshop’s console does', (step) => {
  const { ko, en } = aloud(step, 'wrong', undefined, title).say;
  expect(ko).toMatch(/Activity History 탭\(새 콘솔에서는 Activity\)/);
  expect(en).toMatch(/tab Activity History \(Activity in the new console\)/);
});
