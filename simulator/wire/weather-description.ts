/** Unkind AWS as plain data: rules for what goes wrong between a client and AWS, and conditions within the lab. */
import { z } from 'zod';
import { conditionSchema } from '../conditions';

const probability = z.number().min(0).max(1).default(1);

const place = {
  /** By the last part of its namespace, as `Service.name` has it; any service, if not told. */
  service: z.enum(['ecs', 'elasticloadbalancingv2', 'cloudwatch', 'autoscaling', 'applicationautoscaling']).optional(),
  /** An operation's name; `Describe*` for all that begin so; any operation, if not told. */
  operation: z
    .string()
    .regex(/^([A-Z][A-Za-z]*)?\*?$/, 'Expected the name of an operation, or the beginning of names and a *')
    .min(1)
    .optional(),
  /** Lab seconds after the weather began; the whole time, if not told. */
  from: z.number().min(0).default(0),
  /** Lab seconds after the weather began, no longer included. */
  until: z.number().positive().optional(),
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

/** Whether a rule is about an operation at a moment, in lab seconds after the weather began. */
export function concerns(rule: Rule, service: string, operation: string, second: number): boolean {
  const named = rule.operation ?? '*';
  return (
    (rule.service ?? service) === service &&
    (named.endsWith('*') ? operation.startsWith(named.slice(0, -1)) : operation === named) &&
    second >= rule.from &&
    second < (rule.until ?? Infinity)
  );
}
