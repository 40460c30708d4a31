/** Application Auto Scaling in memory: target tracking of ECS services' desired counts. */
import type * as Sdk from '@aws-sdk/client-application-auto-scaling';
import type { Operations } from '../wire/service';
import type { World } from '../world';
import { operations } from './api';
import { Behaviour, TIMINGS, type AasTimings, type Needs } from './behaviour';
import { alarmsFor, desiredFor, type Decisions } from './decisions';
import { newRegistry } from './model';

export type { AasTimings } from './behaviour';
export { alarmsFor, desiredFor, type Decisions } from './decisions';
export type { LoadBalancerFacts, ScalableServices } from './model';

export class ApplicationAutoScaling {
  readonly operations: Operations<typeof Sdk>;

  /**
   * @param needs what it reaches: CloudWatch's alarms, the services it scales, and what load balancers route
   * @param decide decisions in place of the real ones, which is how a broken lab is made
   * @param timings delays in place of the inferred ones
   */
  constructor(world: World, needs: Needs, decide: Partial<Decisions> = {}, timings: Partial<AasTimings> = {}) {
    const registry = newRegistry();
    const behaviour = new Behaviour(
      world,
      needs,
      registry,
      { desiredFor, alarmsFor, ...decide },
      { ...TIMINGS, ...timings },
    );
    this.operations = operations(world, needs, registry, behaviour);
  }
}
