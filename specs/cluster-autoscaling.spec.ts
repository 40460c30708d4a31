/** The workshop's chapter "클러스터 오토스케일링": the cluster grows from 2 to 4 instances under load, and new tasks spread. */
import { clusterBudgets as budgets, clusterLoadAtMost } from '../fixtures/budgets';
import { depthIs, useChapter } from '../fixtures/chapter';
import { clusterChapter } from '../fixtures/chapters';
import { datapoints, isHigh } from '../fixtures/cloudwatch-readings';
import { configureClusterAutoscaling } from '../fixtures/cluster-autoscaling';
import { basicMetrics, insightsMetric } from '../fixtures/cluster-metrics';
import { asOf, crowds, leastCrowded, newInstances, newTasksOf } from '../fixtures/cluster-story';
import { describeGroup } from '../fixtures/container-instances';
import { clusterAutoscaling, demogo } from '../fixtures/demogo';
import { expectedLaunch } from '../fixtures/expected-cluster';
import {
  clusterSettings,
  readClusterConfiguration,
  type ClusterConfiguration,
} from '../fixtures/inspection/cluster-settings';
import type { ConsoleSetting } from '../fixtures/inspection/setting';
import { LoadPhase, planOf } from '../fixtures/load-phase';
import { starts } from '../fixtures/messages';
import { readiness } from '../fixtures/preflight';
import { addOneTask } from '../fixtures/one-more-task';
import { clusterTitles as titles } from '../fixtures/titles';
import { CHANGES_SEEN, untilConfigured } from '../fixtures/until-configured';
import { hopeless } from '../fixtures/hopeless';
import { known } from '../helpers/errors';
import { minutes, startOfMinute } from '../helpers/time';

const { group, alarms, load: script } = clusterAutoscaling;
const { web } = demogo.services;
const added = group.max - group.instances;
const provisioning = depthIs('provision');
/** Of what is there only while the suite itself changes the lab. */
const itProvisions = provisioning ? it : it.skip;

describe(titles.chapter, () => {
  const chapter = useChapter(clusterChapter);
  // Moments are milliseconds since the epoch.
  let configuredAt: number;
  let loadSpan: { from: number; to: number } | undefined;
  let highAlarm: string | undefined;

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
    expect(await describeGroup(lab.clients, found.group)).toMatchObject({ DesiredCapacity: group.instances });
  });

  describe(titles.configuring, () => {
    beforeAll(async () => {
      const { lab, found, journal, watch } = chapter;
      await watch.look();
      configuredAt = watch.now;
      if (provisioning) await configureClusterAutoscaling(lab.clients, found, journal);
    });

    /** How long what we have set may still be on its way. */
    const within = provisioning ? CHANGES_SEEN : 0;
    const configured = (settings: readonly ConsoleSetting<ClusterConfiguration>[]) => {
      const { lab, found } = chapter;
      return untilConfigured(settings, () => readClusterConfiguration(lab.clients, found), {
        clock: lab.clock,
        within,
      });
    };

    it(titles.provider, async () => {
      await configured(clusterSettings.provider);
    });

    it(titles.strategy, async () => {
      await configured(clusterSettings.strategy);
    });

    it(titles.limits, async () => {
      await configured(clusterSettings.limits);
    });

    it(titles.policy, async () => {
      await configured(clusterSettings.policy);
    });

    it(titles.alarms, async () => {
      const { story } = chapter;
      const options = { since: configuredAt, within: budgets.alarmsAppear };
      await expect(story.alarmHigh).toReach(expect.any(String), options);
      await expect(story.alarmLow).toReach(expect.any(String), options);
      const configuration = await configured(clusterSettings.alarms);
      highAlarm = configuration.alarms.find(isHigh)!.AlarmName;
    });

    itProvisions(titles.insufficient, async () => {
      const options = { since: configuredAt, within: budgets.alarmsAppear };
      await expect(chapter.story.alarmHigh).toReach('INSUFFICIENT_DATA', options);
      await expect(chapter.story.alarmLow).toReach('INSUFFICIENT_DATA', options);
    });
  });

  describe(titles.loadTest, () => {
    let load: LoadPhase;
    const inAlarm = (): number =>
      chapter.story.alarmHigh.first((state) => state === 'ALARM', starts.inAlarm('AlarmHigh'), load.begunAt);
    const scaledOut = (): number =>
      chapter.story.desired.first((capacity) => capacity === group.max, starts.capacityOf(group.max), load.begunAt);

    /** The launches of the scale-out. */
    const launching = () => hopeless.launching(chapter.story, configuredAt, load.begunAt);

    beforeAll(async () => {
      load = await LoadPhase.begin(
        chapter,
        titles.loadTest,
        planOf(script.lines, chapter.found.url, clusterLoadAtMost),
      );
    });

    afterAll(() => load?.leave());

    it(titles.inAlarm, async () => {
      const { networkIn, alarmHigh } = chapter.story;
      const { high, period } = alarms;
      // Of three datapoints the first and the last may be minutes that the load only touches.
      await expect(alarmHigh).toReach('ALARM', {
        since: load.begunAt,
        notBefore: minutes(high.datapoints - 2),
        within: budgets.alarmHigh,
        unless: () => hopeless.alarm(chapter.story, configuredAt),
      });
      await expect(networkIn).toHaveBreached({
        above: high.threshold,
        datapoints: high.datapoints,
        period,
        since: startOfMinute(load.begunAt),
        by: inAlarm(),
      });
    });

    it(titles.scaledOut, async () => {
      const { story } = chapter;
      const since = inAlarm();
      const scaling = () => hopeless.scaleOut(story, group.max, configuredAt);
      const options = { since, within: budgets.scalingActivity };
      const cause = expect.stringMatching(expectedLaunch(known(highAlarm, starts.highAlarmName))) as string;
      await expect(story.desired).toPassThrough([group.instances, group.max], { ...options, unless: scaling });
      await expect(story.activities).toReach(
        expect.objectContaining({
          description: expect.stringMatching(/^Launching a new EC2 instance: i-/) as string,
          cause,
        }),
        { ...options, unless: () => scaling() ?? launching() },
      );
    });

    it(titles.inService, async () => {
      await expect(chapter.story.inService).toReach(group.max, {
        since: scaledOut(),
        within: budgets.inService,
        unless: launching,
      });
    });

    it(titles.active, async () => {
      await expect(chapter.story.active).toReach(group.max, {
        since: scaledOut(),
        within: budgets.active,
        unless: launching,
      });
    });

    it(titles.empty, async () => {
      const { story, watch } = chapter;
      await watch.lookNow('the container instances', 'the tasks');
      const joined = newInstances(story.instances, load.begunAt);
      expect(joined).toHaveLength(added);
      const now = story.placed.latest ?? [];
      expect(now.filter(({ instance }) => joined.some(({ arn }) => arn === instance))).toEqual([]);
      expect(now).toEqual(expect.arrayContaining(asOf(story.placed, load.begunAt)));
      expect(asOf(story.placed, load.begunAt)).not.toEqual([]);
    });

    it(titles.loadTime, async () => {
      const { startedAt, endedAt, completed, failed, byStatus } = await load.finish(script.atLeast);
      expect((endedAt - startedAt) / 1000).toBeGreaterThanOrEqual(script.atLeast);
      // `/cats` and `/dogs` are answered with a redirect to the path with its slash, which ab does not follow.
      const answered = (byStatus['200'] ?? 0) + (byStatus['301'] ?? 0);
      expect(answered / (completed + failed)).toBeGreaterThanOrEqual(0.98);
      loadSpan = { from: startedAt, to: endedAt };
    });
  });

  describe(titles.review, () => {
    itProvisions(titles.spread, async () => {
      const { lab, found, journal, watch, story } = chapter;
      await watch.lookNow('the container instances', 'the tasks');
      const since = watch.now;
      const before = crowds(story.placed.latest ?? [], story.instances.latest ?? [], web.name);
      expect(before).toHaveLength(group.max);
      await addOneTask(lab.clients, found, journal);
      const added = newTasksOf(story.placed, web.name, since);
      await expect(added).toReach([expect.any(Object)], { since, within: budgets.taskPlaced });
      expect(leastCrowded(before)).toContain(added.latest![0]!.instance);
    });

    it(titles.metrics, async () => {
      const { lab, found } = chapter;
      const { from, to } = known(loadSpan, starts.loadSpan);
      for (const metric of basicMetrics(found)) {
        const seen = await datapoints(lab.clients, metric, startOfMinute(from), to);
        expect({ metric: metric.MetricName, seen: seen.length > 0 }).toEqual({ metric: metric.MetricName, seen: true });
      }
    });

    it(titles.insights, async () => {
      const { lab, found, watch } = chapter;
      const { from, to } = known(loadSpan, starts.loadSpan);
      await watch.until(to + budgets.insights.total * 1000, titles.insights);
      const seen = await datapoints(lab.clients, insightsMetric(found), startOfMinute(from), to);
      // Their sign is not asserted: the lab's own graph shows values below zero.
      expect(seen.map(({ value }) => typeof value)).toContain('number');
    });

    it(titles.inRange, () => {
      const { desired, inService } = chapter.story;
      expect(desired).toStayWithin(group.min, group.max, { since: configuredAt });
      expect(inService).toStayWithin(0, group.max, { since: configuredAt });
    });
  });
});
