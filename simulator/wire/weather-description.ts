/** Unkind AWS as plain data: rules for what goes wrong between a client and AWS, and conditions within the lab. */
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { z } from 'zod';
import { conditionSchema } from '../conditions';

const NAME = /^([A-Z][A-Za-z]*)?\*?$/;
const probability = z.number().min(0).max(1).default(1);

const place = {
  /** By the last part of its namespace, as `Service.name` has it; any service, if not told. */
  service: z.enum(['ecs', 'elasticloadbalancingv2', 'cloudwatch', 'autoscaling', 'applicationautoscaling']).optional(),
  /** An operation's name; `Describe*` for all that begin so; any operation, if not told. */
  operation: z
    .string()
    .regex(NAME, 'Expected the name of an operation, or the beginning of names and a *')
    .min(1)
    .optional(),
  /** Lab seconds after the weather began; the whole time, if not told. */
  from: z.number().min(0).default(0),
  /** Lab seconds after the weather began, no longer included. */
  until: z.number().positive().optional(),
};

/** What each service's client can ask for. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  ecs: commandsOf(ecs),
  elasticloadbalancingv2: commandsOf(elb),
  cloudwatch: commandsOf(cloudwatch),
  autoscaling: commandsOf(autoscaling),
  applicationautoscaling: commandsOf(scaling),
};

const ruleSchema = z
  .discriminatedUnion('what', [
    /** A token bucket for each operation that the rule is about, filled by lab time. Empty, it throttles. */
    z.strictObject({
      what: z.literal('rate-limit'),
      ...place,
      /** Requests at once. */
      capacity: z.int().positive(),
      /** Requests a lab second. */
      refill: z.number().positive(),
    }),
    z.strictObject({
      what: z.literal('fault'),
      ...place,
      fault: z.enum(['throttled', 'failing', 'unavailable', 'expired']),
      probability,
    }),
    /** The connection ends without an answer, before or after the operation took effect. */
    z.strictObject({ what: z.literal('dropped'), ...place, effect: z.enum(['none', 'done']), probability }),
    /**
     * The answer is held back, in real milliseconds: lab time stands still while a client waits, and a client's own
     * timeouts are real. What the operation does is done in the moment of its request.
     */
    z
      .strictObject({
        what: z.literal('slow'),
        ...place,
        least: z.number().min(0).max(60_000),
        most: z.number().min(0).max(60_000),
        probability,
      })
      .refine(({ least, most }) => least <= most, { path: ['most'], message: 'Expected at least as much as least' }),
    /** Describe, Get and List answer as they did to the same question, up to so many lab seconds ago. */
    z.strictObject({ what: z.literal('stale'), ...place, seconds: z.number().positive().max(600), probability }),
  ])
  .refine(({ from, until }) => until === undefined || from < until, {
    path: ['until'],
    message: 'Expected a moment after from',
  })
  .superRefine(({ service, operation }, context) => {
    const known = service === undefined ? Object.values(OPERATIONS).flat() : OPERATIONS[service]!;
    if (operation === undefined || !NAME.test(operation) || known.some((each) => isNamed(operation, each))) return;
    const whose = service === undefined ? 'any of the services' : service;
    context.addIssue({
      code: 'custom',
      path: ['operation'],
      message: `Expected an operation of ${whose}, found ${operation}, which never comes`,
    });
  });

export const weatherSchema = z.strictObject({
  /** Between AWS's API and its clients. */
  rules: z.array(ruleSchema).max(100).default([]),
  /** Within the lab, whoever looks. */
  lab: z.array(conditionSchema).max(100).default([]),
});

/** As it is written: what has a standard value may be left out. */
export type WeatherDescription = z.input<typeof weatherSchema>;
export type Rule = z.infer<typeof ruleSchema>;
/** With everything that was left out. */
export type WholeWeather = z.infer<typeof weatherSchema>;

/** @throws Error with everything that is wrong, one line each */
export function readWeather(description: unknown): WholeWeather {
  const read = weatherSchema.safeParse(description);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `  ${path.join('.') || 'all of it'}: ${message}`);
  throw new Error(
    `Expected a description of the weather, { rules: [{ what: …, … }], lab: [{ what: …, … }] }; found ${problems.length} problem${problems.length === 1 ? '' : 's'} in it. Mend each:\n${problems.join('\n')}`,
  );
}

/** The names of a client's commands. */
function commandsOf(sdk: object): string[] {
  return Object.keys(sdk).flatMap((name) => /^([A-Z]\w*)Command$/.exec(name)?.[1] ?? []);
}

const isNamed = (named: string, operation: string): boolean =>
  named.endsWith('*') ? operation.startsWith(named.slice(0, -1)) : operation === named;

/** Whether a rule is about an operation at a moment, in lab seconds after the weather began. */
export function concerns(rule: Rule, service: string, operation: string, second: number): boolean {
  return (
    (rule.service ?? service) === service &&
    isNamed(rule.operation ?? '*', operation) &&
    second >= rule.from &&
    second < (rule.until ?? Infinity)
  );
}
