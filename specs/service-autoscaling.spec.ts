/** The workshop's chapter "서비스 오토스케일링": web scales 2 → 8 → 7 under load, sentence by sentence of the text. */
import { budgets, highAlarmSettled, loadAtMost } from '../fixtures/budgets';
import { useChapter } from '../fixtures/chapter';
import { demogo, serviceAutoscaling, steps, type Step } from '../fixtures/demogo';
import { deregistrationDelay } from '../fixtures/discovery';
import { LoadPhase } from '../fixtures/load-phase';
import { readiness } from '../fixtures/preflight';
import type { Activity } from '../fixtures/readings';
import {
  configureServiceAutoscaling,
  readAlarms,
  readConfiguration,
  resourceLabelOf,
} from '../fixtures/service-autoscaling';
import {
  drainingTargets,
  eventForms,
  newTasks,
  pathsOfNewTasks,
  registration,
  stoppedTasks,
  total,
} from '../fixtures/story';
import { Blocked } from '../helpers/errors';
import { minutes } from '../helpers/time';
import type { Moment } from '../helpers/timeline';

const { title, service, minTasks, maxTasks, policy, alarms, tasksAfterScaleIn, load: script } = serviceAutoscaling;
const newTaskCount = maxTasks - minTasks;

/** The workshop's sentence, and what it means for the test, in both languages. */
const step = ({ ko, en }: Pick<Step, 'ko' | 'en'>, more?: Pick<Step, 'ko' | 'en'>): string =>
  more ? `${ko}: ${more.ko} · ${en}: ${more.en}` : `${ko} · ${en}`;

describe(step(title), () => {
  const chapter = useChapter('service-autoscaling');
  /** The whole story's beginning, in milliseconds since the epoch, like all moments here. */
  let configuredAt: number;
  let loadEndedAt: number | undefined;

  it(
    step({ ko: '세 서비스가 안정적이고 경로가 응답한다', en: 'the three services are steady and their paths answer' }),
    async () => {
      const { lab, found } = chapter;
      const services = Object.values(demogo.services);
      expect(await readiness(lab.clients, found)).toEqual(
        services.map(({ name, tasks }) => ({
          name,
          desired: tasks,
          running: tasks,
          deployments: 1,
          healthyTargets: tasks,
          status: 200,
        })),
      );
    },
  );

  describe(step({ ko: '서비스 오토스케일링 구성', en: 'configuring service auto scaling' }), () => {
    beforeAll(async () => {
      const { lab, found, journal, watch } = chapter;
      await watch.look();
      configuredAt = watch.now;
      await configureServiceAutoscaling(lab.clients, found, journal);
      await watch.lookNow();
    });

    it(
      step({
        ko: `태스크 ${minTasks}–${maxTasks}개, ${policy.name}, 목표 ${policy.target}`,
        en: `${minTasks}–${maxTasks} tasks, and the policy exactly as set`,
      }),
      async () => {
        const { lab, found } = chapter;
        const { target, policies } = await readConfiguration(lab.clients, found);
        expect(target).toMatchObject({ MinCapacity: minTasks, MaxCapacity: maxTasks });
        expect(Object.values(target?.SuspendedState ?? {})).not.toContain(true);
        expect(policies).toEqual([
          expect.objectContaining({
            PolicyName: policy.name,
            PolicyType: 'TargetTrackingScaling',
            TargetTrackingScalingPolicyConfiguration: {
              TargetValue: policy.target,
              PredefinedMetricSpecification: {
                PredefinedMetricType: policy.metric,
                ResourceLabel: resourceLabelOf(found),
              },
              ScaleOutCooldown: policy.scaleOutCooldown,
              // Some answers say that scaling in is not disabled, others leave it out.
              ...(policies[0]?.TargetTrackingScalingPolicyConfiguration?.DisableScaleIn === false && {
                DisableScaleIn: false,
              }),
            },
          }),
        ]);
      },
    );

    it(
      step({
        ko: `경보 둘: > ${alarms.high.threshold} 3분, < ${alarms.low.threshold} 15분`,
        en: 'the two alarms that target tracking makes of it',
      }),
      async () => {
        const { lab, found, watch } = chapter;
        await expect(chapter.story.alarmHigh).toReach(expect.any(String), {
          since: configuredAt,
          within: budgets.alarmsAppear,
        });
        const { policies } = await readConfiguration(lab.clients, found);
        const { high, low } = await readAlarms(lab.clients, policies[0]!);
        const common = {
          Namespace: 'AWS/ApplicationELB',
          MetricName: alarms.metric,
          Statistic: 'Sum',
          Period: alarms.period,
          ActionsEnabled: true,
          AlarmActions: [expect.stringContaining(policies[0]!.PolicyARN!)],
        };
        expect(high).toMatchObject({
          ...common,
          ComparisonOperator: 'GreaterThanThreshold',
          Threshold: alarms.high.threshold,
          EvaluationPeriods: alarms.high.datapoints,
        });
        expect(low).toMatchObject({
          ...common,
          ComparisonOperator: 'LessThanThreshold',
          Threshold: alarms.low.threshold,
          EvaluationPeriods: alarms.low.datapoints,
        });
        expect(watch.now).toBeGreaterThanOrEqual(configuredAt);
      },
    );

    it(step(steps.insufficient), async () => {
      const options = { since: configuredAt, within: budgets.alarmsAppear };
      await expect(chapter.story.alarmHigh).toReach('INSUFFICIENT_DATA', options);
      await expect(chapter.story.alarmLow).toReach('INSUFFICIENT_DATA', options);
    });

    it(step(steps.noScalingMeanwhile), async () => {
      const { watch } = chapter;
      const until = configuredAt + minutes(3) * 1000;
      await watch.until(until, step(steps.noScalingMeanwhile));
      expect(chapter.story.desired).toStayWithin(minTasks, minTasks, { since: configuredAt, until });
      expect(chapter.story.activities.moments.filter(({ at }) => at >= configuredAt)).toEqual([]);
    });
  });

  describe(step({ ko: '부하를 한 번만', en: 'a single pass of the load script' }), () => {
    it(step({ ko: '30초 한 번으로는 경보가 울리지 않는다', en: 'thirty seconds do not raise the alarm' }), async () => {
      const { watch } = chapter;
      const pass = await LoadPhase.begin(chapter, step(steps.loadScript, { ko: '한 번', en: 'once' }), script.lines, 0);
      const { begunAt: begun } = pass;
      await pass.untilOver();
      const settled = watch.now + highAlarmSettled * 1000;
      await watch.until(settled, step(steps.threshold));
      // The pass was strong enough, for a minute: without that the alarm's silence would prove nothing.
      expect(chapter.story.requests).toHaveBreached({
        above: alarms.high.threshold,
        datapoints: 1,
        period: alarms.period,
        since: startOfMinute(begun),
        by: settled,
      });
      expect(chapter.story.alarmHigh).toStayWithout('ALARM', { since: begun, until: settled });
      expect(chapter.story.desired).toStayWithin(minTasks, minTasks, { since: begun, until: settled });
    });
  });

  describe(step({ ko: '서비스 부하 테스트', en: 'the service load test' }), () => {
    let load: LoadPhase;
    const inAlarm = (): number =>
      chapter.story.alarmHigh.first((state) => state === 'ALARM', 'AlarmHigh In alarm', load.begunAt);
    const scaledOut = (): number =>
      chapter.story.activities.first(setsDesired(maxTasks), `an activity that sets ${maxTasks} tasks`, load.begunAt);

    beforeAll(async () => {
      load = await LoadPhase.begin(chapter, step(steps.loadScript), script.lines, loadAtMost);
    });

    afterAll(() => load?.stop());

    it(
      step(steps.threshold, {
        ko: `데이터 포인트 ${alarms.high.datapoints}개 뒤에야`,
        en: `no sooner than ${alarms.high.datapoints} datapoints`,
      }),
      async () => {
        // Of three datapoints the first and the last may be minutes that the load only touches.
        const notBefore = minutes(alarms.high.datapoints - 2);
        await expect(chapter.story.alarmHigh).toReach('ALARM', {
          since: load.begunAt,
          notBefore,
          within: budgets.alarmHigh,
        });
        expect(chapter.story.requests).toHaveBreached({
          above: alarms.high.threshold,
          datapoints: alarms.high.datapoints,
          period: alarms.period,
          since: startOfMinute(load.begunAt),
          by: inAlarm(),
        });
      },
    );

    it(
      step(steps.desired8, {
        ko: `${minTasks} → ${maxTasks}, 그 경보 때문에`,
        en: `${minTasks} → ${maxTasks}, because of that alarm`,
      }),
      async () => {
        const since = inAlarm();
        await expect(chapter.story.activities).toReach(activity(maxTasks, 'AlarmHigh'), {
          since,
          within: budgets.scalingActivity,
        });
        await expect(chapter.story.desired).toPassThrough([minTasks, maxTasks], {
          since,
          within: budgets.scalingActivity,
        });
      },
    );

    it(
      step(steps.events, {
        ko: `태스크 ${newTaskCount}개 시작, 타겟 등록`,
        en: `${newTaskCount} tasks started, their targets registered`,
      }),
      async () => {
        const since = scaledOut();
        const started = total(chapter.story.events, eventForms.started, since);
        const registered = total(chapter.story.events, eventForms.registered, since);
        await expect(started).toReach(newTaskCount, { since, within: budgets.tasksStarted });
        await expect(registered).toReach(newTaskCount, { since, within: budgets.tasksRunning });
        expect(started.latest).toBe(newTaskCount);
        expect(registered.latest).toBe(newTaskCount);
      },
    );

    it(step(steps.activating), async () => {
      const since = scaledOut();
      await expect(newTasks(chapter.story.tasks, 'RUNNING', since)).toReach(newTaskCount, {
        since,
        within: budgets.tasksRunning,
      });
      const paths = pathsOfNewTasks(chapter.story.tasks, since);
      // A look every 20 s may miss the state of one task, not that of six which start over half a minute.
      expect(paths).toContainEqual(expect.arrayContaining(['ACTIVATING', 'RUNNING']));
      for (const path of paths) expect(path).toEqual(lifecycle.filter((status) => path.includes(status)));
    });

    it(step({ ko: `정상 타겟 ${maxTasks}개`, en: `${maxTasks} healthy targets` }), async () => {
      const since = scaledOut();
      await expect(chapter.story.healthy).toReach(maxTasks, { since, within: budgets.targetsHealthy });
    });

    it(step(steps.loadTime), async () => {
      const { startedAt, endedAt, completed, failed, byStatus } = await load.finish();
      expect((endedAt - startedAt) / 1000).toBeGreaterThanOrEqual(script.atLeast);
      // While targets register a few requests get a 503; more would be another load than was meant.
      expect((byStatus['200'] ?? 0) / (completed + failed)).toBeGreaterThanOrEqual(0.98);
      loadEndedAt = endedAt;
    });
  });

  describe(step({ ko: '부하가 끝난 뒤', en: 'after the load' }), () => {
    const lowAlarm = (): number =>
      chapter.story.alarmLow.first((state) => state === 'ALARM', 'AlarmLow In alarm', loadEnded());
    const scaledIn = (): number =>
      chapter.story.activities.first(
        setsDesired(tasksAfterScaleIn),
        `an activity that sets ${tasksAfterScaleIn} tasks`,
        loadEnded(),
      );

    it(
      step({
        ko: `AlarmLow는 데이터 포인트 ${alarms.low.datapoints}개가 필요하다`,
        en: `AlarmLow needs ${alarms.low.datapoints} datapoints`,
      }),
      async () => {
        const since = loadEnded();
        // The first of the fifteen may be the minute that the load only touched.
        const notBefore = minutes(alarms.low.datapoints - 1);
        await expect(chapter.story.alarmLow).toReach('ALARM', { since, notBefore, within: budgets.alarmLow });
        expect(chapter.story.requests).toHaveBreached({
          below: alarms.low.threshold,
          datapoints: alarms.low.datapoints,
          period: alarms.period,
          since: startOfMinute(since),
          by: lowAlarm(),
        });
      },
    );

    it(
      step(steps.desired7, { ko: `${maxTasks} → ${tasksAfterScaleIn}`, en: `${maxTasks} → ${tasksAfterScaleIn}` }),
      async () => {
        const since = lowAlarm();
        await expect(chapter.story.activities).toReach(activity(tasksAfterScaleIn, 'AlarmLow'), {
          since,
          within: budgets.scalingActivity,
        });
        await expect(chapter.story.desired).toPassThrough([maxTasks, tasksAfterScaleIn], {
          since,
          within: budgets.scalingActivity,
        });
      },
    );

    it(
      step(steps.deregistered, { ko: '드레이닝 뒤 사라진다', en: 'drains, then leaves the target group' }),
      async () => {
        const { lab, found } = chapter;
        const since = scaledIn();
        const delay = await deregistrationDelay(lab.clients, found.services[service.name].targetGroupArn);
        await expect(chapter.story.targets.derive('draining targets', draining)).toReach(1, {
          since,
          within: budgets.targetDraining,
        });
        const [target, ...others] = drainingTargets(chapter.story.targets, since);
        expect(others).toEqual([]);
        await expect(registration(chapter.story.targets, target!)).toReach('gone', {
          since,
          within: budgets.targetGone(delay),
        });
      },
    );

    it(
      step({ ko: '서비스 스케줄러가 태스크를 하나만 종료한다', en: 'the service scheduler stops exactly one task' }),
      async () => {
        const { lab, found } = chapter;
        const since = scaledIn();
        const delay = await deregistrationDelay(lab.clients, found.services[service.name].targetGroupArn);
        await expect(chapter.story.running).toReach(tasksAfterScaleIn, { since, within: budgets.targetGone(delay) });
        expect(stoppedTasks(chapter.story.tasks, since)).toEqual([
          expect.objectContaining({
            stopCode: 'ServiceSchedulerInitiated',
            stoppedReason: expect.stringMatching(/^Scaling activity initiated by/) as string,
          }),
        ]);
        for (const form of [eventForms.deregistered, eventForms.draining, eventForms.stopped])
          await expect(total(chapter.story.events, form, since)).toReach(1, {
            since,
            within: budgets.targetGone(delay),
          });
      },
    );

    it(
      step({
        ko: `Desired count는 ${minTasks}–${maxTasks}를 벗어나지 않았다`,
        en: `the desired count never left ${minTasks}–${maxTasks}`,
      }),
      () => {
        expect(chapter.story.desired).toStayWithin(minTasks, maxTasks, { since: configuredAt });
      },
    );
  });

  function loadEnded(): number {
    if (loadEndedAt === undefined)
      throw new Blocked(
        'Blocked: the load did not come to its end, and this step starts from there. See the steps of the load test.',
      );
    return loadEndedAt;
  }
});

/** An activity that set this many tasks, and has been fulfilled or waits for it. */
const setsDesired = (tasks: number) => (found: Activity) => found.description === `Setting desired count to ${tasks}.`;

/** The same as an expectation, with its cause: the state of one of the policy's two alarms. */
const activity = (tasks: number, alarm: 'AlarmHigh' | 'AlarmLow'): unknown =>
  expect.objectContaining({
    description: `Setting desired count to ${tasks}.`,
    cause: expect.stringMatching(
      new RegExp(
        `^monitor alarm TargetTracking-service/.*/${service.name}-${alarm}-\\S+ in state ALARM triggered policy ${policy.name}$`,
      ),
    ) as string,
    status: expect.stringMatching(/^(InProgress|Successful)$/) as string,
  });

const draining = (moments: readonly Moment<Record<string, string>>[]): Moment<number>[] =>
  moments.map(({ at, source, value }) => ({
    at,
    source,
    value: Object.values(value).filter((state) => state === 'draining').length,
  }));

const startOfMinute = (moment: number): number => moment - (moment % 60_000);

/** ECS developer guide, "Task lifecycle". */
const lifecycle = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
];
