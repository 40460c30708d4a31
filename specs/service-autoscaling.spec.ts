/** The workshop's chapter "서비스 오토스케일링": web scales 2 → 8 → 7 under load, sentence by sentence of the text. */
import { budgets, heldFor, highAlarmSettled, holdAtMost, loadAtMost } from '../fixtures/budgets';
import { depthIs, useChapter } from '../fixtures/chapter';
import { serviceChapter } from '../fixtures/chapters';
import { isHigh, isLow } from '../fixtures/cloudwatch-readings';
import { demogo, serviceAutoscaling } from '../fixtures/demogo';
import { deregistrationDelay } from '../fixtures/discovery';
import { expectedActivity, settingDesired } from '../fixtures/expected';
import {
  readServiceConfiguration,
  serviceSettings,
  type ServiceConfiguration,
} from '../fixtures/inspection/service-settings';
import type { ConsoleSetting } from '../fixtures/inspection/setting';
import { LoadPhase, planOf, steadyPlan } from '../fixtures/load-phase';
import { starts } from '../fixtures/messages';
import { readiness } from '../fixtures/preflight';
import { configureServiceAutoscaling } from '../fixtures/service-autoscaling';
import {
  capacitiesSet,
  drainingCount,
  drainingTargets,
  eventForms,
  judgedAt,
  lifecycle,
  newTaskIds,
  newTasks,
  nextActivity,
  pathsOfNewTasks,
  portOf,
  registration,
  stoppedTasks,
  tasksNamed,
  total,
} from '../fixtures/story';
import { serviceTitles as titles } from '../fixtures/titles';
import { CHANGES_SEEN, untilConfigured } from '../fixtures/until-configured';
import { hopeless } from '../fixtures/hopeless';
import { known } from '../helpers/errors';
import { servicePlan } from '../helpers/load/service-plan';
import { minutes, startOfMinute } from '../helpers/time';

const { service, policy, minTasks, maxTasks, alarms, tasksAfterScaleIn, load: script } = serviceAutoscaling;
const newTaskCount = maxTasks - minTasks;
const provisioning = depthIs('provision');
/** Of what is there only while the suite itself sets the chapter up. */
const itProvisions = provisioning ? it : it.skip;

describe(titles.chapter, () => {
  const chapter = useChapter(serviceChapter);
  // Moments are milliseconds since the epoch.
  let configuredAt: number;
  let loadEndedAt: number | undefined;
  let alarmNames: { high: string; low: string } | undefined;

  it(titles.steady, async () => {
    const { lab, found } = chapter;
    expect(await readiness(lab.clients, found)).toEqual(
      Object.values(demogo.services).map(({ name, tasks }) => ({
        name,
        desired: tasks,
        running: tasks,
        deployments: 1,
        healthyTargets: tasks,
        status: 200,
      })),
    );
  });

  describe(titles.configuring, () => {
    beforeAll(async () => {
      const { lab, found, journal, watch } = chapter;
      await watch.look();
      configuredAt = watch.now;
      if (provisioning) await configureServiceAutoscaling(lab.clients, found, journal);
    });

    /** How long what we have set may still be on its way. */
    const within = provisioning ? CHANGES_SEEN : 0;
    const configured = (settings: readonly ConsoleSetting<ServiceConfiguration>[]) => {
      const { lab, found } = chapter;
      return untilConfigured(settings, () => readServiceConfiguration(lab.clients, found), {
        clock: lab.clock,
        within,
      });
    };

    it(titles.policy, async () => {
      await configured([...serviceSettings.range, ...serviceSettings.policy]);
    });

    it(titles.alarms, async () => {
      const { story } = chapter;
      const options = { since: configuredAt, within: budgets.alarmsAppear };
      await expect(story.alarmHigh).toReach(expect.any(String), options);
      await expect(story.alarmLow).toReach(expect.any(String), options);
      const { alarms: both } = await configured(serviceSettings.alarms);
      alarmNames = { high: both.find(isHigh)!.AlarmName!, low: both.find(isLow)!.AlarmName! };
    });

    itProvisions(titles.insufficient, async () => {
      const options = { since: configuredAt, within: budgets.alarmsAppear };
      await expect(chapter.story.alarmHigh).toReach('INSUFFICIENT_DATA', options);
      await expect(chapter.story.alarmLow).toReach('INSUFFICIENT_DATA', options);
    });

    itProvisions(titles.noScalingMeanwhile, async () => {
      const { watch, story } = chapter;
      const until = configuredAt + minutes(3) * 1000;
      await watch.until(until, titles.noScalingMeanwhile);
      expect(story.desired).toStayWithin(minTasks, minTasks, { since: configuredAt, until });
      expect(capacitiesSet(story.activities, configuredAt)).toEqual([]);
    });
  });

  describe(titles.singlePass, () => {
    it(titles.noAlarm, async () => {
      const { watch, story } = chapter;
      const pass = await LoadPhase.begin(chapter, titles.once, planOf(script.lines, chapter.found.url, 0));
      try {
        await pass.untilOver();
      } finally {
        await pass.leave();
      }
      const [since, settled] = [pass.begunAt, watch.now + highAlarmSettled * 1000];
      await watch.until(settled, titles.settling);
      // The pass was strong enough, for a minute: without that the alarm's silence would prove nothing.
      await expect(story.requests).toHaveBreached({
        above: alarms.high.threshold,
        datapoints: 1,
        period: alarms.period,
        since: startOfMinute(since),
        by: settled,
      });
      expect(story.alarmHigh).toStayWithout('ALARM', { since, until: settled });
      expect(story.desired).toStayWithin(minTasks, minTasks, { since, until: settled });
    });
  });

  describe(titles.loadTest, () => {
    let load: LoadPhase;
    const inAlarm = (): number =>
      chapter.story.alarmHigh.first((state) => state === 'ALARM', starts.inAlarm('AlarmHigh'), load.begunAt);
    const scaledOut = (): number => scaledTo(maxTasks, load.begunAt);
    const placing = () => hopeless.placing(chapter.story, scaledOut());

    beforeAll(async () => {
      load = await LoadPhase.begin(chapter, titles.loadTest, planOf(script.lines, chapter.found.url, loadAtMost));
    });

    afterAll(() => load?.leave());

    it(titles.inAlarm, async () => {
      const { story } = chapter;
      const { high } = alarms;
      // Of three datapoints the first and the last may be minutes that the load only touches.
      const alarm = expect(story.alarmHigh).toReach('ALARM', {
        since: load.begunAt,
        notBefore: minutes(high.datapoints - 2),
        within: budgets.alarmHigh,
        unless: () => hopeless.alarm(story, configuredAt),
      });
      await load.followedBy(alarm, { perMinute: minTasks * high.threshold, minutes: high.datapoints });
      await expect(story.requests).toHaveBreached({
        above: high.threshold,
        datapoints: high.datapoints,
        period: alarms.period,
        since: startOfMinute(load.begunAt),
        by: inAlarm(),
      });
      const judged = judgedAt(story.judgedHigh, inAlarm);
      await expect(judged).toReach(expect.any(Number), { since: load.begunAt, within: budgets.alarmHighJudged });
      expect(judged.latest).toBeGreaterThanOrEqual(high.datapoints);
    });

    it(titles.scaledOut, async () => {
      const options = {
        since: inAlarm(),
        within: budgets.scalingActivity,
        unless: () => hopeless.scaleOut(chapter.story, maxTasks, configuredAt),
      };
      const { high } = known(alarmNames, starts.alarmNames);
      // Less than this would ask for fewer tasks (Application Auto Scaling scales out in proportion).
      const needs = { perMinute: (maxTasks - 1) * policy.target };
      await load.followedBy(expect(chapter.story.activities).toReach(expectedActivity(maxTasks, high), options), needs);
      await load.followedBy(expect(chapter.story.desired).toPassThrough([minTasks, maxTasks], options), needs);
    });

    it(titles.events, async () => {
      const since = scaledOut();
      const started = total(chapter.story.events, eventForms.started, since);
      const registered = total(chapter.story.events, eventForms.registered, since);
      await expect(started).toReach(newTaskCount, { since, within: budgets.tasksStarted, unless: placing });
      await expect(registered).toReach(newTaskCount, { since, within: budgets.tasksRunning, unless: placing });
      expect([started.latest, registered.latest]).toEqual([newTaskCount, newTaskCount]);
      const { events, tasks } = chapter.story;
      expect(tasksNamed(events, eventForms.started, since).sort()).toEqual(newTaskIds(tasks, since).sort());
    });

    it(titles.activating, async () => {
      const since = scaledOut();
      await expect(newTasks(chapter.story.tasks, 'RUNNING', since)).toReach(newTaskCount, {
        since,
        within: budgets.tasksRunning,
        unless: placing,
      });
      const paths = pathsOfNewTasks(chapter.story.tasks, since);
      // A look every 20 s may miss the state of one task, not that of six which start over half a minute.
      expect(paths).toContainEqual(expect.arrayContaining(['ACTIVATING', 'RUNNING']));
      for (const path of paths) expect(path).toEqual(lifecycle.filter((status) => path.includes(status)));
    });

    it(titles.healthy, async () => {
      const since = scaledOut();
      const { healthy, targets, activities } = chapter.story;
      const options = { since, within: budgets.targetsHealthy, unless: placing };
      await expect(healthy).toReach(maxTasks, options);
      expect(Object.values(targets.latest ?? {})).toEqual(Array(maxTasks).fill('healthy'));
      const { high } = known(alarmNames, starts.alarmNames);
      await expect(activities).toReach(expectedActivity(maxTasks, high, /^Successful$/), options);
    });

    it(titles.loadTime, async () => {
      const { startedAt, endedAt, completed, failed, byStatus } = await load.finish(script.atLeast);
      expect((endedAt - startedAt) / 1000).toBeGreaterThanOrEqual(script.atLeast);
      // While targets register a few requests get an error of the load balancer's own; more would be another load than was meant.
      expect(Object.keys(byStatus).filter((status) => !['200', '502', '503', '504'].includes(status))).toEqual([]);
      expect((byStatus['200'] ?? 0) / (completed + failed)).toBeGreaterThanOrEqual(0.98);
      loadEndedAt = endedAt;
    });
  });

  describe(titles.afterLoad, () => {
    const loadEnded = (): number => known(loadEndedAt, starts.loadEnd);
    const lowAlarm = (): number =>
      chapter.story.alarmLow.first((state) => state === 'ALARM', starts.inAlarm('AlarmLow'), loadEnded());
    const scaledIn = (): number => scaledTo(tasksAfterScaleIn, loadEnded());
    const delay = () => deregistrationDelay(chapter.lab.clients, chapter.found.services[service.name].targetGroupArn);

    let hold: LoadPhase | undefined;

    beforeAll(async () => {
      const { lab, found } = chapter;
      if (lab.scaleIn === 'idle') return;
      const { holdPerMinute } = servicePlan({ target: policy.target, min: minTasks, max: maxTasks });
      hold = await LoadPhase.begin(
        chapter,
        titles.hold,
        steadyPlan(found.services[service.name].url, holdPerMinute, holdAtMost),
      );
    });

    afterAll(() => hold?.leave());

    it(titles.lowAlarm, async () => {
      const { story } = chapter;
      const { low } = alarms;
      const since = loadEnded();
      // The first of the fifteen may be the minute that the load only touched.
      await expect(story.alarmLow).toReach('ALARM', {
        since,
        notBefore: minutes(low.datapoints - 1),
        within: budgets.alarmLow,
        unless: () => hopeless.alarm(story, configuredAt),
      });
      await expect(story.requests).toHaveBreached({
        below: low.threshold,
        datapoints: low.datapoints,
        period: alarms.period,
        since: startOfMinute(since),
        by: lowAlarm(),
      });
      const judged = judgedAt(story.judgedLow, lowAlarm);
      await expect(judged).toReach(expect.any(Number), { since, within: budgets.alarmLowJudged });
      expect(judged.latest).toBeGreaterThanOrEqual(low.datapoints);
    });

    it(titles.scaledIn, async () => {
      const options = {
        since: lowAlarm(),
        within: budgets.scalingActivity,
        unless: () => hopeless.scaleIn(chapter.story, tasksAfterScaleIn, configuredAt),
      };
      const { low } = known(alarmNames, starts.alarmNames);
      await expect(chapter.story.activities).toReach(expectedActivity(tasksAfterScaleIn, low), options);
      await expect(chapter.story.desired).toPassThrough([maxTasks, tasksAfterScaleIn], options);
    });

    it(titles.drained, async () => {
      const { targets } = chapter.story;
      const since = scaledIn();
      await expect(drainingCount(targets)).toReach(1, { since, within: budgets.targetDraining });
      const [target, ...others] = drainingTargets(targets, since);
      expect(others).toEqual([]);
      const draining = await delay();
      await expect(registration(targets, target!)).toReach('gone', {
        since,
        notBefore: draining,
        within: budgets.targetGone(draining),
      });
    });

    it(titles.oneStopped, async () => {
      const { story, watch } = chapter;
      const since = scaledIn();
      const options = { since, within: budgets.targetGone(await delay()) };
      await expect(story.running).toReach(tasksAfterScaleIn, options);
      // A second one would follow within two passes of the scheduler. What the alarm does next is another activity's.
      await watch.until(watch.now + minutes(2) * 1000, titles.oneStopped);
      const until = nextActivity(story.activities, since);
      const stopped = stoppedTasks(story.tasks, since, until);
      expect(stopped).toEqual([
        expect.objectContaining({
          stopCode: 'ServiceSchedulerInitiated',
          stoppedReason: expect.stringMatching(/^Scaling activity initiated by/) as string,
        }),
      ]);
      const { id } = stopped[0]!;
      expect(drainingTargets(story.targets, since, until)).toEqual([
        expect.stringMatching(`:${portOf(story.tasks, id)}$`),
      ]);
      const forms = [eventForms.deregistered, eventForms.draining, eventForms.stopped];
      for (const form of forms) await expect(total(story.events, form, since)).toReach(1, options);
      expect(forms.map((form) => total(story.events, form, since, until).latest)).toEqual([1, 1, 1]);
      expect(tasksNamed(story.events, eventForms.stopped, since, until)).toEqual([id]);
    });

    it(titles.inRange, async () => {
      const { story, watch } = chapter;
      if (hold) {
        // Under the load that holds it there is no reason to go further, once nothing keeps AWS from it any more.
        await watch.until(watch.now + heldFor * 1000, titles.hold);
        await hold.stop();
        expect(story.desired).toStayWithin(tasksAfterScaleIn, tasksAfterScaleIn, { since: scaledIn() });
      }
      expect(story.desired).toStayWithin(minTasks, maxTasks, { since: configuredAt });
      // What was set between two looks is in the activities.
      const outside = (tasks: number): boolean => tasks < minTasks || tasks > maxTasks;
      expect(capacitiesSet(story.activities, configuredAt).filter(outside)).toEqual([]);
    });
  });

  function scaledTo(tasks: number, since: number): number {
    return chapter.story.activities.first(
      ({ description }) => description === settingDesired(tasks),
      starts.activitySetting(tasks),
      since,
    );
  }
});
