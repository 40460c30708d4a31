/** Scaling activities: each sets a service's desired count, waits until the service runs that many, and is kept. */
import type { Seconds } from '../time';
import type { World } from '../world';
import type { NotScaledReason, Registry, ScalableServices, ScalableTarget, ScalingActivity } from './model';
import { activity as texts } from './texts';

export class Activities {
  constructor(
    private readonly world: World,
    private readonly services: ScalableServices,
    private readonly registry: Registry,
    private readonly checkEvery: Seconds,
  ) {}

  /**
   * Sets the desired count; the activity before it is overridden, if it was not fulfilled yet.
   * @param whenFulfilled is called once the service runs `capacity` tasks, never when something else came in between
   */
  begin(target: ScalableTarget, capacity: number, cause: string, whenFulfilled: () => void = () => {}): void {
    if (target.ongoing) this.#overridden(target, target.ongoing, capacity);
    const activity: ScalingActivity = {
      ...this.#newRecord(target),
      description: texts.settingDesired(capacity),
      cause,
      status: 'InProgress',
      message: texts.waiting(capacity),
      capacity,
    };
    this.registry.activities.push(activity);
    target.ongoing = activity;
    this.services.setDesired(target.resourceId, capacity);
    this.#follow(target, activity, capacity, whenFulfilled);
  }

  /** User guide, application-auto-scaling-scaling-activities: such a record has no status message and no end. */
  noteNotScaled(target: ScalableTarget, cause: string, reason: NotScaledReason): void {
    this.registry.activities.push({
      ...this.#newRecord(target),
      description: texts.attempting,
      cause,
      status: 'Failed',
      notScaled: reason,
    });
  }

  #follow(target: ScalableTarget, activity: ScalingActivity, capacity: number, whenFulfilled: () => void): void {
    const check = this.world.agenda.every(this.checkEvery, () => {
      if (activity.status === 'InProgress') {
        const service = this.services.find(activity.resourceId);
        if (!service) this.#end(target, activity, 'Failed', texts.serviceGone(capacity));
        else if (service.desired !== capacity) this.#overridden(target, activity, service.desired);
        else if (service.running === capacity) {
          this.#end(target, activity, 'Successful', texts.fulfilled(capacity));
          whenFulfilled();
        }
      }
      if (activity.status !== 'InProgress') check.cancel();
    });
  }

  /** User guide, application-auto-scaling-scaling-activities: a newer event changed the desired capacity. */
  #overridden(target: ScalableTarget, activity: ScalingActivity, later: number): void {
    this.#end(target, activity, 'Overridden', texts.laterChanged(activity.capacity!, later));
  }

  #end(target: ScalableTarget, activity: ScalingActivity, status: ScalingActivity['status'], message: string): void {
    Object.assign(activity, { status, message, ended: this.world.agenda.now() });
    if (target.ongoing === activity) target.ongoing = undefined;
  }

  #newRecord(target: ScalableTarget): Pick<ScalingActivity, 'order' | 'id' | 'resourceId' | 'started'> {
    return {
      order: this.registry.nextOrder(),
      id: this.world.random.uuid(),
      resourceId: target.resourceId,
      started: this.world.agenda.now(),
    };
  }
}
