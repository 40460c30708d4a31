/** Every operation of CloudWatch that the lab simulates. */
import { constrained } from '../wire/constraints';
import type { World } from '../world';
import type { MetricAlarms } from './alarms';
import { alarmOperations } from './api-alarms';
import { metricOperations } from './api-metrics';
import { tagOperations } from './api-tags';
import { CONSTRAINTS } from './constraints';
import { validationError } from './errors';
import type { MetricStore } from './metrics';

/**
 * Synchronous functions in the shape that the wire's `service` takes. Reading changes nothing. Beside what is modelled,
 * an input that breaks a constraint is a `ValidationException`, and so is one that AWS would take and the lab does not
 * simulate: its message says so, by name.
 */
export const operations = (world: World, metrics: MetricStore, alarms: MetricAlarms) =>
  constrained(
    { ...alarmOperations(world, alarms), ...metricOperations(world, metrics), ...tagOperations(alarms) },
    CONSTRAINTS,
    validationError,
  );
