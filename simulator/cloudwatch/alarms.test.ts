/** Alarms through lab time: when they are evaluated, what changes their state, who is told. */
import { alarmState } from './behaviour';
import { MINUTE } from './metrics';
import { account, alarm, POLICY, requests, START } from './testing';

const history = (lab: ReturnType<typeof account>, type?: 'StateUpdate' | 'Action' | 'ConfigurationUpdate') =>
  lab.cloudwatch.operations.DescribeAlarmHistory({ HistoryItemType: type, ScanBy: 'TimestampAscending' })
    .AlarmHistoryItems;

describe('a new alarm', () => {
  it('is in INSUFFICIENT_DATA, unchecked, and stays so without data', () => {
    const lab = account();
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(30);
    const [told] = lab.cloudwatch.operations.DescribeAlarms({}).MetricAlarms;
    expect(told).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateReasonData: undefined,
      StateUpdatedTimestamp: new Date(START),
      StateTransitionedTimestamp: new Date(START),
    });
    expect(history(lab).map(({ HistorySummary }) => HistorySummary)).toEqual(['Alarm "high" created']);
  });

  it('judges datapoints from before its creation at its first evaluation', () => {
    const lab = account();
    lab.flow(() => 0);
    lab.minutes(30);
    lab.cloudwatch.putAlarm(alarm({ name: 'low', comparison: 'LessThanThreshold', evaluationPeriods: 15 }));
    lab.minutes(1);
    expect(lab.state('low')).toBe('ALARM');
  });

  it('keeps state and phase when its configuration is overwritten', () => {
    const lab = account();
    lab.flow(() => 5000);
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(10);
    lab.cloudwatch.putAlarm(alarm({ threshold: 9000 }));
    expect(lab.state()).toBe('ALARM');
    lab.minutes(1);
    expect(lab.state()).toBe('OK');
    const updates = history(lab, 'StateUpdate').map(({ Timestamp }) => Timestamp.getTime() % MINUTE);
    expect(new Set(updates).size).toBe(1);
  });
});

describe('evaluation', () => {
  it('is once a minute, at a second of the minute of the alarm’s own', () => {
    const moments: Record<string, number[]> = {};
    const lab = account(1, {
      alarmState: (input) => {
        (moments[input.definition.name] ??= []).push(lab.agenda.ms);
        return alarmState(input);
      },
    });
    for (const name of ['a', 'b', 'c']) lab.cloudwatch.putAlarm(alarm({ name }));
    lab.minutes(5);
    const phases = Object.values(moments).map((seen) => {
      expect(seen).toHaveLength(5);
      expect(new Set(seen.map((ms) => ms % MINUTE)).size).toBe(1);
      return seen[0]! % MINUTE;
    });
    expect(new Set(phases).size).toBe(3);
    expect(phases).not.toContain(0);
  });

  it.each([60, 90, 119, 179])('of a metric that shows %i s late is of its newest real datapoints', (delay) => {
    const lab = account();
    lab.flow(
      () => 0,
      () => delay,
    );
    lab.minutes(10);
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(200);
    expect(history(lab, 'StateUpdate').map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from INSUFFICIENT_DATA to OK',
    ]);
  });

  it('does not flap on delays that differ, and sees a load after three minutes of it and the delay', () => {
    const lab = account();
    let late = 0;
    lab.flow(
      (minute) => (minute >= 60 ? 5000 : 0),
      () => 60 + ((late += 37) % 60),
    );
    lab.minutes(10);
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(80);
    const changes = history(lab, 'StateUpdate');
    expect(changes.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm updated from OK to ALARM',
    ]);
    const after = (changes[1]!.Timestamp.getTime() - START) / MINUTE - 60;
    expect(after).toBeGreaterThanOrEqual(4);
    expect(after).toBeLessThan(6);
    expect(changes[1]!.HistoryData).toMatch(
      /3 datapoints \[5000\.0 \(29\/03\/20 10:02:00\), 5000\.0 \(29\/03\/20 10:01:00\)/,
    );
  });

  it('re-evaluates the last datapoints for a while when the metric stops, then knows nothing', () => {
    const lab = account();
    lab.flow((minute) => (minute < 30 ? 0 : undefined));
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(34);
    expect(lab.state()).toBe('OK');
    lab.minutes(10);
    expect(lab.state()).toBe('INSUFFICIENT_DATA');
  });

  it('sees nothing in another unit than the alarm’s', () => {
    const lab = account();
    lab.flow(() => 5000);
    lab.cloudwatch.putAlarm(alarm({ unit: 'Percent' }));
    lab.minutes(20);
    expect(lab.state()).toBe('INSUFFICIENT_DATA');
  });

  it('follows a decision that was replaced', () => {
    const lab = account(1, { alarmState: (input) => ({ ...alarmState(input), state: 'OK' }) });
    lab.flow(() => 5000);
    lab.cloudwatch.putAlarm(alarm());
    lab.minutes(20);
    expect(lab.state()).toBe('OK');
    expect(lab.invocations).toEqual([]);
  });
});

describe('actions', () => {
  const inAlarm = (changes: Parameters<typeof alarm>[0] = {}) => {
    const lab = account();
    lab.flow((minute) => (minute < 20 ? 5000 : 0));
    const { arn } = lab.cloudwatch.putAlarm(alarm(changes));
    return { lab, arn };
  };

  it('of Auto Scaling are invoked each minute that the alarm stays in ALARM, and logged once', () => {
    const { lab, arn } = inAlarm();
    lab.minutes(60);
    const [into, out] = history(lab, 'StateUpdate').map(({ Timestamp }) => Timestamp.getTime()) as [number, number];
    expect(lab.invocations).toHaveLength((out - into) / MINUTE);
    expect(lab.invocations.map(({ at }) => at)).toEqual(lab.invocations.map((_, i) => into + i * MINUTE + 30));
    expect(lab.invocations[0]).toMatchObject({
      actionArn: POLICY,
      alarmName: 'high',
      alarmArn: arn,
      state: 'ALARM',
      value: 5000,
      threshold: 4000,
    });
    const [action, ...others] = history(lab, 'Action');
    expect(others).toEqual([]);
    expect(action).toMatchObject({
      HistorySummary: `Successfully executed action ${POLICY}`,
      Timestamp: new Date(into + 30),
    });
    expect(JSON.parse(action!.HistoryData)).toMatchObject({ actionState: 'Succeeded', stateUpdateTimestamp: into });
  });

  it('of others are invoked once, by the state that is entered', () => {
    const { lab } = inAlarm({ alarmActions: ['arn:aws:sns:x:1:alarm'], okActions: ['arn:aws:sns:x:1:ok'] });
    const received: string[] = [];
    lab.cloudwatch.onAction('arn:aws:sns:', ({ actionArn, state }) => received.push(`${actionArn} ${state}`));
    lab.minutes(60);
    expect(received).toEqual(['arn:aws:sns:x:1:alarm ALARM', 'arn:aws:sns:x:1:ok OK']);
  });

  it('that nobody receives are logged as failed', () => {
    const { lab } = inAlarm({ alarmActions: ['arn:aws:sns:x:1:t'] });
    lab.minutes(15);
    expect(history(lab, 'Action').map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Failed to execute action arn:aws:sns:x:1:t. Reason: nothing in this lab receives it',
    ]);
  });

  it('are not invoked while they are disabled', () => {
    const { lab } = inAlarm({ actionsEnabled: false });
    lab.minutes(15.5);
    expect(lab.state()).toBe('ALARM');
    expect(lab.invocations).toEqual([]);
    lab.cloudwatch.operations.EnableAlarmActions({ AlarmNames: ['high'] });
    lab.minutes(2);
    expect(lab.invocations).toHaveLength(2);
    lab.cloudwatch.operations.DisableAlarmActions({ AlarmNames: ['high'] });
    lab.minutes(2);
    expect(lab.invocations).toHaveLength(2);
  });

  it('end with the alarm, whose history stays', () => {
    const { lab } = inAlarm();
    lab.minutes(15);
    const before = lab.invocations.length;
    lab.cloudwatch.deleteAlarms(['high', 'unknown']);
    lab.minutes(5);
    expect(lab.invocations).toHaveLength(before);
    expect(history(lab).at(-1)).toMatchObject({ AlarmName: 'high', HistorySummary: 'Alarm "high" deleted' });
  });
});

it('computes a lab day with 30 alarms on 30 metrics', () => {
  const lab = account();
  lab.flow((minute) => (minute % 120 < 60 ? 5000 : 0));
  for (let i = 0; i < 30; i++) {
    const metric = { ...requests, dimensions: [{ Name: 'TargetGroup', Value: `${i}` }] };
    lab.agenda.every(60, () => {
      const sum = (lab.agenda.ms / MINUTE) % 120 < 60 ? 5000 : 0;
      lab.cloudwatch.publish(metric, lab.agenda.ms - MINUTE, { sum, count: 1, min: sum, max: sum }, 'None', 90);
    });
    lab.cloudwatch.putAlarm(alarm({ name: `alarm-${i}`, metric, evaluationPeriods: i % 2 ? 3 : 15 }));
  }
  lab.minutes(1440);
  const changes = lab.cloudwatch.operations.DescribeAlarmHistory({
    AlarmName: 'alarm-7',
    HistoryItemType: 'StateUpdate',
  });
  expect(changes.AlarmHistoryItems).toHaveLength(24);
});
