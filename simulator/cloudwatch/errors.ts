/** CloudWatch's refusals that many operations share. */
import { ValidationException } from '@aws-sdk/client-cloudwatch';
import type { Seconds } from '../time';

/** An input that breaks a constraint; in the Query protocol its code is `ValidationError`, as the SDK's model has it. */
export const validationError = (message: string): ValidationException =>
  new ValidationException({ message, $metadata: {} });

/**
 * Refuses, by name, what AWS would take and the lab does not simulate.
 * @param members of the input, each with a value if it was sent
 * @throws ValidationException
 */
export function refuseUnsimulated(operation: string, members: Record<string, unknown>): void {
  const sent = Object.keys(members).filter((name) => members[name] !== undefined && members[name] !== false);
  if (sent.length > 0) throw validationError(`${operation} with ${sent.join(', ')} is not simulated. Leave it out.`);
}

/**
 * @returns how many to return, `most` if not told
 * @throws ValidationException outside of 1 to `most`, in the words that AWS services share for such a constraint
 */
export function pageSize(member: string, asked: number | undefined, most: number): number {
  if (asked === undefined) return most;
  const broken = asked > most ? `less than or equal to ${most}` : asked < 1 ? 'greater than or equal to 1' : undefined;
  if (broken)
    throw validationError(
      `1 validation error detected: Value '${asked}' at '${member}' failed to satisfy constraint: ` +
        `Member must have value ${broken}`,
    );
  return asked;
}

/** @throws ValidationException for a list that is too long, in the words that AWS services share for such a constraint */
export function checkAtMost(member: string, list: readonly unknown[] | undefined, most: number): void {
  if (list === undefined || list.length <= most) return;
  const camel = `${member[0]!.toLowerCase()}${member.slice(1)}`;
  throw validationError(
    `1 validation error detected: Value at '${camel}' failed to satisfy constraint: ` +
      `Member must have length less than or equal to ${most}`,
  );
}

/** @throws ValidationException for a period that is no multiple of 60 s: high resolution is not simulated */
export function checkPeriod(period: Seconds): void {
  if (!Number.isInteger(period) || period < 60 || period % 60 !== 0)
    throw validationError(`Period must be a multiple of 60 in this lab, found ${period}. Ask for whole minutes.`);
}
