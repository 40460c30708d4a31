/** The metric alarms of an account: evaluated once a minute, told to those their actions are meant for. */
import type { Appointment, Seconds } from '../time';
import type { World } from '../world';
import { evaluationRange, type alarmState, type Period } from './behaviour';
import { AlarmHistory } from './history';
import { MINUTE, statisticOf, type MetricStore } from './metrics';
import type { AlarmDefinition, AlarmInvocation, AlarmState } from './model';
import {
  INITIAL_REASON,
  actionTexts,
  configurationData,
  configurationSummary,
  stateReason,
  stateReasonData,
  stateUpdateData,
  type Configuration,
  type ToldState,
} from './texts';

/** Periods of 60 s and more are evaluated every minute (CloudWatch user guide, AlarmThatSendsEmail). */
const EVALUATION_INTERVAL: Seconds = 60;

/** Observed: an action is logged some 30 ms after the state change. */
const ACTION_DELAY: Seconds = 0.03;

/** Actions that are invoked again each minute while the alarm stays in the state. */
const AUTO_SCALING = 'arn:aws:autoscaling:';

/** An alarm as it stands. */
export interface Alarm extends ToldState {
  definition: AlarmDefinition;
  readonly arn: string;
  configured: Date;
  /** When the state was set last, to whatever. */
  updated: Date;
  /** When the state last became another one; the creation, before that. */
  transitioned: Date;
  readonly tags: Map<string, string>;
}

interface Entry extends Alarm {
  /** Only a state that was changed into has actions that go on; the one an alarm is created in has none. */
  changed: boolean;
  evaluation: Appointment;
}

export class MetricAlarms {
  readonly history = new AlarmHistory();
  readonly #alarms = new Map<string, Entry>();
  readonly #receivers: { prefix: string; receive: (invocation: AlarmInvocation) => void }[] = [];

  constructor(
    private readonly world: World,
    private readonly metrics: MetricStore,
    private readonly decide: typeof alarmState,
  ) {}

  /** By name. */
  list(): Alarm[] {
    return [...this.#alarms.values()].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
  }

  onAction(prefix: string, receive: (invocation: AlarmInvocation) => void): void {
    this.#receivers.push({ prefix, receive });
  }

  /**
   * Makes an alarm, in INSUFFICIENT_DATA until its first evaluation; or, under a name that is taken, overwrites the
   * configuration and leaves the state unchanged (API reference, PutMetricAlarm). Each alarm has its own second of the
   * minute (observed).
   * @param tags of a new alarm; those of one that is there stay (API reference, PutMetricAlarm)
   */
  put(definition: AlarmDefinition, tags: ReadonlyMap<string, string> = new Map()): Alarm {
    const now = this.world.agenda.now();
    const there = this.#alarms.get(definition.name);
    if (there) {
      this.#configure(there, definition, 'Update');
      return there;
    }
    const alarm: Entry = {
      definition: structuredClone(definition),
      arn: this.world.arn('cloudwatch', `alarm:${definition.name}`),
      configured: now,
      state: 'INSUFFICIENT_DATA',
      reason: INITIAL_REASON,
      updated: now,
      transitioned: now,
      tags: new Map(tags),
      changed: false,
      evaluation: this.world.agenda.every(EVALUATION_INTERVAL, () => this.#evaluate(alarm), this.#untilPhase()),
    };
    this.#alarms.set(definition.name, alarm);
    this.#log(alarm, 'ConfigurationUpdate', this.#configurationTexts(alarm, 'Create'));
    return alarm;
  }

  /** Unknown names are passed over: "the alarms you specify with correct names are still deleted" (DeleteAlarms). */
  delete(names: readonly string[]): void {
    for (const name of names) {
      const alarm = this.#alarms.get(name);
      if (!alarm) continue;
      alarm.evaluation.cancel();
      this.#alarms.delete(name);
      this.#log(alarm, 'ConfigurationUpdate', this.#configurationTexts(alarm, 'Delete'));
    }
  }

  enableActions(names: readonly string[], actionsEnabled: boolean): void {
    for (const name of names) {
      const alarm = this.#alarms.get(name);
      if (alarm && alarm.definition.actionsEnabled !== actionsEnabled)
        this.#configure(alarm, { ...alarm.definition, actionsEnabled }, 'Update');
    }
  }

  /**
   * SetAlarmState: the state lasts "only until the next alarm comparison occurs" (CloudWatch user guide,
   * AlarmThatSendsEmail), and its actions are invoked as if it were real.
   * @param value that the actions are told of
   * @returns false if there is no such alarm
   */
  setState(name: string, to: ToldState, value: number | undefined): boolean {
    const alarm = this.#alarms.get(name);
    if (!alarm) return false;
    if (to.state === alarm.state) Object.assign(alarm, to, { updated: this.world.agenda.now() });
    else this.#transition(alarm, to, value);
    return true;
  }

  #untilPhase(): Seconds {
    const phase = Math.floor(this.world.random.next() * MINUTE);
    const into = this.world.agenda.ms % MINUTE;
    return ((phase - into + MINUTE) % MINUTE || MINUTE) / 1000;
  }

  #evaluate(alarm: Entry): void {
    const { definition, state } = alarm;
    const verdict = this.decide({ definition, state, range: this.#range(definition) });
    const value = verdict.judged[0]?.value;
    if (verdict.state === state) {
      if (alarm.changed) this.#invoke(alarm, value, 'again');
      return;
    }
    const reason = stateReason(definition, verdict);
    const reasonData = stateReasonData(definition, verdict, this.world.agenda.ms);
    this.#transition(alarm, { state: verdict.state, reason, reasonData }, value);
  }

  #range({ metric, unit, period, evaluationPeriods, statistic }: AlarmDefinition): Period[] {
    const now = this.world.agenda.ms;
    const series = this.metrics.find(metric, unit);
    const { from, to } = evaluationRange({ now, period, evaluationPeriods, newest: series?.newest(now) });
    const aggregates = new Map((series?.periods(from, to, period, now) ?? []).map((found) => [found.start, found]));
    const range: Period[] = [];
    for (let start = from; start < to; start += period * 1000) {
      const found = aggregates.get(start);
      range.push(found ? { start, value: statisticOf(found, statistic), sampleCount: found.count } : { start });
    }
    return range;
  }

  #transition(alarm: Entry, to: ToldState, value: number | undefined): void {
    const now = this.world.agenda.now();
    const summary = `Alarm updated from ${alarm.state} to ${to.state}`;
    this.#log(alarm, 'StateUpdate', { summary, data: stateUpdateData(alarm, to) });
    Object.assign(alarm, { reasonData: undefined, ...to, updated: now, transitioned: now, changed: true });
    this.#invoke(alarm, value, 'first');
  }

  /**
   * Runs the actions of the alarm's state: all of them on a transition; after that, once a minute, those of Auto
   * Scaling (CloudWatch user guide, AlarmThatSendsEmail). Whether AWS logs the repeated ones is not known: only the
   * first of a transition goes into the history.
   */
  #invoke(alarm: Entry, value: number | undefined, which: 'first' | 'again'): void {
    const { definition, state, transitioned, arn: alarmArn } = alarm;
    if (!definition.actionsEnabled) return;
    for (const actionArn of actionsOf(definition, state)) {
      if (which === 'again' && !actionArn.startsWith(AUTO_SCALING)) continue;
      this.world.agenda.after(ACTION_DELAY, () => {
        if (this.#alarms.get(definition.name) !== alarm) return;
        const receivers = this.#receivers.filter(({ prefix }) => actionArn.startsWith(prefix));
        const failure = receivers.length === 0 ? 'nothing in this lab receives it' : undefined;
        if (which === 'first') this.#log(alarm, 'Action', actionTexts(actionArn, transitioned, failure));
        const { name: alarmName, threshold } = definition;
        for (const { receive } of receivers) receive({ actionArn, alarmName, alarmArn, state, value, threshold });
      });
    }
  }

  #configure(alarm: Entry, definition: AlarmDefinition, change: Configuration): void {
    alarm.definition = structuredClone(definition);
    alarm.configured = this.world.agenda.now();
    this.#log(alarm, 'ConfigurationUpdate', this.#configurationTexts(alarm, change));
  }

  #configurationTexts(alarm: Entry, change: Configuration): { summary: string; data: string } {
    const { definition } = alarm;
    return {
      summary: configurationSummary(definition.name, change),
      data: configurationData(change, definition, alarm),
    };
  }

  #log(
    alarm: Entry,
    type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action',
    texts: { summary: string; data: string },
  ): void {
    const timestamp = this.world.agenda.now();
    this.history.add({ alarmName: alarm.definition.name, timestamp, type, ...texts });
    this.history.prune(timestamp);
  }
}

function actionsOf(definition: AlarmDefinition, state: AlarmState): string[] {
  switch (state) {
    case 'ALARM':
      return definition.alarmActions;
    case 'OK':
      return definition.okActions;
    case 'INSUFFICIENT_DATA':
      return definition.insufficientDataActions;
  }
}
